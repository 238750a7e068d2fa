"""Signing in and out: by number and password, with the cookie that is the account's alone."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories import AgencyFactory, OfficerFactory
from fund_services.signing_in import PASSWORD, an_account, sign_in, token_for
from gongkai.fund_services.models import AccountEvent, AccountSession, SignInFailure
from gongkai.portal.signed_in import COOKIE
from portal.reading import text

pytestmark = pytest.mark.django_db
SIGN_IN = "/zhanghu/denglu/"


@pytest.fixture
def account(centre, worker):
    return an_account(centre, worker)


def try_it(client, number, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"number": number, "password": password, **more})


@pytest.mark.parametrize("by", ["identity_number", "phone"])
def test_somebody_signs_in_by_either_number_and_goes_on(client, account, by):
    response = try_it(client, getattr(account, by), next="/zhanghu/mima/")
    assert response.status_code == 302 and response["Location"] == "/zhanghu/mima/"
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert not cookie["max-age"] and "no-store" in response["Cache-Control"]
    page = text(client.get("/zhanghu/"))
    assert account.name in page and account.identity_number not in page
    assert account.phone not in page and "正在办理" in page
    assert client.get("/zhanghu/")["Cache-Control"].count("no-store") == 1
    session = AccountSession.objects.get()
    assert cookie.value not in (session.token_digest,) and session.address == "127.0.0.1"


def test_nobody_is_led_to_the_sign_in_and_then_where_he_wanted_to_go(client, account):
    response = client.get("/zhanghu/shebei/?a=1")
    assert response["Location"] == "/zhanghu/denglu/?next=%2Fzhanghu%2Fshebei%2F%3Fa%3D1"
    page = text(client.get(response["Location"]))
    assert 'value="/zhanghu/shebei/?a=1"' in page


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
        "\\\\evil.example", "/" * 3 + "evil.example", "evil", "",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_site(client, account, goal):
    assert try_it(client, account.phone, next=goal)["Location"] == "/wode/"
    signed = client.get(SIGN_IN, {"next": goal})
    assert signed["Location"] == "/wode/"


def test_a_wrong_password_and_an_unknown_number_are_told_alike(client, account):
    wrong = try_it(client, account.phone, "falsch-falsch-1")
    unknown = try_it(client, "13912345678", "falsch-falsch-1")
    assert wrong.status_code == unknown.status_code == 400
    told = "不正确，请核对后重新输入"
    assert told in text(wrong) and told in text(unknown)
    # The number typed stays, the password never does.
    assert account.phone in text(wrong) and "falsch" not in text(wrong)
    strip = [text(each).replace(account.phone, "N").replace("13912345678", "N")
             for each in (wrong, unknown)]  # fmt: skip
    token = r'name="csrfmiddlewaretoken" value="[^"]+"'
    assert re.sub(token, "", strip[0]) == re.sub(token, "", strip[1])
    assert SignInFailure.objects.count() == 2 and not AccountEvent.objects.exists()


def test_known_and_unknown_numbers_cost_the_same_work(client, account):
    with CaptureQueriesContext(connection) as known:
        try_it(client, account.phone, "falsch-falsch-1")
    with CaptureQueriesContext(connection) as unknown:
        try_it(client, "13912345678", "falsch-falsch-1")
    assert [each["sql"][:40] for each in known] == [each["sql"][:40] for each in unknown]


def test_every_sign_in_hashes_a_password_once(client, account, monkeypatch):
    hashed = []
    hasher = MD5PasswordHasher
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    for number in (account.phone, "13912345678", "不是号码"):
        hashed.clear()
        try_it(client, number, "falsch-falsch-1")
        assert len(hashed) == 1


def test_a_number_is_locked_for_an_address_and_not_for_another(client, account):
    for _ in range(5):
        assert try_it(client, account.phone, "falsch-falsch-1").status_code == 400
    locked = try_it(client, account.phone)
    assert locked.status_code == 429 and "15分钟后再试" in text(locked)
    assert locked["Retry-After"] == "900" and account.phone in text(locked)
    # Nobody learns from it that the number has an account.
    for _ in range(5):
        try_it(client, "13912345678", "falsch-falsch-1")
    assert try_it(client, "13912345678").status_code == 429
    # Colleagues behind the same address and the owner elsewhere are not locked out.
    other = an_account(account.agency)
    assert try_it(Client(), other.phone).status_code == 302
    assert try_it(Client(REMOTE_ADDR="10.9.9.9"), account.phone).status_code == 302


def test_many_addresses_together_lock_a_number(client, account):
    for number in range(20):
        try_it(Client(REMOTE_ADDR=f"10.0.0.{number}"), account.phone, "falsch-falsch-1")
    locked = try_it(Client(REMOTE_ADDR="10.0.1.1"), account.phone)
    assert locked.status_code == 429 and "60分钟后再试" in text(locked)


def test_an_address_that_tries_everybody_is_stopped(client, account):
    for number in range(50):
        try_it(client, f"138{number:08d}", "falsch-falsch-1")
    cache.delete("throttle_portal-sign-in_127.0.0.1")
    for number in range(50, 100):
        try_it(client, f"138{number:08d}", "falsch-falsch-1")
    cache.delete("throttle_portal-sign-in_127.0.0.1")
    assert try_it(client, account.phone).status_code == 429


def test_the_owner_sees_who_failed_and_what_happened(client, account):
    try_it(Client(REMOTE_ADDR="10.1.2.3"), account.identity_number, "falsch-falsch-1")
    try_it(client, account.phone)
    page = text(client.get("/zhanghu/jilu/"))
    assert "登录失败" in page and "10.1.2.3" in page and page.count("登录失败") == 1


def test_signing_in_gives_a_token_of_its_own(client, account):
    """No token that was there before, and none that somebody planted, is ever signed in."""
    client.cookies[COOKIE] = "planted-planted-planted"
    before = token_for(account)
    client.cookies[COOKIE] = before
    client.get(SIGN_IN)
    client.cookies[COOKIE] = "planted-planted-planted"
    csrf = client.get(SIGN_IN).cookies["csrftoken"].value
    response = try_it(client, account.phone)
    assert response.cookies[COOKIE].value not in (before, "planted-planted-planted")
    assert response.cookies["csrftoken"].value != csrf


def test_signing_out_ends_the_session_for_whoever_kept_the_token(client, account):
    sign_in(client, account)
    token = client.cookies[COOKIE].value
    assert client.get("/zhanghu/tuichu/").status_code == 405
    response = client.post("/zhanghu/tuichu/", follow=True)
    assert "您已经退出登录" in text(response)
    thief = Client()
    thief.cookies[COOKIE] = token
    assert thief.get("/zhanghu/").status_code == 302
    assert AccountSession.objects.get().ended_at is not None


def test_sessions_end_when_nobody_is_there_and_after_a_day_at_work(client, account, settings):
    now = timezone.now()
    sign_in(client, account)
    rows = AccountSession.objects.all()
    rows.update(seen_at=now - timedelta(minutes=29))
    assert client.get("/zhanghu/").status_code == 200
    # A page that was looked at counts, so that whoever works on is not signed out.
    assert rows.get().seen_at > now - timedelta(minutes=1)
    rows.update(seen_at=now - timedelta(minutes=31))
    assert client.get("/zhanghu/").status_code == 302
    rows.update(seen_at=now, begun_at=now - timedelta(hours=8, minutes=1))
    assert client.get("/zhanghu/").status_code == 302
    settings.GONGKAI_ACCOUNT_HOURS = 12
    assert client.get("/zhanghu/").status_code == 200


def test_a_session_of_another_centre_or_a_deleted_account_is_none(client, account):
    other = an_account(AgencyFactory())
    sign_in(client, other)
    assert client.get("/zhanghu/").status_code == 302
    sign_in(client, account)
    type(account).objects.filter(pk=account.pk).update(
        deleted_at=timezone.now(), identity_digest="", phone_digest="", password="", account_no=""
    )
    assert client.get("/zhanghu/").status_code == 302


def test_no_form_is_taken_without_its_token(account):
    guarded = Client(enforce_csrf_checks=True)
    assert try_it(guarded, account.phone).status_code == 403
    sign_in(guarded, account)
    for address in ("/zhanghu/mima/", "/zhanghu/tuichu/", "/zhanghu/zhuxiao/", "/zhanghu/danwei/",
                    "/zhanghu/shebei/jieshu/", "/zhanghu/shenfen/xuanze/"):  # fmt: skip
        assert guarded.post(address).status_code == 403
    assert guarded.get("/zhanghu/").status_code == 200


def test_the_cookie_goes_over_tls_alone_where_there_is_tls(client, account, settings):
    settings.SECURE = True
    assert try_it(client, account.phone).cookies[COOKIE]["secure"]


def test_a_citizen_never_gets_into_the_console(client, account):
    sign_in(client, account)
    token = client.cookies[COOKIE].value
    for address in ("/console/", "/console/accounts/", "/console/audit/"):
        assert client.get(address)["Location"].startswith("/console/login/")
    # Nor with his token as the console's own session.
    client.cookies["sessionid"] = token
    assert client.get("/console/accounts/")["Location"].startswith("/console/login/")
    # Nor is an officer anybody's account.
    officer = OfficerFactory(agency=account.agency)
    staff = Client()
    staff.force_login(officer.user)
    assert staff.get("/zhanghu/").status_code == 302


def test_another_organ_has_no_accounts(client, db):
    AgencyFactory(kind="DEPARTMENT", is_default=True)
    for address in ("/zhanghu/", SIGN_IN, "/zhanghu/kaitong/", "/zhanghu/zhaohui/"):
        assert client.get(address).status_code == 404


def test_what_was_typed_when_the_session_ran_out_is_sent_after_signing_in(client, account):
    typed = {"credit_code": "91110000000000000X", "employer_no": "D1<b>", "note": "说明"}
    response = client.post("/zhanghu/danwei/", typed)
    assert response.status_code == 401 and "已为您保留" in text(response)
    kept = re.search(r'name="kept" value="([^"]+)"', text(response))[1]
    assert "D1" not in text(response)
    wrong = try_it(client, account.phone, "falsch-falsch-1", kept=kept)
    assert kept in text(wrong)
    page = text(try_it(client, account.phone, kept=kept))
    assert 'action="/zhanghu/danwei/"' in page and "D1&lt;b&gt;" in page and "说明" in page
    again = client.post("/zhanghu/danwei/", typed)
    assert again.status_code == 400 and "说明" in text(again)
    # Nobody can make up what a visitor is to send.
    forged = try_it(Client(), account.phone, kept="aes:AAAA")
    assert forged.status_code == 302


def test_kept_pages_are_the_same_for_everybody(client, account):
    plain = text(client.get("/"))
    sign_in(client, account)
    page = client.get("/")
    assert account.name not in text(page) and "signed-in" not in text(page)
    assert COOKIE not in page.cookies
    assert len(text(page)) == len(plain)
