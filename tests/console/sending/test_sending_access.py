"""Who gets in where, at the pages of what is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from console.visible_text import english_in
from gongkai.console.sending_urls import urlpatterns

NAMES = [pattern.name for pattern in urlpatterns]
POSTED = {
    "letter-labels", "message-contact", "message-wechat", "save-message-gateway", "read-recipient",
    "print-letter",
    "act-on-dispatch",
}  # fmt: skip
# A person's own settings are open to everybody who works here.
OWN = {"message-settings", "message-contact", "message-wechat"}


def ask(client, name, pk=1):
    pattern = next(each for each in urlpatterns if each.name == name)
    known = {"pk": pk, "deed": "again", "part": "quiet-hours"}
    wanted = {key: known[key] for key in pattern.pattern.converters}
    address = reverse(f"console:{name}", kwargs=wanted)
    return client.post(address, {}) if name in POSTED else client.get(address)


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
def test_another_organ_sees_and_changes_nothing_of_ours(name, sent):
    before = list(sent.rows.order_by("pk").values())
    response = ask(desk(sent.outsider), name, sent.failed.pk)
    page = response.content.decode(errors="replace")
    assert "黑名单" not in page and sent.agency.name not in page and sent.phone not in page
    assert list(sent.rows.order_by("pk").values()) == before


@pytest.mark.parametrize("name", [each for each in NAMES if each not in OWN])
def test_who_holds_no_role_is_refused(name, sent):
    response = ask(desk(sent.retired), name, sent.failed.pk)
    assert response.status_code == 403 or name == "letter-labels"
    sent.failed.refresh_from_db()
    assert sent.failed.state == "FAILED"


@pytest.mark.parametrize("name", NAMES)
def test_nobody_meets_an_english_sentence(name, sent):
    for row in sent.rows:
        response = ask(desk(sent.head), name, row.pk)
        if response["Content-Type"].startswith("text/html") and response.content:
            told = english_in(response.content.decode())
            # Numbers of registers, addresses and settings are the same in Chinese.
            same = ("GONGKAI_", "http", "-2024-")
            assert [each for each in told if not any(part in each for part in same)] == []
