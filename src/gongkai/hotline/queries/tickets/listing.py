"""Tickets as the console lists them: by what has to be done, by whom and until when."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import CoHandling, Ticket, TicketSource
from gongkai.hotline.permissions import TicketRights
from gongkai.hotline.queries.tickets.visible import tickets_seen
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.ticket_lifecycle import OPEN_STATES, TicketState

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "to-dispatch": "待派单",
        "to-sign": "待签收",
        "mine": "我的",
        "department": "本科室",
        "helping": "会办",
        "drafts": "答复待审",
        "returns": "退单待审",
        "extensions": "延期待审",
        "soon": "即将到期",
        "late": "超期",
        "supervised": "督办",
        "replied": "待办结",
        "closed": "已办结",
        "all": "全部",
    }
)
"""Code and name of each list."""

ALL_SOURCES = list(TicketSource.choices)
"""Code and name of each source."""

UNCOUNTED = frozenset({"closed", "all"})
"""The lists that only grow; how many they hold is told where they are shown."""

_BY_DUE_DAY = frozenset(SCOPES) - {"replied", "closed", "all"}
_SOON = 2
_LONGEST_TEXT = 60
_WHOLE_NUMBER = re.compile(r"[0-9A-Z-]{12,}")
_OPEN = sorted(state.value for state in OPEN_STATES)
_LIVE = [*_OPEN, TicketState.REPLIED.value]


@dataclass(frozen=True, slots=True)
class TicketsWanted:
    """What a list is narrowed to; "" and None leave it as it is.

    `text` is looked for in register numbers, numbers of the platform and matters.
    """

    kind: str = ""
    urgency: str = ""
    source: str = ""
    topic: int | None = None
    department: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class TicketDesk:
    """For whom, when and by which calendar tickets are listed."""

    agency: Agency
    rights: TicketRights
    on: date
    at: datetime
    calendar: WorkingCalendar


def listed_tickets(desk: TicketDesk, scope: str, wanted: TicketsWanted) -> QuerySet[Ticket]:
    """Return the tickets of one list that an officer sees: those to answer by due day.

    :param scope: a code of SCOPES
    """
    rows = tickets_seen(desk.agency, desk.rights).filter(_of_scope(desk)[scope])
    rows = rows.filter(_narrowed(wanted)).select_related("department", "handler", "topic")
    rows = rows.defer("content", "person_name", "phone", "email", "reply")
    return rows.order_by(*(("due_on", "pk") if scope in _BY_DUE_DAY else ("-accepted_on", "-pk")))


def scope_counts(desk: TicketDesk) -> Mapping[str, int]:
    """Return how many tickets each list of open ones has for an officer, in one query."""
    chosen = {scope: q for scope, q in _of_scope(desk).items() if scope not in UNCOUNTED}
    rows = tickets_seen(desk.agency, desk.rights).filter(state__in=_LIVE)
    counted = {scope.replace("-", "_"): Count("pk", filter=q) for scope, q in chosen.items()}
    found = rows.aggregate(**counted)
    return {scope: found[scope.replace("-", "_")] for scope in chosen}


def soon_until(on: date, calendar: WorkingCalendar) -> date:
    """Return the last due day that counts as soon."""
    try:
        return calendar.add_working_days(on, _SOON)
    except CalendarNotPublished:
        return on + timedelta(days=_SOON)


def tickets_numbered(agency: Agency, numbers: Collection[str]) -> dict[str, int]:
    """Return the keys of an organ's tickets by their register numbers."""
    found = Ticket.objects.filter(agency=agency, register_no__in=list(numbers))
    return dict(found.values_list("register_no", "pk"))


def has_tickets_by_letter(agency: Agency) -> bool:
    """Tell whether any letter to an organ became a ticket."""
    return Ticket.objects.filter(agency=agency, source=TicketSource.LETTER).exists()


def has_tickets_about(agency: Agency, matters: Collection[str]) -> bool:
    """Tell whether an organ has a ticket whose matter is told in just these words."""
    return Ticket.objects.filter(agency=agency, matter__in=matters).exists()


def _of_scope(desk: TicketDesk) -> dict[str, Q]:
    is_open = Q(state__in=_OPEN)
    waiting = Q(state=TicketState.RECEIVED.value)
    unit = desk.rights.officer.department_id
    helping = CoHandling.objects.filter(department=unit).values("ticket")
    late = Q(due_on__lt=desk.on) | Q(due_at__lt=desk.at)
    return {
        "to-dispatch": waiting,
        "to-sign": Q(state=TicketState.DISPATCHED.value),
        "mine": is_open & Q(handler=desk.rights.officer.pk),
        "department": is_open & Q(department=unit) & ~waiting if unit else Q(pk=None),
        "helping": is_open & Q(pk__in=helping) if unit else Q(pk=None),
        "drafts": is_open & Q(drafted_by__isnull=False),
        "returns": Q(state=TicketState.RETURN_ASKED.value),
        "extensions": is_open & Q(extension_until__isnull=False),
        "soon": is_open
        & Q(due_on__range=(desk.on, soon_until(desk.on, desk.calendar)))
        & ~Q(due_at__lt=desk.at),
        "late": is_open & late,
        "supervised": Q(state__in=_LIVE, is_supervised=True),
        "replied": Q(state=TicketState.REPLIED.value),
        "closed": Q(state=TicketState.CLOSED.value),
        "all": Q(),
    }


def _narrowed(wanted: TicketsWanted) -> Q:
    told = {
        "kind": wanted.kind,
        "urgency": wanted.urgency,
        "source": wanted.source,
        "department": wanted.department,
    }
    chosen = Q(**{name: value for name, value in told.items() if value})
    if wanted.topic:
        chosen &= Q(topic=wanted.topic) | Q(topic__top=wanted.topic)
    text = wanted.text.replace("\x00", "").strip()[:_LONGEST_TEXT]
    if _WHOLE_NUMBER.fullmatch(text.upper()):
        # Found by an index, however many tickets there are.
        outside = Q(outside_no=text, source__in=[code for code, _name in ALL_SOURCES])
        chosen &= Q(register_no=text.upper()) | Q(register_no=text) | outside
    elif text:
        chosen &= Q(register_no__icontains=text) | Q(matter__icontains=text)
    return chosen
