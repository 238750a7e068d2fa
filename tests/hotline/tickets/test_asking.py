"""What a department asks for: to return a ticket in time, a later day once; and who decides."""

from datetime import date, timedelta

import pytest

from gongkai.agencies.models import Appointment
from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.operations.tickets.acting import TicketChanged, TicketRefused
from gongkai.hotline.operations.tickets.dispatching import dispatch_ticket
from gongkai.hotline.operations.tickets.extending import (
    ask_extension,
    grant_extension,
    refuse_extension,
)
from gongkai.hotline.operations.tickets.pressing import urge_ticket
from gongkai.hotline.operations.tickets.returning import ask_return, grant_return, refuse_return
from gongkai.hotline.queries.tickets.due_days import due_steps
from gongkai.hotline.queries.tickets.history import events_of
from gongkai.messages.models import Notice
from gongkai.rules.calendars import CalendarNotPublished
from hotline.tickets.opened import AT, NOW, ON, dispatched, drafted, opened, signed, ticket_office


@pytest.fixture
def office(db):
    return ticket_office()


def later(days):
    return {"on": ON + timedelta(days=days), "at": AT + timedelta(days=days)}


def asked_back(office, row, when=NOW, reason="属于归集科职责"):
    return ask_return(ticket=row, version=row.version, reason=reason, officer=office.lender, **when)


@pytest.mark.parametrize("make", [dispatched, signed])
def test_a_return_is_asked_for_and_granted(office, make):
    row = asked_back(office, make(office), later(1))
    assert row.state == "RETURN_ASKED"
    assert Notice.objects.filter(officer=office.dispatcher, text__contains="退单").exists()
    with pytest.raises(NotAllowed):
        grant_return(ticket=row, version=row.version, officer=office.lender, **later(1))
    row = grant_return(ticket=row, version=row.version, officer=office.dispatcher, **later(1))
    assert (row.state, row.handler) == ("RECEIVED", None)
    Notice.objects.all().delete()
    row = urge_ticket(ticket=row, version=row.version, officer=office.agent, **later(1))
    assert [each.officer for each in Notice.objects.all()] == [office.dispatcher]
    row = dispatch_ticket(ticket=row, version=row.version, department=office.savings,
                          officer=office.dispatcher, **later(1))  # fmt: skip
    assert (row.department, row.moved) == (office.savings, 1)


@pytest.mark.parametrize(("make", "state"), [(dispatched, "DISPATCHED"), (signed, "HANDLING")])
def test_a_return_that_is_refused_leaves_it_where_it_was(office, make, state):
    row = asked_back(office, make(office))
    with pytest.raises(TicketRefused, match="未填写"):
        refuse_return(ticket=row, version=row.version, opinion="", officer=office.dispatcher, **NOW)
    row = refuse_return(ticket=row, version=row.version, opinion="属于你科", **NOW,
                        officer=office.dispatcher)  # fmt: skip
    assert row.state == state and row.department == office.loans
    assert Notice.objects.filter(officer=office.lender, text__contains="不同意退单").exists()


def test_a_return_comes_within_a_working_day_of_dispatch(office):
    # Dispatched on Friday: Monday is the last day.
    friday = {"on": date(2024, 1, 12), "at": AT + timedelta(days=2)}
    row = dispatched(office, **friday)
    with pytest.raises(TicketRefused, match="2024-01-15届满"):
        asked_back(office, row, {"on": date(2024, 1, 16), "at": AT})
    assert asked_back(office, row, {"on": date(2024, 1, 15), "at": AT}).state == "RETURN_ASKED"


def test_a_return_needs_a_reason_and_no_draft(office):
    row = signed(office)
    with pytest.raises(TicketRefused, match="退单理由：未填写"):
        asked_back(office, row, reason="  ")
    with pytest.raises(TicketRefused, match="最多300"):
        asked_back(office, row, reason="长" * 301)
    with pytest.raises(TicketRefused, match="拟答复"):
        asked_back(office, drafted(office))


def test_nobody_grants_the_return_of_his_own_department(office):
    Appointment.objects.create(
        officer=office.second_lender, role="TICKET_DISPATCHER", from_on=date(2022, 1, 1)
    )
    row = asked_back(office, signed(office))
    with pytest.raises(NotAllowed, match="本科室"):
        grant_return(ticket=row, version=row.version, officer=office.second_lender, **NOW)


def extension(office, row, until, when=NOW, reason="须到单位核实"):
    return ask_extension(ticket=row, version=row.version, until=until, reason=reason,
                         officer=office.lender, **when)  # fmt: skip


def test_a_later_day_is_asked_for_once_and_consented_to(office):
    row = extension(office, signed(office), date(2024, 1, 25))
    assert row.due_on == date(2024, 1, 17) and row.extension_until == date(2024, 1, 25)
    with pytest.raises(TicketRefused, match="已申请延期"):
        extension(office, row, date(2024, 1, 26))
    row = grant_extension(ticket=row, version=row.version, officer=office.dispatcher, **NOW)
    assert (row.due_on, row.first_due_on) == (date(2024, 1, 25), date(2024, 1, 17))
    with pytest.raises(TicketRefused, match="不能再次延期"):
        extension(office, row, date(2024, 1, 30))
    assert [step.due_on.day for step in due_steps(row, events_of(row))] == [17, 25]


def test_an_extension_that_is_refused_may_be_asked_for_again(office):
    row = extension(office, signed(office), date(2024, 1, 25))
    with pytest.raises(NotAllowed):
        refuse_extension(ticket=row, version=row.version, opinion="x", officer=office.lender, **NOW)
    row = refuse_extension(ticket=row, version=row.version, opinion="可以按期办",
                           officer=office.dispatcher, **NOW)  # fmt: skip
    assert row.due_on == date(2024, 1, 17) and row.extension_until is None
    assert extension(office, row, date(2024, 1, 18)).extension_until == date(2024, 1, 18)


@pytest.mark.parametrize("until", [date(2024, 1, 17), date(2024, 2, 1), date(2023, 1, 1)])
def test_an_extension_lies_between_the_day_and_the_longest_limit(office, until):
    with pytest.raises(TicketRefused, match="不晚于2024-01-31"):
        extension(office, signed(office), until)


def test_an_extension_comes_before_the_day_is_past(office):
    row = signed(office)
    assert extension(office, row, date(2024, 1, 25), later(7)).extension_until
    with pytest.raises(TicketRefused, match="届满"):
        extension(office, signed(office), date(2024, 1, 25), later(8))


def test_a_year_without_a_calendar_is_refused_with_nothing_kept(office):
    day = {"on": date(2026, 12, 29), "at": AT}
    with pytest.raises(CalendarNotPublished):
        opened(office, **day)
    row = opened(office, kind="CONSULTATION", on=date(2026, 12, 30), at=AT)
    assert row.due_on == date(2026, 12, 31)


def test_acting_on_an_older_version_of_what_was_asked(office):
    row = asked_back(office, signed(office))
    with pytest.raises(TicketChanged):
        grant_return(ticket=row, version=row.version - 1, officer=office.dispatcher, **NOW)
