"""Chance that falls the same way everywhere, and the days it falls on."""

from bisect import bisect
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

from gongkai.rules.calendars import published_calendar

SEED = "gongkai-2023"
_T = TypeVar("_T")


class Draws:
    """Draws of one register, from a seed of its own, so that no register disturbs another."""

    def __init__(self, register: str) -> None:
        # Only random() gives the same numbers in every version of Python.
        self._next = Random(f"{SEED}:{register}").random

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to but not including a limit."""
        return int(self._next() * limit)

    def one(self, options: Sequence[_T]) -> _T:
        """Return one of the options."""
        return options[self.below(len(options))]

    def chance(self, share: float) -> bool:
        """Return True in that share of draws."""
        return self._next() < share

    def shuffled(self, options: Sequence[_T]) -> list[_T]:
        """Return the options in another order."""
        rest = list(options)
        for place in range(len(rest) - 1, 0, -1):
            other = self.below(place + 1)
            rest[place], rest[other] = rest[other], rest[place]
        return rest

    def many(self, options: Sequence[_T], count: int, weight: Callable[[_T], float]) -> list[_T]:
        """Return a number of options, each drawn as often as its weight says."""
        sums = list(accumulate(weight(option) for option in options))
        return [options[bisect(sums, self._next() * sums[-1])] for _ in range(count)]


def days_between(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def working_days(first: date, last: date) -> list[date]:
    """Return the working days from the first to the last day."""
    calendar = published_calendar()
    return [day for day in days_between(first, last) if calendar.is_working_day(day)]


def working_days_of(period: str) -> list[date]:
    """Return the working days of a month (2023-05), a day or a span (2023-05-08/2023-05-12)."""
    first, _, last = period.partition("/")
    if len(first) == len("2023-05"):
        begin = date.fromisoformat(f"{first}-01")
        following = (begin + timedelta(days=31)).replace(day=1)
        return working_days(begin, following - timedelta(days=1))
    return working_days(date.fromisoformat(first), date.fromisoformat(last or first))
