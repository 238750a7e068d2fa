"""Stretches of days that are compared: a day, week or month with the same stretch before."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

_YEAR_OF_WEEKS = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    @property
    def both(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.first, self.last

    def each(self) -> Iterator[date]:
        """Yield its days in order."""
        return (self.first + timedelta(days=number) for number in range(self.days))


class Compared(NamedTuple):
    """A count with those of the stretches it is compared with."""

    label: str
    now: int
    before: int
    year_before: int


def one_day(on: date) -> Span:
    """Return a single day."""
    return Span(on, on)


def month_to(on: date) -> Span:
    """Return the days of a month up to a day."""
    return Span(on.replace(day=1), on)


def month_of(year: int, month: int) -> Span:
    """Return a whole month."""
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def week_of(year: int, week: int) -> Span:
    """Return a week from Monday to Sunday, numbered as ISO 8601 does.

    :raises ValueError: if the year has no such week
    """
    first = date.fromisocalendar(year, week, 1)
    return Span(first, first + timedelta(days=6))


def month_before(span: Span) -> Span:
    """Return the same days of the month before; a month that is whole stays whole."""
    last = span.first - timedelta(days=1)
    return _same_days(span, last.year, last.month)


def year_before(span: Span) -> Span:
    """Return the same days of the same month a year before."""
    return _same_days(span, span.first.year - 1, span.first.month)


def week_before(span: Span) -> Span:
    """Return the same weekdays of the week before."""
    return Span(span.first - timedelta(days=7), span.last - timedelta(days=7))


def weeks_of_year_before(span: Span) -> Span:
    """Return the same weekdays 52 weeks before."""
    return Span(span.first - _YEAR_OF_WEEKS, span.last - _YEAR_OF_WEEKS)


def summed(by_day: Mapping[date, int], span: Span) -> int:
    """Return the sum of what was counted on the days of a span."""
    return sum(by_day.get(day, 0) for day in span.each())


def _same_days(span: Span, year: int, month: int) -> Span:
    longest = monthrange(year, month)[1]
    whole = span.last.day == monthrange(span.last.year, span.last.month)[1]
    last = longest if whole else min(span.last.day, longest)
    return Span(date(year, month, 1), date(year, month, last))
