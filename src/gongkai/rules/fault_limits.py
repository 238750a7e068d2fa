"""How soon a reported fault of the site is turned and handled; no written source was read."""

from datetime import date
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar

_TABLE = "fault_limits.toml"


class FaultLimit(NamedTuple):
    """Working days to turn and to handle a fault, and where they come from.

    `is_settled` is False where no written source was read: the organ should set its own.
    """

    turn_days: int
    handle_days: int
    source: str
    is_settled: bool


class FaultDue(NamedTuple):
    """The last days to turn and to handle a fault; None where the calendar is not published."""

    turn_by: date | None
    handle_by: date | None


def default_limit() -> FaultLimit:
    """Return the limits where an organ has set none."""
    table = bundled_table(_TABLE)
    row = table["limits"]
    source = table["sources"][row["source"]]
    return FaultLimit(row["turn"], row["handle"], source["label"], source["settled"])


def fault_due(received_on: date, limit: FaultLimit, calendar: WorkingCalendar) -> FaultDue:
    """Return until when a fault received on a day is to be turned and handled."""
    return FaultDue(
        _after(received_on, limit.turn_days, calendar),
        _after(received_on, limit.handle_days, calendar),
    )


def _after(day: date, count: int, calendar: WorkingCalendar) -> date | None:
    try:
        return calendar.add_working_days(day, count)
    except CalendarNotPublished:
        return None
