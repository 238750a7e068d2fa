"""Tickets: come in and closed day by day, those that are open, and the slowest of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Ticket, TicketState
from gongkai.hotline.queries.board.call_counts import Share, by_top_topic
from gongkai.hotline.queries.board.spans import Span

_OPEN = (
    TicketState.RECEIVED,
    TicketState.DISPATCHED,
    TicketState.HANDLING,
    TicketState.RETURN_ASKED,
    TicketState.REPLIED,
)
_UNANSWERED = Q(fed_back_on=None) & ~Q(state=TicketState.REPLIED)
SLOWEST = 8
"""How many of the slowest tickets are told."""


class OpenTickets(NamedTuple):
    """What is not closed, by state, and how many of those unanswered are pressing.

    `soon` are due after today and until the day asked for.
    """

    by_state: tuple[Share, ...]
    overdue: int
    today: int
    soon: int

    @property
    def total(self) -> int:
        """Return how many are open."""
        return sum(each.number for each in self.by_state)


class SlowTicket(NamedTuple):
    """An open ticket as the wall may show it: nothing of who brought it or what he said."""

    register_no: str
    topic: str
    department: str
    state: str
    accepted_on: date
    days: int
    is_overdue: bool


def received_by_day(agency: Agency, span: Span) -> Mapping[date, int]:
    """Return how many tickets were accepted on each day of a span, without days of none."""
    return _by_day(Ticket.objects.filter(agency=agency), "accepted_on", span)


def closed_by_day(agency: Agency, span: Span) -> Mapping[date, int]:
    """Return how many tickets were closed on each day of a span, without days of none."""
    return _by_day(Ticket.objects.filter(agency=agency), "closed_on", span)


def received_by_topic(agency: Agency, span: Span) -> tuple[Share, ...]:
    """Return the tickets accepted in a span by top-level matter; two statements."""
    topics: Counter[int | None] = Counter()
    for topic, found in (
        Ticket.objects.filter(agency=agency, accepted_on__range=span.both)
        .values_list("topic")
        .order_by()
        .annotate(found=Count("*"))
    ):
        topics[topic] += found
    return by_top_topic(agency, topics)


def open_now(agency: Agency, on: date, soon: date) -> OpenTickets:
    """Return what is open; `soon` is the last day that is counted as near."""
    rows = (
        _open(agency)
        .values_list("state")
        .order_by()
        .annotate(
            found=Count("*"),
            overdue=Count("due_on", filter=_UNANSWERED & Q(due_on__lt=on)),
            today=Count("due_on", filter=_UNANSWERED & Q(due_on=on)),
            soon=Count("due_on", filter=_UNANSWERED & Q(due_on__gt=on, due_on__lte=soon)),
        )
    )
    counts = {state: figures for state, *figures in rows}
    pressing = [sum(figures[place] for figures in counts.values()) for place in (1, 2, 3)]
    by_state = tuple(Share(state.label, counts.get(state, [0])[0]) for state in _OPEN)
    return OpenTickets(by_state, *pressing)


def slowest_open(agency: Agency, on: date, most: int = SLOWEST) -> tuple[SlowTicket, ...]:
    """Return the tickets that have been open longest on a day, the oldest first."""
    found = (
        _open(agency)
        .filter(accepted_on__lte=on)
        .order_by("accepted_on", "pk")
        .select_related("topic__top", "department")
        .only(
            *("register_no", "state", "kind", "accepted_on", "due_on", "fed_back_on"),
            *("topic__name", "topic__top__name", "department__name"),
        )[:most]
    )
    return tuple(
        SlowTicket(
            register_no=row.register_no,
            topic=_topic(row),
            department=row.department.name if row.department else "",
            state=row.get_state_display(),
            accepted_on=row.accepted_on,
            days=(on - row.accepted_on).days,
            is_overdue=row.fed_back_on is None and row.due_on < on,
        )
        for row in found
    )


def _open(agency: Agency) -> QuerySet[Ticket]:
    return Ticket.objects.filter(agency=agency, closed_on=None, state__in=_OPEN)


def _topic(row: Ticket) -> str:
    if row.topic is None:
        return str(row.get_kind_display())
    return str((row.topic.top or row.topic).name)


def _by_day(tickets: QuerySet[Ticket], field: str, span: Span) -> Mapping[date, int]:
    found = (
        tickets.filter(**{f"{field}__range": span.both})
        .values_list(field)
        .order_by(field)
        .annotate(found=Count("*"))
    )
    return dict(found)
