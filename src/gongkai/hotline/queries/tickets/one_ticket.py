"""One ticket with everything that its page shows."""

from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Department, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.hotline.models import (
    Call,
    PublicReply,
    SiteMessage,
    Ticket,
    TicketEvent,
)
from gongkai.hotline.permissions import TicketRights
from gongkai.hotline.queries.tickets.alike import Alike, alike
from gongkai.hotline.queries.tickets.due_days import (
    DueStep,
    due_steps,
    latest_extension,
    limit_of,
    return_until,
)
from gongkai.hotline.queries.tickets.history import entries_told, events_of
from gongkai.hotline.queries.tickets.possible import deeds_of
from gongkai.hotline.queries.tickets.visible import may_read, tickets_seen
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.ticket_lifecycle import TicketEventKind, TicketStanding, standing_of
from gongkai.rules.ticket_limits import TicketLimit


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A ticket as its page shows it to one officer.

    `return_until` and `longest` are None where a calendar is missing or nobody has it; `message` is
    the key of the site's message behind it; `draft` the reply that waits, `last_draft` the last one
    whatever became of it; `returned` why it was sent back.
    """

    ticket: Ticket
    standing: TicketStanding
    events: list[TicketEvent]
    steps: list[DueStep]
    limit: TicketLimit
    calendar: WorkingCalendar
    return_until: date | None
    longest: date | None
    helping: list[Department]
    call: Call | None
    message: int | None
    public: PublicReply | None
    alike: Alike
    deeds: frozenset[str]
    may_read: bool
    draft: str
    last_draft: str
    returned: str

    @property
    def is_referred(self) -> bool:
        """Tell whether it was referred to petitions, so that it has a transfer note."""
        return any(event.kind == TicketEventKind.REFERRED for event in self.events)


def find_ticket(officer: Officer, rights: TicketRights, pk: int) -> Ticket | None:
    """Return a ticket of the officer's organ that he sees, None if there is none."""
    rows = tickets_seen(officer.agency, rights).select_related(
        "agency", "department", "handler", "topic", "merged_into", "repeats", "drafted_by"
    )
    return rows.filter(pk=pk).first()


def ticket_page(ticket: Ticket, rights: TicketRights, on: date) -> TicketPage:
    """Return everything that belongs to a ticket, in a fixed number of queries."""
    events = events_of(ticket)
    standing = standing_of(entries_told(ticket, events))
    calendar = working_calendar()
    public = (
        PublicReply.objects.select_related("prepared_by", "published_by")
        .filter(ticket=ticket)
        .first()
    )
    written = _last(events, TicketEventKind.DRAFTED)
    message = None
    if ticket.is_in_box:
        message = SiteMessage.objects.filter(ticket=ticket).values_list("pk", flat=True).first()
    helping = Department.objects.filter(pk__in=standing.helping).order_by("name")
    return TicketPage(
        ticket=ticket,
        standing=standing,
        events=events,
        steps=due_steps(ticket, events),
        limit=limit_of(ticket),
        calendar=calendar,
        return_until=_return_until(ticket, standing, calendar),
        longest=latest_extension(ticket, calendar),
        helping=list(helping) if standing.helping else [],
        call=Call.objects.filter(ticket=ticket).order_by("pk").first(),
        message=message,
        public=public,
        alike=alike(ticket, rights, on),
        deeds=deeds_of(ticket, standing, rights, public),
        may_read=may_read(ticket, rights),
        draft=written if standing.has_draft else "",
        last_draft=written,
        returned=_returned(events),
    )


def handlers_of(officer: Officer, on: date) -> list[Officer]:
    """Return all who handle tickets in the officer's organ, by department."""
    people = officers_with_role(officer.agency, "TICKET_HANDLER", on)
    return sorted(people, key=lambda each: (each.department_id or 0, each.pk))


def _return_until(
    ticket: Ticket, standing: TicketStanding, calendar: WorkingCalendar
) -> date | None:
    try:
        return return_until(ticket, standing, calendar)
    except CalendarNotPublished:
        return None


def _last(events: list[TicketEvent], kind: TicketEventKind) -> str:
    return next((str(each.text) for each in reversed(events) if each.kind == kind), "")


def _returned(events: list[TicketEvent]) -> str:
    """Return why the last draft was sent back, "" if another was written since."""
    for event in reversed(events):
        if event.kind == TicketEventKind.DRAFT_RETURNED:
            return str(event.text)
        if event.kind in (TicketEventKind.DRAFTED, TicketEventKind.REPLIED):
            return ""
    return ""
