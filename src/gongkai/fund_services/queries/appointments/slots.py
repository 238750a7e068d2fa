"""Slots that can be booked: the plans of some days, less closed days and what is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple

from gongkai.agencies.queries import working_calendar
from gongkai.fund_services.models import AppointmentSlot, Counter, ServiceItem
from gongkai.fund_services.queries.appointments.plans import booking_rules, closed_days, plans_of
from gongkai.fund_services.queries.appointments.walls import wall_clock
from gongkai.rules.appointments import (
    ALL_ITEMS,
    BookingRules,
    PlannedSlots,
    bookable_days,
    is_still_open,
    lines_on,
    plan_weekday,
)
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.service_items import listed_item

NO_CALENDAR = "工作日历尚未公布"


class SlotKey(NamedTuple):
    """Which slot: of which counter, for which group of items, when."""

    counter: int
    group: str
    on: date
    starts: time


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """A slot as it stands now: how many there are, how many are left."""

    key: SlotKey
    ends: time
    capacity: int
    left: int

    @property
    def starts(self) -> time:
        """Return when it begins."""
        return self.key.starts

    @property
    def is_full(self) -> bool:
        """Tell whether nobody more can come."""
        return self.left < 1


@dataclass(frozen=True, slots=True)
class OfferedDay:
    """A day of a counter; `closed` says why there are no slots, "" where it is open."""

    on: date
    slots: tuple[OfferedSlot, ...]
    closed: str = ""

    @property
    def left(self) -> int:
        """Return how many more can come on it."""
        return sum(max(slot.left, 0) for slot in self.slots)


def group_of(item: ServiceItem) -> str:
    """Return the group of items that an item belongs to; an item of the centre's own has none."""
    listed = listed_item(item.code)
    return listed.group if listed else ALL_ITEMS


def offered_days(
    counter: Counter, item: ServiceItem, on: date, now: datetime
) -> Sequence[OfferedDay]:
    """Return the days that can be booked, each with its slots for an item.

    Of several slots at one time the one of the item's own group is offered while it has room.
    """
    rules = booking_rules(counter.agency, on)
    days = bookable_days(on, rules)
    groups = {ALL_ITEMS, group_of(item)}
    plan = [each for each in plans_of([counter], on)[counter.pk] if each.group in groups]
    closures = closed_days([counter], days[0], days[-1])
    taken = taken_in([counter], days[0], days[-1])
    calendar = working_calendar()
    found = [
        _day(counter, day, plan, calendar, closures.get((counter.pk, day), ""), taken, rules, now)
        for day in days
    ]
    return [replace(day, slots=_one_a_time(day.slots)) for day in found]


def offered_slot(key: SlotKey, counter: Counter, on: date, now: datetime) -> OfferedSlot | None:
    """Return a slot where it is planned, open and can still be booked today; None otherwise."""
    rules = booking_rules(counter.agency, on)
    if key.on not in bookable_days(on, rules):
        return None
    plan = [each for each in plans_of([counter], on)[counter.pk] if each.group == key.group]
    reason = closed_days([counter], key.on, key.on).get((counter.pk, key.on), "")
    taken = taken_in([counter], key.on, key.on)
    day = _day(counter, key.on, plan, working_calendar(), reason, taken, rules, now)
    return next((each for each in day.slots if each.key == key), None)


def taken_in(counters: Iterable[Counter], first: date, last: date) -> Mapping[SlotKey, int]:
    """Return how many booked each slot between two days."""
    rows = AppointmentSlot.objects.filter(counter__in=list(counters), on__range=(first, last))
    return {SlotKey(row.counter_id, row.group, row.on, row.starts): row.taken for row in rows}


def _day(
    counter: Counter,
    day: date,
    plan: Iterable[PlannedSlots],
    calendar: WorkingCalendar,
    closed: str,
    taken: Mapping[SlotKey, int],
    rules: BookingRules,
    now: datetime,
) -> OfferedDay:
    if counter.closed_on is not None and day >= counter.closed_on:
        return OfferedDay(day, (), "网点停用")
    if closed:
        return OfferedDay(day, (), closed)
    try:
        weekday = plan_weekday(day, calendar)
        lines = lines_on(day, plan, calendar)
    except CalendarNotPublished:
        return OfferedDay(day, (), NO_CALENDAR)
    if not lines:
        return OfferedDay(day, (), "节假日" if weekday is None else "不接受预约")
    wall = wall_clock(now)
    open_lines = [line for line in lines if is_still_open(day, line.starts, wall, rules)]
    slots = tuple(_slot(counter, day, line, taken) for line in open_lines)
    return OfferedDay(day, slots, "" if slots else "当日时段已过")


def _one_a_time(slots: Iterable[OfferedSlot]) -> tuple[OfferedSlot, ...]:
    """Return one slot for each time, with the places of all: that of a group goes first."""
    by_time: dict[time, list[OfferedSlot]] = {}
    for slot in slots:
        by_time.setdefault(slot.starts, []).append(slot)
    found = []
    for same in by_time.values():
        ranked = sorted(same, key=lambda each: (each.is_full, each.key.group == ALL_ITEMS))
        left = sum(max(each.left, 0) for each in same)
        found.append(replace(ranked[0], left=left, capacity=sum(each.capacity for each in same)))
    return tuple(found)


def _slot(
    counter: Counter, day: date, line: PlannedSlots, taken: Mapping[SlotKey, int]
) -> OfferedSlot:
    key = SlotKey(counter.pk, line.group, day, line.starts)
    return OfferedSlot(key, line.ends, line.capacity, line.capacity - taken.get(key, 0))
