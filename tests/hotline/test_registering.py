"""Calls and tickets taken over from elsewhere."""

from datetime import date

import pytest
from django.db import IntegrityError

from factories import AgencyFactory
from gongkai.hotline.models import Call, Ticket
from gongkai.hotline.operations import (
    correct_calls,
    correct_tickets,
    days_taken,
    register_calls,
    register_tickets,
)

DAY = date(2023, 5, 15)
TICKET = {
    "register_no": "GD-1",
    "matter": "咨询",
    "accepted_on": DAY,
    "due_on": DAY,
    "fed_back_on": None,
    "closed_on": None,
    "call_back_due": False,
    "called_back_on": None,
    "reached": False,
    "opinion": "",
}


@pytest.fixture
def agency(db):
    return AgencyFactory()


@pytest.mark.parametrize(
    ("closed_on", "days"),
    [(None, None), (DAY, 0), (date(2023, 5, 16), 1), (date(2024, 5, 15), 366)],
)
def test_days_are_calendar_days_from_acceptance_to_closing(agency, at, closed_on, days):
    assert days_taken(DAY, closed_on) == days
    register_tickets(agency=agency, rows=[TICKET | {"closed_on": closed_on}], at=at)
    assert Ticket.objects.get().days_taken == days


def test_a_correction_counts_the_days_anew(agency, at):
    register_tickets(agency=agency, rows=[TICKET | {"closed_on": date(2023, 5, 20)}], at=at)
    correct_tickets(agency=agency, rows=[TICKET], at=at)
    assert Ticket.objects.get().days_taken is None


def test_a_ticket_closed_before_it_was_accepted_cannot_be_stored(agency, at):
    with pytest.raises(IntegrityError):
        register_tickets(agency=agency, rows=[TICKET | {"closed_on": date(2023, 5, 1)}], at=at)


def test_a_correction_touches_only_the_organ_and_the_number(agency, at):
    other = AgencyFactory()
    rows = [{"register_no": f"RX-{n}", "called_on": DAY, "route": "DIRECT"} for n in range(3)]
    assert register_calls(agency=agency, rows=rows, at=at) == 3
    register_calls(agency=other, rows=rows, at=at)
    correct_calls(agency=agency, rows=[rows[1] | {"route": "TRANSFERRED"}], at=at)
    changed = Call.objects.filter(route="TRANSFERRED").values_list("agency", "register_no")
    assert list(changed) == [(agency.pk, "RX-1")]
