"""Who gets in where, at the messages of the site and at the website's yearly form."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from console.visible_text import english_in
from gongkai.console import message_urls, website_report_urls
from gongkai.hotline.models import SiteMessage
from gongkai.website_reports.models import WebsiteReport
from hotline.sent_messages import drafted, prepared, sent
from website_reports.filled_forms import filled

ARGUMENTS = {"year": 2023, "key": "items_total", "fmt": "xlsx"}
DEEDS = {"act-on-message": "close", "website-sign-off-act": "submit"}
POSTED = {
    "read-sender", "act-on-message", "begin-website-report", "clear-website-value",
    "website-sign-off-act",
}  # fmt: skip
PATTERNS = [*message_urls.urlpatterns, *website_report_urls.urlpatterns]
NAMES = [pattern.name for pattern in PATTERNS]


@pytest.fixture
def held(office, settings, tmp_path):
    """Return the office with a message and a form."""
    settings.GONGKAI_FILES = tmp_path / "files"
    office.message = sent(office.agency, title="只有本机关知道")
    filled(office.agency, office.clerk)
    return office


def ask(client, name, pk=1):
    pattern = next(each for each in PATTERNS if each.name == name)
    known = {**ARGUMENTS, "pk": pk, "deed": DEEDS.get(name, "")}
    wanted = {key: known[key] for key in pattern.pattern.converters}
    address = reverse(f"console:{name}", kwargs=wanted)
    return client.post(address, {"version": 0}) if name in POSTED else client.get(address)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_sent_to_the_login(name):
    response = ask(Client(), name)
    assert response.status_code == 302 and "/console/login/" in response["Location"]


@pytest.mark.parametrize("name", NAMES)
def test_a_login_without_an_officer_is_told_so(name, office):
    response = ask(desk(office.nobody), name)
    assert response.status_code == 403 and "尚未登记为工作人员" in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_another_organ_sees_and_changes_nothing_of_ours(name, held):
    response = ask(desk(held.outsider), name, held.message.pk)
    page = response.content.decode(errors="replace")
    assert "只有本机关知道" not in page and held.agency.name not in page
    assert response.status_code in (200, 302, 404)
    assert SiteMessage.objects.get().version == 0
    assert WebsiteReport.objects.get(agency=held.agency).state == "DRAFT"


@pytest.mark.parametrize("name", ["site-messages", "site-message", "read-sender", "act-on-message"])
def test_who_holds_no_role_reads_no_message(name, held):
    assert ask(desk(held.retired), name, held.message.pk).status_code == 403


@pytest.mark.parametrize("name", [each for each in NAMES if each != "website-report-file"])
def test_nobody_meets_an_english_sentence(name, held):
    prepared(held.agency, held.clerk, held.reviewer)
    waiting = drafted(held.agency, held.clerk)
    for pk in SiteMessage.objects.values_list("pk", flat=True):
        told = english_in(ask(desk(held.head), name, pk).content.decode())
        # The name of a register and an address of the web are the same in Chinese.
        assert [each for each in told if "ICP" not in each and "https://" not in each] == []
    assert waiting.state == "IN_REVIEW"
