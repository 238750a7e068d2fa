"""Who gets in where at the calls: strangers, other organs, each role at each address."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from console.visible_text import english_in
from factories import OfficerFactory, UserFactory
from gongkai.console import call_urls
from gongkai.hotline.models import Call, Ticket, Topic, WaitingCall
from gongkai.hotline.operations.calls.waiting import add_waiting, take
from hotline.desk import AT, NUMBER, ON, hotline, registered

POSTED = {
    "desk-caller", "desk-answers", "take-next-waiting", "act-on-waiting", "calls-by-number",
    "read-call-number", "correct-call", "escalate-call", "load-topics", "add-topic",
    "act-on-topic",
}  # fmt: skip
INITIALS = re.compile("[a-z ]+")
DEEDS = {"act-on-waiting": "give-back", "act-on-topic": "switch-off"}
NAMES = [pattern.name for pattern in call_urls.urlpatterns]
SENT = {"number": NUMBER, "version": 0, "ticket_kind": "HELP", "urgency": "ORDINARY",
        "route": "DIRECT", "outcome": "ANSWERED", "code": "998", "name": "甲"}  # fmt: skip


@pytest.fixture
def place(db):
    held = hotline()
    held.head = OfficerFactory(agency=held.agency, head=True)
    held.clerk = OfficerFactory(agency=held.agency, clerk=True)
    held.outsider = OfficerFactory(name="赵外人", role="TICKET_DISPATCHER")
    held.call = registered(held, question="只有本机关知道的事").call
    held.waiting = add_waiting(agency=held.agency, kind="MISSED", number="19900009999",
                               asked_at=AT, note="只有本机关知道的事")  # fmt: skip
    take(waiting=held.waiting.pk, agency=held.agency, officer=held.agent, on=ON, at=AT)
    return held


def ask(client, name, place=None):
    pattern = next(each for each in call_urls.urlpatterns if each.name == name)
    pk = 1
    if place is not None:
        rows = {"act-on-waiting": place.waiting, "act-on-topic": Topic.objects.first()}
        pk = rows.get(name, place.call).pk
    known = {"pk": pk, "deed": DEEDS.get(name, "")}
    wanted = {key: known[key] for key in pattern.pattern.converters}
    address = reverse(f"console:{name}", kwargs=wanted)
    return client.post(address, SENT) if name in POSTED else client.get(address)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_sent_to_the_login(name):
    response = ask(Client(), name)
    assert response.status_code == 302 and "/console/login/" in response["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_login_without_an_officer_is_told_so(name):
    response = ask(desk(UserFactory()), name)
    assert response.status_code == 403 and "尚未登记为工作人员" in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_another_organ_sees_and_changes_nothing_of_ours(name, place):
    response = ask(desk(place.outsider), name, place)
    page = response.content.decode(errors="replace")
    assert "只有本机关知道" not in page and place.agency.name not in page
    assert response.status_code in (200, 302, 404)
    assert Call.objects.get().version == 0 and not Ticket.objects.exists()
    assert WaitingCall.objects.get().taken_by == place.agent
    ours = Topic.objects.filter(agency=place.agency)
    assert not ours.filter(is_active=False).exists() and not ours.filter(code="998").exists()


MATRIX = """
address           agent  dispatcher  head  clerk
call-desk         200    200         403   403
desk-caller       200    200         403   403
desk-answers      200    200         403   403
waiting-calls     200    200         200   403
calls             200    200         200   403
calls-by-number   302    302         302   403
my-calls          200    200         403   403
call              200    200         200   403
read-call-number  200    200         200   403
call-figures      200    200         200   403
topics            200    200         200   403
"""
HEADER, *LINES = [line.split() for line in MATRIX.strip().splitlines()]
CASES = [(line[0], role, int(line[n])) for line in LINES for n, role in enumerate(HEADER) if n]


@pytest.mark.parametrize(("name", "role", "status"), CASES)
def test_roles(name, role, status, place):
    assert ask(desk(getattr(place, role)), name, place).status_code == status


@pytest.mark.parametrize("name", [each for each in NAMES if each not in POSTED])
def test_nobody_meets_an_english_sentence(name, place):
    told = english_in(ask(desk(place.dispatcher), name, place).content.decode())
    # Keys are called as they are labelled; letters of pinyin are no words.
    assert [each for each in told if each != "Shift+F2" and not INITIALS.fullmatch(each)] == []
