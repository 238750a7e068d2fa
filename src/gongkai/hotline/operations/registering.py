"""Taking over calls and tickets that an office has on record elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Call, Ticket

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
        stored.filter(register_no=row["register_no"]).update(**row)
    return len(rows)


@transaction.atomic
def register_tickets(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create tickets from rows of their fields, with the days each took; return how many."""
    Ticket.objects.bulk_create(
        (Ticket(agency_id=agency.pk, **row, **_taken(row)) for row in rows), batch_size=_BATCH
    )
    return len(rows)


@transaction.atomic
def correct_tickets(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring tickets in line with corrected rows; return how many."""
    stored = Ticket.objects.filter(agency=agency)
    for row in rows:
        stored.filter(register_no=row["register_no"]).update(**row, **_taken(row))
    return len(rows)


def _taken(row: Mapping[str, Any]) -> dict[str, int | None]:
    return {"days_taken": days_taken(row["accepted_on"], row["closed_on"])}
