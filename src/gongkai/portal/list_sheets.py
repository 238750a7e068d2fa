"""Cutting a list into sheets that stay as they are when something is put on top of it.

Sheets are counted from the oldest entry, and each but the front is full. The front holds what is
newest: the sheet being filled, and the full one before it. So one more entry changes the front
alone, and every twentieth time one sheet more is cut off it.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

PER_SHEET = 20


class Sheet(NamedTuple):
    """Entries `start` to `stop` of a list, oldest first; `number` is 0 for the front.

    `settled_by` is the place of the entry by which all that the sheet shows is settled, whatever
    comes after it; None while the next entry may change the sheet.
    """

    number: int
    start: int
    stop: int
    older: int | None
    newer: int | None
    settled_by: int | None


def front_sheet(total: int) -> Sheet:
    """Return the front of a list with so many entries."""
    cut = sheets_behind_front(total)
    return Sheet(0, cut * PER_SHEET, total, cut or None, None, None)


def sheet_numbered(number: int, total: int) -> Sheet | None:
    """Return one of the sheets behind the front; None if there is none of that number."""
    cut = sheets_behind_front(total)
    if not 1 <= number <= cut:
        return None
    has_next = number < cut
    return Sheet(
        number=number,
        start=(number - 1) * PER_SHEET,
        stop=number * PER_SHEET,
        older=number - 1 or None,
        # 0 is the front.
        newer=number + 1 if has_next else 0,
        settled_by=(number + 2) * PER_SHEET - 1 if has_next else None,
    )


def sheets_behind_front(total: int) -> int:
    """Return how many full sheets stand behind the front."""
    return max(0, total // PER_SHEET - 1)


class Days(NamedTuple):
    """The days on which some entries of a list stand, and how many are older than the first."""

    first: date
    last: date
    before: int


def days_of_entries(counts: Counter[date], start: int, stop: int) -> Days:
    """Return the days of the entries `start` to `stop` of a list that has so many on each day."""
    days, older, seen, before = sorted(counts), 0, 0, 0
    first = last = days[0]
    for day in days:
        older, seen = seen, seen + counts[day]
        if older <= start < seen:
            first, before = day, older
        if older < stop <= seen:
            last = day
    return Days(first, last, before)


def day_of_entry(counts: Counter[date], place: int) -> date:
    """Return the day on which one entry of a list stands."""
    return days_of_entries(counts, place, place + 1).first
