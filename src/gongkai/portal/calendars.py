"""Years and months of a list, with how much there is of each, and moments at which days begin."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone


class MonthCount(NamedTuple):
    """A month and how many entries it has."""

    month: int
    size: int


class YearCount(NamedTuple):
    """A year, how many entries it has, and its months with any, newest first."""

    year: int
    size: int
    months: tuple[MonthCount, ...]


def years_of(counts: Counter[date]) -> list[YearCount]:
    """Return the years with entries, newest first, of a list that has so many on each day."""
    by_month: Counter[tuple[int, int]] = Counter()
    for day, count in counts.items():
        by_month[day.year, day.month] += count
    return [_year(year, by_month) for year in sorted({y for y, _ in by_month}, reverse=True)]


def within(counts: Counter[date], year: int, month: int | None = None) -> Counter[date]:
    """Return the days of a year, or of one of its months."""
    return Counter(
        {
            day: count
            for day, count in counts.items()
            if day.year == year and month in (None, day.month)
        }
    )


def beginning_of(day: date | None) -> datetime | None:
    """Return the moment at which a day begins here, None for none."""
    return None if day is None else timezone.make_aware(datetime.combine(day, time()))


def soonest_after(on: date, days: Iterable[date | None]) -> date | None:
    """Return the first of some days that is still to come, None if none is."""
    return min((day for day in days if day is not None and day > on), default=None)


def _year(year: int, by_month: Counter[tuple[int, int]]) -> YearCount:
    months = [
        MonthCount(month, by_month[year, month])
        for month in range(12, 0, -1)
        if by_month[year, month]
    ]
    return YearCount(year, sum(each.size for each in months), tuple(months))
