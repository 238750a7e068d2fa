"""When an officer is reminded of a due day, so that a missed night is caught up."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar

_TABLE = bundled_table("urgency.toml")["reminders"]


class ReminderKind(StrEnum):
    """One of the reminders of a due day; each is given once."""

    IN_FIVE = "IN_FIVE"
    IN_TWO = "IN_TWO"
    TODAY = "TODAY"
    OVERDUE = "OVERDUE"

    @property
    def label(self) -> str:
        """Return what the reminder says."""
        return str(_TABLE[self.value]["label"])


class DueReminder(NamedTuple):
    """A reminder with the day on which it was to be given."""

    kind: ReminderKind
    for_on: date


def reminders_due(
    due_on: date | None, today: date, calendar: WorkingCalendar
) -> tuple[DueReminder, ...]:
    """Return every reminder of a due day whose own day has come, in order.

    Whoever keeps those already given gives each once, however many days nobody asked: the day on
    which a reminder was to be given does not depend on today. A day that cannot be told for want
    of a calendar waits for it; only that a due day has passed is certain without one.
    """
    if due_on is None:
        return ()
    return tuple(each for each in _reminders(due_on, calendar) if each.for_on <= today)


def _reminders(due_on: date, calendar: WorkingCalendar) -> Iterator[DueReminder]:
    for kind in ReminderKind:
        before = _TABLE[kind.value].get("before")
        try:
            if before is None:
                yield DueReminder(kind, calendar.add_working_days(due_on, 1))
            else:
                yield DueReminder(kind, _working_day_before(due_on, before, calendar))
        except CalendarNotPublished:
            if before is None:
                yield DueReminder(kind, due_on + timedelta(days=1))


def _working_day_before(due_on: date, count: int, calendar: WorkingCalendar) -> date:
    """Return the working day so many before the last one up to a day."""
    day = due_on
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day
