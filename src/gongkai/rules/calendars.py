"""Working days, as published one year at a time by the State Council."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Self

from gongkai.rules.bundled import bundled_table, bundled_tables
from gongkai.rules.calendar_years import CalendarYear


class CalendarNotPublished(LookupError):
    """The year has no calendar, so no date in it can be promised."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"没有{year}年的工作日日历，无法计算该年的期限。"
            f"请在国务院办公厅公布{year}年部分节假日安排的通知后，在“工作日日历”中录入{year}年。"
        )


class CalendarAlreadyPublished(ValueError):
    """The year is there with other days, and nobody said that they are to be replaced."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"已有{year}年的工作日日历，且日期不同。"
            "请核对通知；确需更正的，请明确选择“替换已有日历”。"
        )


class WorkingCalendar:
    """Working days of the years it holds; an immutable value, quick to ask.

    A working day is a weekday that is no holiday, or a make-up day (调休上班).
    """

    __slots__ = ("_working", "_years")

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        self._years: Mapping[int, CalendarYear] = MappingProxyType(
            {each.year: each for each in sorted(years, key=lambda each: each.year)}
        )
        self._working: Mapping[int, tuple[int, ...]] = MappingProxyType(
            {
                year: tuple(day.toordinal() for day in each.working_days())
                for year, each in self._years.items()
            }
        )

    def __eq__(self, other: object) -> bool:
        """Test if both calendars hold the same years."""
        return isinstance(other, WorkingCalendar) and self._years == other._years

    def __hash__(self) -> int:
        """Return a hash that equal calendars share."""
        return hash(tuple(self._years.values()))

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that have a calendar, in order."""
        return tuple(self._years)

    def year(self, year: int) -> CalendarYear:
        """Return one year's days.

        :raises CalendarNotPublished: if the year has no calendar
        """
        if year not in self._years:
            raise CalendarNotPublished(year)
        return self._years[year]

    def with_year(self, year: CalendarYear, *, replace: bool = False) -> Self:
        """Return a calendar that also holds one more year.

        :param replace: say so to put other days in place of those of a year already held
        :raises CalendarAlreadyPublished: if the year is held with other days and not to be replaced
        """
        held = self._years.get(year.year)
        if held is not None and held.same_days_as(year):
            return self
        if held is not None and not replace:
            raise CalendarAlreadyPublished(year.year)
        return type(self)({**self._years, year.year: year}.values())

    def is_working_day(self, day: date) -> bool:
        """Test if offices are open on a day.

        :raises CalendarNotPublished: if the day falls in a year without a calendar
        """
        return self.year(day.year).is_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the last day of a limit; the day that starts it is day 0 and need not be worked.

        :param count: working days, at least 1
        :raises CalendarNotPublished: if the limit reaches a year without a calendar
        """
        if count < 1:
            raise ValueError(f"工作日天数 {count} 无效，应为不小于1的整数。")
        year = day.year
        place = bisect_right(self._ordinals(year), day.toordinal()) + count - 1
        while place >= len(self._ordinals(year)):
            place -= len(self._ordinals(year))
            year += 1
        return date.fromordinal(self._ordinals(year)[place])

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after one day up to and including another; negative backwards.

        :raises CalendarNotPublished: if a year between has no calendar
        """
        if until < after:
            return -self.working_days_between(until, after)
        counted = bisect_right(self._ordinals(until.year), until.toordinal())
        counted += sum(len(self._ordinals(year)) for year in range(after.year, until.year))
        return counted - bisect_right(self._ordinals(after.year), after.toordinal())

    def _ordinals(self, year: int) -> tuple[int, ...]:
        if year not in self._working:
            raise CalendarNotPublished(year)
        return self._working[year]


@cache
def published_calendar() -> WorkingCalendar:
    """Return the calendar of the bundled years; each year's file names its notice."""
    return WorkingCalendar(
        CalendarYear(
            year=table["year"],
            holidays=frozenset(table["holidays"]),
            make_up_days=frozenset(table["make_up_days"]),
            source=table["source"],
        )
        for table in bundled_tables("calendars").values()
    )


def calendar_gap_warning(calendar: WorkingCalendar, on: date) -> str | None:
    """Return what to tell the office when a calendar it will need is missing, or None.

    The next year is expected from 1 December on: its notice appears by then.
    """
    expected = bundled_table("public_holidays.toml")["next_year_expected_from"]
    due = date(on.year, expected["month"], expected["day"])
    needed = (on.year, on.year + 1) if on >= due else (on.year,)
    missing = [year for year in needed if year not in calendar.years]
    if not missing:
        return None
    years = "、".join(f"{year}年" for year in missing)
    return (
        f"缺少{years}的工作日日历，跨入该年的答复期限无法计算。"
        "请按国务院办公厅关于部分节假日安排的通知，在“工作日日历”中录入。"
    )
