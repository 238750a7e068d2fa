"""Nobody reaches what is another's by guessing: every address of the portal and the API."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, reverse

from factories import AgencyFactory
from fund_services import core_people as people
from fund_services.centre import make_centre
from fund_services.certificates.issuing_office import file_seal, fresh_key
from fund_services.signing_in import an_account, an_agent, sign_in
from gongkai.api import urls as api_urls
from gongkai.audit.models import Entry
from gongkai.portal import urls as portal_urls
from gongkai.portal.grants import give_grant
from portal.owned_routes import (
    MAY_BE_MISSING,
    NAMELESS,
    OWN_PAGES,
    OWNED,
    POSTED,
    PUBLIC,
    SECRETS,
)
from portal.reading import text

# Where one proves who one is: by signing in, or by number and code.
ASKED = (
    "/zhanghu/denglu/", "/zhanghu/shenfen/", "/jindu/", "/chaxun/", "/liuyan/chaxun/",
    "/yuyue/chaxun/",
)  # fmt: skip


def routes(patterns, prefix=""):
    """Yield name and pattern of every address."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        else:
            yield each.name, prefix + str(each.pattern)


ALL = [*routes(portal_urls.urlpatterns), *routes(api_urls.urlpatterns)]


def test_every_address_stands_in_the_table_once():
    groups = [set(OWNED), set(OWN_PAGES), set(SECRETS), set(PUBLIC)]
    known = set().union(*groups)
    assert sum(map(len, groups)) == len(known)
    names = {name for name, pattern in ALL if pattern not in NAMELESS}
    assert names == known, (sorted(names - known, key=str), sorted(known - names))


def test_no_owned_address_hides_among_the_public_ones():
    """What a register number or a code stands in is nobody's but one person's."""
    for name, pattern in ALL:
        if "<slug:number>" in pattern:
            assert name in OWNED
        if pattern.startswith("zhanghu/") and "<" in pattern:
            assert name in OWNED


@pytest.fixture
def place(db, settings, tmp_path):
    """Return a centre that does all kinds of business."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = file_seal(fresh_key())
    cache.clear()
    return make_centre(AgencyFactory(is_default=True, code="gjj", phone="0400-0000000"))


@pytest.fixture
def strangers(place):
    """Return who asks for what is not his, by what he is called."""
    another = an_account(place.agency, people.person(people.SEALED))
    clerk = an_account(place.agency, people.person(people.LARGE_AGENT))
    manager = an_agent(clerk, employer_no=people.LARGE_EMPLOYER, name="别的单位", is_manager=True)
    elsewhere = an_account(AgencyFactory())
    return {
        "nobody": Client(),
        "another person": sign_in(Client(), another),
        "another employer's manager": sign_in(Client(), clerk, manager),
        "a person of another centre": sign_in(Client(), elsewhere),
        "an officer": _officer(place.handler),
    }


def _officer(officer):
    client = Client()
    client.force_login(officer.user)
    return client


def owner_of(thing):
    """Return a browser of whom a thing belongs to."""
    client = Client()
    if thing.account is not None:
        return sign_in(client, thing.account, thing.agent)
    session = client.session
    request = type("Request", (), {"session": session})()
    give_grant(request, thing.granted)
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def ask(client, address, posts):
    """Ask for an address, with what a form of any kind might hold."""
    if not posts:
        return client.get(address)
    typed = {"deed": "accept", "sure": "on", "opinion": "1", "version": "0", "is_manager": "on"}
    return client.post(address, typed)


@pytest.mark.parametrize("name", list(OWNED))
def test_nobody_reaches_what_is_anothers(name, place, strangers):
    row = OWNED[name]
    thing = row.make(place)
    address = reverse(f"portal:{name}", kwargs=thing.arguments)
    before = Entry.objects.count()
    for who, client in strangers.items():
        for posts in (False, True):
            response = ask(client, address, posts)
            led = response.get("Location", "").partition("?")[0]
            told = (name, who, posts, response.status_code, led)
            if response.status_code == 302:
                assert led in ASKED, told
            elif response.status_code == 401:
                assert "请先登录" in text(response), told
            else:
                assert response.status_code in (404, 405), told
            page = text(response)
            assert not any(mark in page for mark in thing.marks), told
    assert Entry.objects.count() == before
    found = ask(owner_of(thing), address, row.posts)
    if name not in MAY_BE_MISSING:
        assert found.status_code in (200, 302, 400, 409), (name, found.status_code)
        assert found.get("Location", "").partition("?")[0] not in ASKED or row.posts
    is_page = found.status_code == 200 and not found.get("Content-Disposition")
    if is_page and not row.posts and thing.marks:
        assert any(mark in text(found) for mark in thing.marks), name


@pytest.mark.parametrize("name", list(OWN_PAGES))
def test_own_pages_are_for_those_who_are_signed_in(name, place, strangers):
    address = reverse(f"portal:{name}", kwargs=OWN_PAGES[name])
    posts = name in POSTED
    response = ask(strangers["nobody"], address, posts)
    if posts:
        assert response.status_code == 401
    else:
        assert response["Location"].partition("?")[0] == "/zhanghu/denglu/", name
    other = ask(strangers["a person of another centre"], address, posts)
    assert other.status_code in (302, 401), name
    found = ask(strangers["another person"], address, posts)
    for mark in (place.account.phone, place.account.identity_number, place.account.name):
        assert mark not in text(found), name
    if found.status_code == 404:
        # Not everybody has a loan.
        return
    assert "no-store" in found["Cache-Control"] and "private" in found["Cache-Control"], name


@pytest.mark.parametrize("name", list(SECRETS))
def test_a_code_is_not_guessed(name, place):
    response = Client().get(reverse(f"portal:{name}", kwargs=SECRETS[name]))
    assert response.status_code in (200, 302, 404)
    assert not any(mark in text(response) for mark in (place.account.name, place.account.phone))


def test_public_pages_tell_nothing_of_whoever_is_signed_in(place):
    """They are kept as files for everybody."""
    owner = sign_in(Client(), place.account)
    asked = 0
    for name in sorted(PUBLIC - {"sign-in"}):
        try:
            address = reverse(f"portal:{name}")
        except NoReverseMatch:
            continue
        response = owner.get(address)
        if response.status_code == 200 and not response.streaming:
            asked += 1
            page = response.content.decode(errors="replace")
            assert place.account.name not in page and place.account.phone not in page, name
    assert asked > 30
