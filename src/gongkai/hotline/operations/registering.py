"""Taking over calls and tickets that an office has on record elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Call, Ticket, TicketState
from gongkai.hotline.operations.tickets.acting import enter, held, here, standing_now
from gongkai.rules.ticket_lifecycle import TicketEventKind

Rows = Sequence[Mapping[str, Any]]

_BATCH = 2000


def days_taken(accepted_on: date, closed_on: date | None) -> int | None:
    """Return the calendar days from acceptance to closing; None while the ticket is open."""
    return (closed_on - accepted_on).days if closed_on else None


@transaction.atomic
def register_calls(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create calls from rows of their fields; return how many."""
    Call.objects.bulk_create((Call(agency_id=agency.pk, **row) for row in rows), batch_size=_BATCH)
    return len(rows)


@transaction.atomic
def correct_calls(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring calls in line with corrected rows; return how many."""
    stored = Call.objects.filter(agency=agency)
    for row in rows:
        # Whoever has one of them open at the desk is told that it was changed.
        stored.filter(register_no=row["register_no"]).update(**row, version=F("version") + 1)
    return len(rows)


@transaction.atomic
def register_tickets(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create tickets from rows of their fields, with the days each took; return how many."""
    Ticket.objects.bulk_create(
        (Ticket(agency_id=agency.pk, **row, **_derived(row)) for row in rows), batch_size=_BATCH
    )
    return len(rows)


@transaction.atomic
def correct_tickets(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring tickets in line with corrected rows; return how many.

    Those that were handled here get the corrected days as one more of their events.
    """
    stored = Ticket.objects.filter(agency=agency)
    handled = _handled_here(stored, [row["register_no"] for row in rows])
    for row in rows:
        number = row["register_no"]
        if number not in handled:
            stored.filter(register_no=number).update(**row, **_derived(row))
            continue
        ticket = held(handled[number])
        enter(
            ticket,
            TicketEventKind.REGISTERED,
            officer=None,
            on=max(here(at).date(), standing_now(ticket).last_on),
            at=at,
            columns={name: value for name, value in row.items() if name not in _DAYS},
            is_audited=False,
            **{name: row[name] for name in _DAYS},
        )
    return len(rows)


_DAYS = ("accepted_on", "due_on", "fed_back_on", "closed_on")
# SQLite of old allows 999 values in one query.
_MOST_NUMBERS = 900


def _handled_here(stored: QuerySet[Ticket], numbers: Sequence[str]) -> dict[str, Ticket]:
    found: dict[str, Ticket] = {}
    for start in range(0, len(numbers), _MOST_NUMBERS):
        some = stored.filter(register_no__in=numbers[start : start + _MOST_NUMBERS], version__gt=0)
        found |= {ticket.register_no: ticket for ticket in some.only("pk", "register_no")}
    return found


def _derived(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from a row's days."""
    state = TicketState.RECEIVED
    if row["fed_back_on"]:
        state = TicketState.REPLIED
    if row["closed_on"]:
        state = TicketState.CLOSED
    return {
        "days_taken": days_taken(row["accepted_on"], row["closed_on"]),
        "state": state.value,
        "first_due_on": row["due_on"],
    }
