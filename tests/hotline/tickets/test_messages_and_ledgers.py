"""Tickets of the site's messages and of ledgers tell the same as the others."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.hotline.models import SiteMessage, Ticket, TicketEvent
from gongkai.hotline.operations import correct_tickets, register_tickets
from gongkai.hotline.operations.message_answering import (
    draft_answer,
    extend_answer,
    release_answer,
    return_answer,
    set_aside,
)
from gongkai.hotline.operations.message_rating import rate_answer
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.operations.tickets.dispatching import dispatch_ticket
from gongkai.hotline.operations.tickets.leaving import set_aside_ticket
from gongkai.hotline.operations.tickets.pressing import urge_ticket
from gongkai.hotline.operations.tickets.reopening import reopen_ticket
from gongkai.hotline.queries.site_messages import unanswered
from gongkai.hotline.queries.tickets.history import entries_of
from gongkai.messages.models import Notice
from gongkai.rules.ticket_lifecycle import standing_of
from hotline.sent_messages import AT, ON, answered, drafted, sent
from hotline.tickets.opened import ticket_office

WHEN = {"on": ON, "at": AT}


@pytest.fixture
def office(db):
    agency = AgencyFactory()
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, clerk=True),
        reviewer=OfficerFactory(agency=agency, reviewer=True),
    )


def kinds(ticket):
    return list(TicketEvent.objects.filter(ticket=ticket).values_list("kind", flat=True))


def test_what_happens_to_a_message_stands_with_its_ticket(office):
    row = drafted(office.agency, office.clerk)
    assert row.ticket.state == "HANDLING" and row.ticket.drafted_by == office.clerk
    row = return_answer(message=row, version=row.version, opinion="改", officer=office.reviewer,
                        **WHEN)  # fmt: skip
    row = extend_answer(message=row, version=row.version, until=date(2024, 1, 24), reason="复杂",
                        officer=office.clerk, **WHEN)  # fmt: skip
    assert row.ticket.due_on == date(2024, 1, 24) and row.ticket.first_due_on == row.first_due_on
    row = draft_answer(message=row, version=row.version, answer="可以。", officer=office.clerk,
                       **WHEN)  # fmt: skip
    row = release_answer(message=row, version=row.version, closes=True, officer=office.reviewer,
                         **WHEN)  # fmt: skip
    row = rate_answer(message=row, opinion="SATISFIED", **WHEN)
    ticket = Ticket.objects.get()
    assert kinds(ticket) == [
        "RECEIVED", "DRAFTED", "DRAFT_RETURNED", "EXTENDED", "DRAFTED", "REPLIED", "CLOSED",
        "CALLED_BACK",
    ]  # fmt: skip
    assert (ticket.state, ticket.reply, ticket.days_taken) == ("CLOSED", "可以。", 0)
    assert standing_of(entries_of(ticket)).state == "CLOSED"


def test_a_message_set_aside_has_its_ticket_set_aside(office):
    row = sent(office.agency)
    set_aside(message=row, version=0, reason="广告", officer=office.reviewer, **WHEN)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.fed_back_on, ticket.closed_on) == ("SET_ASIDE", ON, ON)


def test_a_message_whose_answer_was_drafted_before_events_were_kept(office):
    row = drafted(office.agency, office.clerk)
    TicketEvent.objects.all().delete()
    Ticket.objects.update(version=0, drafted_by=None)
    row = release_answer(message=SiteMessage.objects.get(), version=row.version, closes=True,
                         officer=office.reviewer, **WHEN)  # fmt: skip
    assert kinds(row.ticket) == ["REGISTERED", "DRAFTED", "REPLIED", "CLOSED"]


def test_a_sender_who_is_not_content_has_it_handled_again(office):
    row = answered(office.agency, office.clerk, office.reviewer)
    row = rate_answer(message=row, opinion="DISSATISFIED", **WHEN)
    reopen_ticket(ticket=row.ticket, reason="没有回答问题", officer=None, **WHEN)
    row.refresh_from_db()
    assert (row.state, row.ticket.state, row.ticket.reopened) == ("RECEIVED", "HANDLING", 1)
    assert [each.pk for each in unanswered(office.agency, ON)] == [row.pk]
    row = draft_answer(message=row, version=row.version, answer="重新答复。",
                       officer=office.clerk, **WHEN)  # fmt: skip
    row = release_answer(message=row, version=row.version, closes=True, officer=office.reviewer,
                         **WHEN)  # fmt: skip
    row = rate_answer(message=row, opinion="SATISFIED", **WHEN)
    assert row.ticket.opinion == "SATISFIED"


def test_who_urges_a_message_tells_those_who_answer_it(db):
    place = ticket_office()
    row = sent(place.agency)
    Notice.objects.all().delete()
    urge_ticket(ticket=row.ticket, version=1, officer=place.agent, **WHEN)
    assert [each.officer for each in Notice.objects.all()] == [place.clerk]
    with pytest.raises(TicketRefused, match="网站留言页面"):
        set_aside_ticket(ticket=row.ticket, version=2, reason="x", officer=place.dispatcher,
                         **WHEN)  # fmt: skip


TICKET = {
    "register_no": "GD-1", "matter": "咨询", "accepted_on": ON, "due_on": ON + timedelta(days=7),
    "fed_back_on": None, "closed_on": None, "call_back_due": False, "called_back_on": None,
    "reached": False, "opinion": "",
}  # fmt: skip
LATER = datetime(2024, 1, 15, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, "RECEIVED"),
        ({"fed_back_on": ON}, "REPLIED"),
        ({"fed_back_on": ON, "closed_on": ON}, "CLOSED"),
        ({"closed_on": ON}, "CLOSED"),
    ],
)
def test_a_ledgers_ticket_stands_where_its_days_say(office, days, state):
    register_tickets(agency=office.agency, rows=[TICKET | days], at=AT)
    row = Ticket.objects.get()
    assert (row.state, row.first_due_on) == (state, TICKET["due_on"])
    correct_tickets(agency=office.agency, rows=[TICKET | days | {"closed_on": ON}], at=AT)
    assert Ticket.objects.get().state == "CLOSED" and not TicketEvent.objects.exists()


def test_a_ledgers_ticket_goes_on_here_and_takes_later_corrections(db):
    place = ticket_office()
    register_tickets(agency=place.agency, rows=[TICKET], at=AT)
    row = Ticket.objects.get()
    row = dispatch_ticket(ticket=row, version=0, department=place.loans,
                          officer=place.dispatcher, **WHEN)  # fmt: skip
    assert kinds(row) == ["REGISTERED", "DISPATCHED"] and row.due_on == TICKET["due_on"]
    done = {"matter": "更正", "fed_back_on": ON, "closed_on": ON + timedelta(days=3)}
    correct_tickets(agency=place.agency, rows=[TICKET | done], at=LATER)
    row.refresh_from_db()
    assert (row.state, row.matter, row.days_taken) == ("CLOSED", "更正", 3)
    assert standing_of(entries_of(row)).closed_on == ON + timedelta(days=3)
    assert row.department == place.loans and row.version == 3
