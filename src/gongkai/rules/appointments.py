"""Appointments at counters (网点预约): which days and slots are open, and who may book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import WorkingCalendar

_TABLE = "appointments.toml"
MAKE_UP_DAY = 8
"""The weekday of plans for make-up days (调休上班日); Monday is 1, Sunday 7."""
WEEKDAYS: Sequence[tuple[int, str]] = (
    *((number, f"星期{name}") for number, name in enumerate("一二三四五六日", start=1)),
    (MAKE_UP_DAY, "调休上班日"),
)
ALL_ITEMS = ""
"""The group of plans for whatever is handled (综合业务)."""


@dataclass(frozen=True, slots=True)
class BookingRules:
    """How counters are booked, in force from a day; see rules/data/appointments.toml."""

    in_force_from: date
    days_ahead: int
    closes_minutes: int
    most_open: int
    absences: int
    within_days: int
    barred_days: int
    remind_days: int
    source: str = ""
    is_settled: bool = True

    def __post_init__(self) -> None:
        """Refuse what no centre can mean.

        :raises BookingRulesRefused: naming field, value and remedy
        """
        for name, (label, least, most) in BOUNDS.items():
            value = getattr(self, name)
            if not least <= value <= most:
                raise BookingRulesRefused(
                    f"{label}：{value}超出范围，应为{least}至{most}。", field=name
                )


class BookingRulesRefused(ValueError):
    """A figure is out of bounds; the message names it. `field` is the field at fault."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


BOUNDS: dict[str, tuple[str, int, int]] = {
    "days_ahead": ("可预约天数", 1, 60),
    "closes_minutes": ("截止提前分钟数", 0, 1440),
    "most_open": ("同一手机号码的预约数", 1, 20),
    "absences": ("爽约次数", 1, 20),
    "within_days": ("爽约统计天数", 1, 730),
    "barred_days": ("暂停预约天数", 0, 365),
    "remind_days": ("提前提醒天数", 1, 7),
}
"""What each figure is called, with its least and most."""


class PlannedSlots(NamedTuple):
    """A line of a counter's plan: on a weekday, at a time, so many people of a group of items."""

    group: str
    weekday: int
    starts: time
    ends: time
    capacity: int
    from_on: date
    until_on: date | None


def default_rules() -> list[BookingRules]:
    """Return the rules that hold where a centre has set none, the oldest first."""
    rows = sorted(bundled_table(_TABLE)["versions"], key=lambda row: row["in_force_from"])
    return [
        BookingRules(
            **{name: value for name, value in row.items() if name != "settled"},
            is_settled=row["settled"],
        )
        for row in rows
    ]


def rules_on(day: date, own: Iterable[BookingRules]) -> BookingRules:
    """Return the rules in force on a day: the centre's own latest, else the default's."""
    for rules in (list(own), default_rules()):
        held = [each for each in rules if each.in_force_from <= day]
        if held:
            return max(held, key=lambda each: each.in_force_from)
    return default_rules()[0]


def plan_weekday(day: date, calendar: WorkingCalendar) -> int | None:
    """Return the weekday whose plans hold on a day, None on a holiday.

    A make-up day has plans of its own. A weekend that is no holiday has its weekday's, if a centre
    made any.

    :raises CalendarNotPublished: if the day falls in a year without a calendar
    """
    year = calendar.year(day.year)
    weekday = day.isoweekday()
    if day in year.make_up_days:
        return MAKE_UP_DAY
    return None if day in year.holidays else weekday


def lines_on(
    day: date, plan: Iterable[PlannedSlots], calendar: WorkingCalendar
) -> list[PlannedSlots]:
    """Return the lines of a plan that hold on a day, by time; none on a holiday.

    Of two of the same group and time the later one counts, so that a plan is changed by a new line.

    :raises CalendarNotPublished: if the day falls in a year without a calendar
    """
    weekday = plan_weekday(day, calendar)
    held: dict[tuple[str, time], PlannedSlots] = {}
    for line in sorted(plan, key=lambda each: each.from_on):
        is_held = line.from_on <= day and (line.until_on is None or day <= line.until_on)
        if line.weekday == weekday and is_held:
            held[line.group, line.starts] = line
    return sorted(held.values(), key=lambda each: (each.starts, each.group))


def bookable_days(on: date, rules: BookingRules) -> list[date]:
    """Return the days that can be booked today: today and so many days after it."""
    return [on + timedelta(days=count) for count in range(rules.days_ahead + 1)]


def is_still_open(day: date, starts: time, now: datetime, rules: BookingRules) -> bool:
    """Tell whether a slot can still be booked, changed or cancelled.

    :param now: as the clock on the wall shows it, with its zone
    """
    begins = datetime.combine(day, starts, now.tzinfo)
    return now <= begins - timedelta(minutes=rules.closes_minutes)


def barred_until(absent_on: Iterable[date], on: date, rules: BookingRules) -> date | None:
    """Return the last day on which somebody cannot book because he did not come, None if he may.

    :param absent_on: days on which he did not come
    """
    days = sorted(absent_on)
    ends = []
    for place in range(rules.absences - 1, len(days)):
        first, last = days[place - rules.absences + 1], days[place]
        if (last - first).days < rules.within_days:
            ends.append(last + timedelta(days=rules.barred_days))
    latest = max(ends, default=None)
    return latest if latest is not None and latest >= on else None


def slots_between(first: time, last: time, minutes: int) -> list[tuple[time, time]]:
    """Return the slots of so many minutes each between two times; a rest at the end is left out.

    :raises BookingRulesRefused: if there is not one
    """
    if not 5 <= minutes <= 480:
        raise BookingRulesRefused(f"每个时段{minutes}分钟：应为5至480分钟。", field="minutes")
    begins, ends = (each.hour * 60 + each.minute for each in (first, last))
    found = [(start, start + minutes) for start in range(begins, ends - minutes + 1, minutes)]
    if not found:
        told = f"{first:%H:%M}至{last:%H:%M}不足{minutes}分钟，请核对起止时间。"
        raise BookingRulesRefused(told, field="ends")
    return [(_time(start), _time(end)) for start, end in found]


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
