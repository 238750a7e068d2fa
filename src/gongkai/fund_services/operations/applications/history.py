"""The only writer of an application's events and of the columns that follow from them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.fund_services.models import Application, ApplicationEvent
from gongkai.fund_services.queries.applications.history import entries_of, entry_of
from gongkai.fund_services.queries.applications.limits import limit_of
from gongkai.rules.service_lifecycle import (
    ApplicationEventKind,
    ApplicationEventNotAllowed,
    ApplicationStanding,
    after,
    due_of,
    standing_of,
)


class ApplicationRefused(ValueError):
    """The application does not let this be done; the text says why and what to do, in Chinese."""


@transaction.atomic
def add_event(
    application: Application,
    kind: ApplicationEventKind,
    *,
    on: date,
    at: datetime,
    officer: Officer | None = None,
    note: str = "",
    missing: Sequence[Mapping[str, str]] = (),
    amount: Decimal | None = None,
    before: str = "",
    **detail: Any,
) -> ApplicationEvent:
    """Put an event on record and bring a new or held application's columns in line with it.

    :param officer: None of what applicants and jobs do
    :param before: JSON of the form's values that a correction replaces
    :param detail: keys, days and codes alone: `handler`, `proposal`, `until`, `core_no` and others
    :raises ApplicationRefused: if it cannot follow on what happened before
    """
    entries = entries_of(application)
    event = ApplicationEvent(
        application=application,
        sequence=len(entries) + 1,
        kind=kind.value,
        on=on,
        at=at,
        officer=officer,
        note=note,
        missing=list(missing),
        amount=amount,
        before=before,
        detail={name: _plain(value) for name, value in detail.items() if value is not None},
    )
    try:
        standing = after(standing_of(entries) if entries else None, entry_of(event))
    except ApplicationEventNotAllowed as refused:
        raise ApplicationRefused(str(refused)) from refused
    event.save(force_insert=True)
    stamp(application, standing)
    application.version = event.sequence
    application.save()
    record(
        action=f"application.{kind.value.lower()}",
        subject=application.receipt_no,
        at=at,
        agency=application.agency,
        officer=officer,
        detail={"state": application.state, **event.detail},
    )
    return event


def stamp(application: Application, now: ApplicationStanding) -> None:
    """Set an application's columns to where it stands; not saved."""
    due = due_of(now, limit_of(application), working_calendar())
    application.state = now.state.value
    application.handler_id, application.proposed_by_id = now.handler, now.proposed_by
    application.accepted_on, application.correct_by = now.accepted_on, now.correct_by
    application.due_on, application.due_reason = due.on, due.reason
    application.decided_on, application.closed_on = now.decided_on, now.closed_on
    application.days_taken = now.days_taken
    application.delivered_on, application.core_no = now.delivered_on, now.core_no


def standing_now(application: Application) -> ApplicationStanding:
    """Return where an application stands by its events."""
    return standing_of(entries_of(application))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
