"""The figures a bulletin tells, as plain numbers with their names."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from gongkai.rules.rising_words import RisingWord
from gongkai.rules.service_rates import Rate


class BulletinKind(StrEnum):
    """How long a bulletin's period is."""

    WEEK = "WEEK"
    MONTH = "MONTH"

    @property
    def label(self) -> str:
        """Return the official name of the document."""
        return {"WEEK": "热线工作周报", "MONTH": "热线工作月报"}[self.value]

    @property
    def now(self) -> str:
        """Return what the period is called."""
        return {"WEEK": "本周", "MONTH": "本月"}[self.value]

    @property
    def before(self) -> str:
        """Return what the period before it is called."""
        return {"WEEK": "上周", "MONTH": "上月"}[self.value]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of the period, of the period before, and of the same period a year earlier."""

    label: str
    now: int
    before: int
    year_before: int

    @property
    def change(self) -> Decimal | None:
        """Return the change since the period before in per cent; None from nothing."""
        return _change(self.now, self.before)

    @property
    def change_of_year(self) -> Decimal | None:
        """Return the change since a year earlier in per cent; None from nothing."""
        return _change(self.now, self.year_before)


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate of the period with the same of the two it is compared with."""

    now: Rate
    before: Rate
    year_before: Rate


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """What one department had and how it did."""

    name: str
    accepted: int
    closed: int
    feedback: Rate
    satisfaction: Rate


@dataclass(frozen=True, slots=True)
class SlowLine:
    """One of the tickets open longest, told without who brought it and what he said."""

    register_no: str
    topic: str
    department: str
    state: str
    accepted_on: date
    days: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the period; `calls_of_year` are those of the matching day a year earlier."""

    on: date
    calls: int
    calls_of_year: int | None
    received: int
    closed: int


@dataclass(frozen=True, slots=True)
class BulletinFigures:
    """All figures of one bulletin, counted from the records of its period.

    `until` is the last day that was counted: before `last` while the period still runs. `hours`
    are 24 counts; `open` is the state of things on the day it was made.
    """

    organ: str
    kind: BulletinKind
    first: date
    last: date
    until: date
    made_on: date
    calls: Counted
    received: Counted
    closed: Counted
    days: tuple[DayLine, ...]
    hours: tuple[int, ...]
    without_hour: int
    routes: tuple[Counted, ...]
    topics: tuple[Counted, ...]
    ticket_topics: tuple[Counted, ...]
    rates: tuple[RateLine, ...]
    departments: tuple[DepartmentLine, ...]
    open_states: tuple[tuple[str, int], ...]
    overdue: int
    slow: tuple[SlowLine, ...]
    words: tuple[RisingWord, ...]
    remark: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether the period was over when it was counted."""
        return self.until == self.last

    @property
    def open(self) -> int:
        """Return how many tickets were open on the day it was made."""
        return sum(count for _, count in self.open_states)

    @property
    def title(self) -> str:
        """Return the title, with the week's number or the month."""
        if self.kind is BulletinKind.MONTH:
            return f"{self.first.year}年{self.first.month}月{self.kind.label}"
        year, week, _ = self.first.isocalendar()
        return f"{year}年第{week}周{self.kind.label}"


def _change(now: int, before: int) -> Decimal | None:
    if not before:
        return None
    # Added to 0, so that a fall too small to print is 0 and not -0.
    return 0 + (Decimal(now - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
