"""Who gets in where at the tickets: strangers, other organs, and those without a role."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from console.visible_text import english_in
from gongkai.console import ticket_urls
from gongkai.console.ticket_deeds import DEEDS
from gongkai.hotline.models import Ticket
from hotline.tickets.opened import drafted, opened, replied, signed, ticket_office, with_role

NOTES = {"ticket-transfer-note", "ticket-transfer-file"}
POSTED = {"ticket-from-request", "read-ticket-person", "act-on-ticket"} | NOTES
NAMES = [pattern.name for pattern in ticket_urls.urlpatterns]


@pytest.fixture
def held(office):
    """Return the office with a ticket that only it knows."""
    office.place = ticket_office(office.agency)
    office.ticket = opened(office.place, matter="只有本机关知道")
    return office


def ask(client, name, pk=1, deed="urge"):
    pattern = next(each for each in ticket_urls.urlpatterns if each.name == name)
    known = {"pk": pk, "deed": deed}
    wanted = {key: known[key] for key in pattern.pattern.converters}
    address = reverse(f"console:{name}", kwargs=wanted)
    return client.post(address, {"version": 1}) if name in POSTED else client.get(address)


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
    response = ask(desk(held.outsider), name, held.ticket.pk)
    page = response.content.decode(errors="replace")
    assert "只有本机关知道" not in page and held.agency.name not in page
    assert response.status_code in (200, 400, 404)
    assert Ticket.objects.get(pk=held.ticket.pk).version == 1


@pytest.mark.parametrize("name", NAMES)
def test_who_holds_no_role_reads_no_ticket(name, held):
    assert ask(desk(held.retired), name, held.ticket.pk).status_code == 403


@pytest.mark.parametrize("deed", DEEDS)
def test_no_act_is_open_to_a_leader_of_a_department_that_does_not_have_it(deed, held):
    other = with_role(held.agency, "DEPARTMENT_HEAD", department=held.place.savings)
    response = ask(desk(other), "act-on-ticket", held.ticket.pk, deed)
    assert response.status_code in (400, 403)
    assert Ticket.objects.get(pk=held.ticket.pk).version == 1


@pytest.mark.parametrize("name", [each for each in NAMES if each not in NOTES])
def test_nobody_meets_an_english_sentence(name, held):
    for made in (signed, drafted, replied):
        made(held.place)
    for officer in (held.place.dispatcher, held.place.lender, held.head):
        for pk in Ticket.objects.values_list("pk", flat=True):
            told = english_in(ask(desk(officer), name, pk).content.decode())
            assert [each for each in told if "ICP" not in each and "https://" not in each] == []
