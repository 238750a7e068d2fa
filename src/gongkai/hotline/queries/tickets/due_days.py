"""The limits that hold for a ticket, and why it is due when it is."""

from datetime import date
from typing import NamedTuple

from gongkai.hotline.models import Ticket, TicketEvent
from gongkai.hotline.queries.tickets.limits import own_limits
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import TicketEventKind, TicketStanding
from gongkai.rules.ticket_limits import OwnLimits, TicketLimit, ticket_limit


class DueStep(NamedTuple):
    """One step of how a due day came about: what happened on which day, and the day it set."""

    on: date
    words: str
    due_on: date


def limit_of(ticket: Ticket) -> TicketLimit:
    """Return the limit of a ticket's kind and urgency on the day it was accepted.

    :raises ReplyLimitNotInForce: if none is on record for that day
    """
    kind = TicketKind(ticket.kind) if ticket.kind else None
    return ticket_limit(kind, ticket.urgency, ticket.accepted_on, own_limits(ticket.agency))


def return_until(
    ticket: Ticket, standing: TicketStanding, calendar: WorkingCalendar
) -> date | None:
    """Return the last day on which it may be returned; None while nobody has it.

    :raises CalendarNotPublished: if the limit reaches a year without a calendar
    """
    if standing.dispatched_on is None:
        return None
    return limit_of(ticket).returned_by(standing.dispatched_on, calendar)


def latest_extension(ticket: Ticket, calendar: WorkingCalendar) -> date | None:
    """Return the last day that an extension can set; None where a calendar is missing."""
    try:
        return limit_of(ticket).latest_on(ticket.accepted_on, calendar)
    except CalendarNotPublished:
        return None


def due_steps(ticket: Ticket, events: list[TicketEvent]) -> list[DueStep]:
    """Return how a ticket's due day came about, in order."""
    own = own_limits(ticket.agency)
    if not events:
        return [DueStep(ticket.accepted_on, "台账所列期限", ticket.due_on)]
    return [
        DueStep(event.on, _words(ticket, event, own), date.fromisoformat(event.detail["due_on"]))
        for event in events
        if event.kind in _SETTING and event.detail.get("due_on")
    ]


_SETTING = frozenset(
    {
        TicketEventKind.RECEIVED.value,
        TicketEventKind.REGISTERED.value,
        TicketEventKind.RECLASSIFIED.value,
        TicketEventKind.EXTENDED.value,
        TicketEventKind.REOPENED.value,
    }
)


def _words(ticket: Ticket, event: TicketEvent, own: list[OwnLimits]) -> str:
    told = event.detail
    if event.kind == TicketEventKind.REGISTERED:
        return "台账所列期限"
    if event.kind == TicketEventKind.EXTENDED:
        return "同意延期"
    if event.kind == TicketEventKind.REOPENED:
        kind = TicketKind(ticket.kind) if ticket.kind else None
        days = ticket_limit(kind, ticket.urgency, ticket.accepted_on, own).second_days
        return f"二次办理，自当日起{days}个工作日"
    if told.get("is_fixed"):
        return "按平台派单要求的期限"
    if told.get("is_direct"):
        return "收到留言，按留言答复期限"
    kind = TicketKind(told.get("ticket_kind") or ticket.kind)
    urgency = told.get("urgency", "ORDINARY")
    limit = ticket_limit(kind, urgency, ticket.accepted_on, own)
    deed = "调整为" if event.kind == TicketEventKind.RECLASSIFIED else "受理"
    pace = {"ORDINARY": "", "COMPLEX": "（复杂）", "URGENT": "（紧急）"}[urgency]
    return f"{deed}{kind.label}{pace}，自受理{'时' if limit.hours else '之日'}起{limit.words}"
