"""How pressing an organ's open cases are, each and all together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.lifecycle import State
from gongkai.rules.urgency import Urgency, UrgencyLevel, urgency

_WAITS_FOR = {
    State.WAITING_CORRECTION: "申请人补正",
    State.WAITING_REASONS: "申请人说明理由",
    State.WAITING_FEE: "申请人缴费",
}
_ENDED = (State.CLOSED, State.ARCHIVED, State.DROPPED)
_DAYS = ("state", "due_on", "lapses_on", "correction_until")


@dataclass(frozen=True)
class Tally:
    """How many open cases stand at each level of urgency."""

    counts: Mapping[UrgencyLevel, int]

    @property
    def levels(self) -> list[tuple[UrgencyLevel, int]]:
        """Return the levels that have cases, the most pressing first."""
        return [(level, self.counts[level]) for level in UrgencyLevel if self.counts.get(level)]

    @property
    def total(self) -> int:
        """Return how many cases are open."""
        return sum(self.counts.values())


def urgency_of(case: DisclosureRequest, on: date, calendar: WorkingCalendar) -> Urgency | None:
    """Return how pressing a case is on a day; None once it has ended."""
    if case.state in _ENDED:
        return None
    return _urgency(
        State(case.state),
        case.due_on,
        _lapses_on(State(case.state), case.lapses_on, case.correction_until),
        on,
        calendar,
        is_provisional=case.is_provisional,
        reason=case.due_reason,
    )


def tally_of(agency: Agency, on: date, calendar: WorkingCalendar) -> Tally:
    """Return how many open cases of an organ stand at each level, in one question."""
    counts: Counter[UrgencyLevel] = Counter()
    for row in _open(agency).values(*_DAYS).annotate(number=Count("pk")).order_by():
        counts[_level(row, on, calendar)] += row["number"]
    return Tally(counts)


def at_level(agency: Agency, level: UrgencyLevel, on: date, calendar: WorkingCalendar) -> Q:
    """Return the condition under which an organ's open cases stand at a level."""
    days = _open(agency).exclude(due_on=None).values_list("due_on", flat=True).distinct()
    # Days of one level lie together, whatever else is true of the cases.
    found = [day for day in days.order_by() if urgency(day, on, calendar).level is level]
    dated = Q(due_on__range=(min(found), max(found))) if found else Q(pk__in=())
    waits, lapsed = Q(due_on=None, state__in=list(_WAITS_FOR)), _lapsed(on)
    undated = {
        UrgencyLevel.NEAR: waits & lapsed,
        UrgencyLevel.WAITING: waits & ~lapsed,
        UrgencyLevel.NONE: Q(due_on=None) & ~Q(state__in=list(_WAITS_FOR)),
    }
    return dated | undated[level] if level in undated else dated


def _lapsed(on: date) -> Q:
    return Q(state=State.WAITING_CORRECTION, correction_until__lt=on) | Q(
        state=State.WAITING_FEE, lapses_on__lt=on
    )


def _open(agency: Agency) -> QuerySet[DisclosureRequest]:
    return DisclosureRequest.objects.filter(agency=agency, closed_on=None).exclude(
        state=State.DROPPED
    )


def _level(row: Mapping[str, Any], on: date, calendar: WorkingCalendar) -> UrgencyLevel:
    state = State(row["state"])
    lapses_on = _lapses_on(state, row["lapses_on"], row["correction_until"])
    return _urgency(state, row["due_on"], lapses_on, on, calendar).level


def _lapses_on(state: State, lapses_on: date | None, correction_until: date | None) -> date | None:
    """Return the applicant's last day: the letter sets it for a correction, the law for a fee."""
    return correction_until if state is State.WAITING_CORRECTION else lapses_on


def _urgency(
    state: State,
    due_on: date | None,
    lapses_on: date | None,
    on: date,
    calendar: WorkingCalendar,
    *,
    is_provisional: bool = False,
    reason: str = "",
) -> Urgency:
    if state is State.AWAITING_CONFIRMATION:
        reason = reason or "待确认收到"
    return urgency(
        due_on,
        on,
        calendar,
        provisional=is_provisional,
        waiting_for=_WAITS_FOR.get(state, ""),
        lapses_on=lapses_on,
        reason=reason,
    )
