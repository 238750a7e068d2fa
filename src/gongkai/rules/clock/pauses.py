"""Counting working days around stretches that do not count."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gongkai.rules.calendars import WorkingCalendar


class Pause(NamedTuple):
    """Days that do not count: those after the first day, up to and including the last."""

    after: date
    until: date


def union(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return the pauses with those that overlap or touch made one, in order.

    条例第三十三条第三款 leaves out the time needed; two questions at once take one time.
    """
    merged: list[Pause] = []
    for pause in sorted(pauses):
        if merged and pause.after <= merged[-1].until:
            merged[-1] = Pause(merged[-1].after, max(merged[-1].until, pause.until))
        else:
            merged.append(pause)
    return tuple(merged)


def paused_days(
    after: date, until: date, pauses: Iterable[Pause], calendar: WorkingCalendar
) -> int:
    """Count the working days of a stretch that fall in any of the pauses, each day once."""
    counted = 0
    for pause in union(pauses):
        first, last = max(pause.after, after), min(pause.until, until)
        if first < last:
            counted += calendar.working_days_between(first, last)
    return counted


def last_day(after: date, limit: int, pauses: Iterable[Pause], calendar: WorkingCalendar) -> date:
    """Return the last day of a limit in working days, counted from the next day, pauses left out.

    :raises CalendarNotPublished: if the limit reaches a year without a calendar
    """
    merged = union(pauses)
    due = calendar.add_working_days(after, limit)
    while True:
        # Days added for a pause may reach into the next one; the first day that fits is the one.
        longer = calendar.add_working_days(after, limit + paused_days(after, due, merged, calendar))
        if longer == due:
            return due
        due = longer
