"""The events of a ticket, as the rules read them and as they are told."""

from datetime import date, datetime
from typing import Any

from gongkai.hotline.models import Ticket, TicketEvent
from gongkai.rules.ticket_lifecycle import TicketEntry, TicketEventKind

_DAYS = ("due_on", "accepted_on", "fed_back_on", "closed_on")


def entries_of(ticket: Ticket) -> list[TicketEntry]:
    """Return a ticket's events as the rules read them, in order; none where a ledger brought it."""
    return [entry_of(event) for event in _plain_events(ticket)]


def entry_of(event: TicketEvent) -> TicketEntry:
    """Return an event as the rules read it."""
    told: dict[str, Any] = event.detail
    return TicketEntry(
        on=event.on,
        kind=TicketEventKind(event.kind),
        person=told.get("person"),
        department=event.department_id,
        due_at=datetime.fromisoformat(told["due_at"]) if told.get("due_at") else None,
        is_direct=bool(told.get("is_direct")),
        other=told.get("other"),
        **{name: date.fromisoformat(told[name]) for name in _DAYS if told.get(name)},
    )


def entries_told(ticket: Ticket, events: list[TicketEvent]) -> list[TicketEntry]:
    """Return events as the rules read them; of one that a ledger brought what its columns say."""
    return [entry_of(event) for event in events] or [registered_entry(ticket)]


def registered_entry(row: Ticket) -> TicketEntry:
    """Return the event by which a ticket begins that a ledger brought."""
    return TicketEntry(
        on=row.accepted_on,
        kind=TicketEventKind.REGISTERED,
        due_on=row.due_on,
        due_at=row.due_at,
        is_direct=row.is_in_box,
        accepted_on=row.accepted_on,
        fed_back_on=row.fed_back_on,
        closed_on=row.closed_on,
    )


def events_of(ticket: Ticket) -> list[TicketEvent]:
    """Return a ticket's events with who did them, in order."""
    rows = TicketEvent.objects.filter(ticket=ticket).select_related("officer", "department")
    return list(rows.order_by("sequence"))


def last_text(ticket: Ticket, kind: TicketEventKind) -> str:
    """Return what stands with the last event of a kind, "" if there was none."""
    rows = TicketEvent.objects.filter(ticket=ticket, kind=kind.value).order_by("-sequence")
    event = rows.first()
    return event.text if event else ""


def _plain_events(ticket: Ticket) -> list[TicketEvent]:
    rows = TicketEvent.objects.filter(ticket=ticket).order_by("sequence")
    return list(rows.defer("text"))
