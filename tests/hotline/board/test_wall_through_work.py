"""The wall after any work on tickets, against what the events of each ticket say."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import Ticket
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.queries.board.wall import wall_of
from gongkai.hotline.queries.tickets.history import entries_of
from gongkai.rules.ticket_lifecycle import standing_of
from hotline.tickets.opened import AT, ON, opened, signed, ticket_office
from hotline.tickets.test_stored_is_derived import NAMES, correct, deeds

OPEN = {"待派单", "待签收", "办理中", "退单待审", "已反馈"}


@pytest.fixture
def office(db):
    return ticket_office()


def plainly(office, on):
    """Return the wall's counts of tickets from their events, one by one."""
    rows = list(Ticket.objects.filter(agency=office.agency))
    standings = [standing_of(entries_of(row)) for row in rows]
    states = Counter(each.state.label for each in standings if each.closed_on is None)
    month = [on.replace(day=1) + timedelta(n) for n in range(on.day)]
    waiting = [
        each.due_on for each in standings
        if each.closed_on is None and each.fed_back_on is None and each.state.label in OPEN
        and each.state.label != "已反馈"
    ]  # fmt: skip
    return {
        "open": {label: n for label, n in states.items() if label in OPEN},
        "overdue": sum(day < on for day in waiting),
        "due today": waiting.count(on),
        "closed": sum(each.closed_on in month for each in standings if each.closed_on),
        "received": sum(row.accepted_on in month for row in rows),
        "closed today": sum(each.closed_on == on for each in standings),
    }


def said(office, on):
    wall = wall_of(office.agency, on)
    month = {each.label: each.now for each in wall.compared}
    return {
        "open": {each.label: each.number for each in wall.open.by_state if each.number},
        "overdue": wall.open.overdue,
        "due today": wall.open.today,
        "closed": month["办结工单"],
        "received": month["受理工单"],
        "closed today": wall.closed_today,
    }


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    steps=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2), st.booleans()), max_size=12)
)
def test_after_any_acts_the_wall_says_what_the_events_say(office, steps):
    earlier, main, first, second = (
        opened(office), signed(office), opened(office), signed(office)
    )  # fmt: skip
    acts = deeds(office, main, earlier)
    days = 0
    for name, apart, which in steps:
        days += apart
        on, at = ON + timedelta(days=days), AT + timedelta(days=days)
        row = first if which else second
        row.refresh_from_db()
        if name == "ledger":
            correct(row, {"on": on, "at": at})
        else:
            operation, officer, told = acts[name]
            try:
                operation(ticket=row, version=row.version, officer=officer, **told, on=on, at=at)
            except (TicketRefused, NotAllowed):
                continue
        assert said(office, on) == plainly(office, on)
