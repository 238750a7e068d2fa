"""Reminders of tickets' due days: each given once, however many days nobody asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.hotline.models import Ticket, TicketReminder, TicketState
from gongkai.hotline.queries.tickets.people import each_once
from gongkai.messages.operations import notify
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.reminders import DueReminder, ReminderKind, reminders_due
from gongkai.rules.ticket_lifecycle import OPEN_STATES

# No reminder comes sooner: five working days and the longest holiday lie in so many days.
_LONGEST = timedelta(days=21)


def remind_of_tickets(*, on: date, at: datetime) -> int:
    """Give the reminders of open tickets that are due and not given yet; return how many.

    Messages of the site have their own. Of several that come at once for one ticket only the last
    puts a notice on anybody's screen. Each organ is a transaction of its own; two at once give
    none twice.
    """
    calendar = working_calendar()
    agencies = _open(on).order_by("agency").values_list("agency", flat=True).distinct()
    return sum(_remind(key, on, at, calendar) for key in list(agencies))


def _open(on: date) -> QuerySet[Ticket]:
    # What a ledger brought is followed up where it came from.
    rows = Ticket.objects.filter(
        state__in=[state.value for state in OPEN_STATES], due_on__lte=on + _LONGEST, version__gt=0
    )
    return rows.filter(is_in_box=False)


@transaction.atomic
def _remind(key: int, on: date, at: datetime, calendar: WorkingCalendar) -> int:
    # Held, so that who comes second sees what the first has given.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=key)
    tickets = list(_open(on).filter(agency=agency).select_related("handler").order_by("pk"))
    given = set(
        TicketReminder.objects.filter(ticket__in=[each.pk for each in tickets]).values_list(
            "ticket_id", "kind", "due_on"
        )
    )
    people = _People(agency, on)
    reminders: list[TicketReminder] = []
    for ticket in tickets:
        missing = [
            each
            for each in reminders_due(ticket.due_on, on, calendar)
            if (ticket.pk, each.kind.value, ticket.due_on) not in given
        ]
        reminders += [
            TicketReminder(
                ticket=ticket, kind=kind.value, due_on=ticket.due_on, for_on=for_on, sent_at=at
            )
            for kind, for_on in missing
        ]
        if missing:
            late = missing[-1].kind is ReminderKind.OVERDUE
            notify(
                officers=people.told(ticket, late=late),
                text=_text(ticket, missing[-1]),
                subject=ticket.register_no,
                at=at,
                event="work.due",
                fields={
                    "kind": "工单",
                    "number": ticket.register_no,
                    "due": ticket.due_on.isoformat(),
                },
            )
    TicketReminder.objects.bulk_create(reminders)
    return len(reminders)


class _People:
    """Who is reminded in one organ, asked for once."""

    def __init__(self, agency: Agency, on: date) -> None:
        self._dispatchers = officers_with_role(agency, "TICKET_DISPATCHER", on)
        self._handlers = officers_with_role(agency, "TICKET_HANDLER", on)
        self._heads = officers_with_role(agency, "DEPARTMENT_HEAD", on)

    def told(self, ticket: Ticket, *, late: bool) -> Iterable[Officer]:
        # A department that returned it does not have it any more.
        unit = None if ticket.state == TicketState.RECEIVED else ticket.department_id
        if ticket.handler is not None:
            who = [ticket.handler]
        else:
            who = [each for each in self._handlers if unit and each.department_id == unit]
        heads = [each for each in self._heads if unit and each.department_id == unit]
        over = [*self._dispatchers, *heads] if late or not who else ()
        return each_once([*who, *over])


def _text(ticket: Ticket, reminder: DueReminder) -> str:
    return (
        f"工单{ticket.register_no}（{ticket.get_kind_display()}）反馈期限{ticket.due_on}，"
        f"{reminder.kind.label}，当前为{ticket.get_state_display()}。"
    )
