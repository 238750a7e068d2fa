"""What people bring (诉求), by kind, and within how many working days it is to be answered."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import WorkingCalendar

_TABLE = bundled_table("reply_limits.toml")


class TicketKind(StrEnum):
    """What somebody brings to the office (诉求类别)."""

    CONSULTATION = "CONSULTATION"
    COMPLAINT = "COMPLAINT"
    SUGGESTION = "SUGGESTION"
    HELP = "HELP"
    REPORT = "REPORT"
    PRAISE = "PRAISE"

    @property
    def label(self) -> str:
        """Return the official name of the kind."""
        return str(_TABLE["kinds"][self.value])


class ReplyLimitNotInForce(LookupError):
    """No limit is on record for that day; the message says since when there is one."""


@dataclass(frozen=True, slots=True)
class ReplyLimit:
    """Working days from receipt: as a rule, and at most after an extension.

    `is_settled` is False where the figures are a default of ours.
    """

    ordinary: int
    complex: int
    source: str
    in_force_from: date
    is_settled: bool

    def due_on(self, received_on: date, calendar: WorkingCalendar) -> date:
        """Return the last day for the answer; the day of receipt is day 0.

        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        return calendar.add_working_days(received_on, self.ordinary)

    def latest_on(self, received_on: date, calendar: WorkingCalendar) -> date:
        """Return the last day that an extension can set.

        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        return calendar.add_working_days(received_on, self.complex)


def reply_limit(kind: TicketKind, on: date) -> ReplyLimit:
    """Return the limit for a kind that was in force on a day.

    :raises ReplyLimitNotInForce: if the day is before the first one on record
    """
    versions = sorted(_TABLE["versions"], key=lambda each: each["in_force_from"])
    held = [each for each in versions if each["in_force_from"] <= on]
    if not held:
        first = versions[0]["in_force_from"]
        raise ReplyLimitNotInForce(f"{first}以前没有留言答复期限的数据，无法推算{on}收到的留言。")
    found = held[-1]
    figures = found[kind.value]
    return ReplyLimit(
        ordinary=figures["ordinary"],
        complex=figures["complex"],
        source=found["source"],
        in_force_from=found["in_force_from"],
        is_settled=found["settled"],
    )
