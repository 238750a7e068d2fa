"""Within how long a ticket is to be answered, by its kind and urgency, and may be returned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.reply_limits import ReplyLimitNotInForce, TicketKind

_TABLE = bundled_table("ticket_limits.toml")


class TicketDue(NamedTuple):
    """The last day for the answer, and the moment where the limit is told in hours."""

    on: date
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TicketLimit:
    """How long a ticket may take; `days` or `hours` is None where the other holds.

    :param longest: working days from acceptance that an extension can reach
    :param return_days: working days from dispatch within which it may be returned
    :param second_days: working days for handling it again
    :param is_settled: False where the figures are a default of ours
    """

    days: int | None
    hours: int | None
    longest: int
    return_days: int
    second_days: int
    source: str
    in_force_from: date
    is_settled: bool

    @property
    def words(self) -> str:
        """Return the limit as screens tell it."""
        return f"{self.hours}小时" if self.days is None else f"{self.days}个工作日"

    def due(self, accepted_on: date, accepted_at: datetime, calendar: WorkingCalendar) -> TicketDue:
        """Return until when it is to be answered; the day of acceptance is day 0.

        :param accepted_at: with the zone in which days are told here
        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        if self.days is not None:
            return TicketDue(calendar.add_working_days(accepted_on, self.days), None)
        until = accepted_at + timedelta(hours=self.hours or 0)
        return TicketDue(max(until.date(), accepted_on), until)

    def latest_on(self, accepted_on: date, calendar: WorkingCalendar) -> date:
        """Return the last day that an extension can set.

        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        return calendar.add_working_days(accepted_on, self.longest)

    def returned_by(self, dispatched_on: date, calendar: WorkingCalendar) -> date:
        """Return the last day on which a ticket may be returned.

        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        return calendar.add_working_days(dispatched_on, self.return_days)

    def again_by(self, reopened_on: date, calendar: WorkingCalendar) -> date:
        """Return the last day for answering a ticket that is handled again.

        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        return calendar.add_working_days(reopened_on, self.second_days)


class KindDays(NamedTuple):
    """Working days of one kind: as a rule, of complex matters, and at most after an extension."""

    ordinary: int
    complex: int
    longest: int


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """The limits that an organ set for tickets accepted from a day on; `basis` says by what."""

    in_force_from: date
    basis: str
    urgent_hours: int
    return_days: int
    second_days: int
    kinds: Mapping[TicketKind, KindDays]


def own_limit_problems(own: OwnLimits) -> list[str]:
    """Return in Chinese what is wrong with limits that an organ wants to set."""
    problems = [] if own.basis.strip() else ["依据：未填写，请写明本机关规定的名称或文号。"]
    for label, number, most in (
        ("紧急诉求（小时）", own.urgent_hours, _TABLE["most"]["urgent_hours"]),
        ("退单（工作日）", own.return_days, _TABLE["most"]["return_days"]),
        ("二次办理（工作日）", own.second_days, _TABLE["most"]["second_days"]),
    ):
        if not 1 <= number <= most:
            problems.append(f"{label}：{number}不在1到{most}之间，请改正。")
    most = _TABLE["most"]["longest"]
    for kind in TicketKind:
        days = own.kinds[kind]
        if not 1 <= days.ordinary <= days.complex <= days.longest <= most:
            problems.append(
                f"{kind.label}：一般{days.ordinary}、复杂{days.complex}、最长{days.longest}个工作日"
                f"不合理，应从1起依次不减少，最长不超过{most}个工作日。"
            )
    return problems


def ticket_limit(
    kind: TicketKind | None, urgency: str, on: date, own: Iterable[OwnLimits] = ()
) -> TicketLimit:
    """Return the limit that was in force on a day; an organ's own stand before ours.

    :param kind: None, of tickets taken over without a kind, counts as a plea for help
    :param urgency: ORDINARY, COMPLEX or URGENT
    :param own: every limit that the organ set, in any order
    :raises ReplyLimitNotInForce: if the day is before the first one on record
    """
    set_here = [each for each in own if each.in_force_from <= on]
    if set_here:
        last = max(set_here, key=lambda each: each.in_force_from)
        return _own_limit(last, kind or TicketKind.HELP, urgency)
    found = _in_force(on)
    figures = found[urgency.lower()][kind or TicketKind.HELP]
    return TicketLimit(
        days=figures.get("days"),
        hours=None if "days" in figures else found["urgent_hours"],
        longest=figures["longest"],
        return_days=found["return_days"],
        second_days=found["second_days"],
        source=found["source"],
        in_force_from=found["in_force_from"],
        is_settled=found["settled"],
    )


def _own_limit(own: OwnLimits, kind: TicketKind, urgency: str) -> TicketLimit:
    days = own.kinds[kind]
    return TicketLimit(
        days={"ORDINARY": days.ordinary, "COMPLEX": days.complex}.get(urgency),
        hours=own.urgent_hours if urgency == "URGENT" else None,
        longest=days.longest,
        return_days=own.return_days,
        second_days=own.second_days,
        source=own.basis,
        in_force_from=own.in_force_from,
        is_settled=True,
    )


def _in_force(on: date) -> dict[str, Any]:
    versions = sorted(_TABLE["versions"], key=lambda each: each["in_force_from"])
    held: list[dict[str, Any]] = [each for each in versions if each["in_force_from"] <= on]
    if not held:
        first = versions[0]["in_force_from"]
        raise ReplyLimitNotInForce(f"{first}以前没有工单办理期限的数据，无法推算{on}受理的工单。")
    return held[-1]
