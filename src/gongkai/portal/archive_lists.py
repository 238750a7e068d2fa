"""What stands on one sheet of the archive, and by what it is settled."""

import calendar
from collections import Counter
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.portal.calendars import MonthCount, within, years_of
from gongkai.portal.list_sheets import (
    Sheet,
    day_of_entry,
    days_of_entries,
    front_sheet,
    sheet_numbered,
)
from gongkai.publications.models import Column
from gongkai.publications.queries.archive import Entry, counts_by_day, listed_at, places_between


class Stretch(NamedTuple):
    """A year or a month of one of an organ's columns, or of all of them (`column` None).

    `is_directory` where it stands in 政府信息公开目录, which has months of the organ alone.
    """

    organ: Agency
    column: Column | None
    year: int
    month: int | None = None
    is_directory: bool = False

    @property
    def last(self) -> date:
        """Return its last day."""
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def title(self) -> str:
        """Return what it is called."""
        told = {"column": self.column.name if self.column else _("主动公开信息")}
        if self.is_directory:
            told = {"column": _("政府信息公开目录")}
        told |= {"year": str(self.year), "month": str(self.month)}
        if self.month is None:
            return _("%(year)s年%(column)s") % told
        return _("%(year)s年%(month)s月%(column)s") % told

    @property
    def address(self) -> str:
        """Return the address of its front."""
        return self._address("", [])

    @property
    def year_address(self) -> str:
        """Return the address of its year."""
        if self.column is None:
            return reverse("portal:archive-year", args=[self.organ.code, f"{self.year:04}"])
        return self._replace(month=None).address

    def sheet_address(self, number: int) -> str:
        """Return the address of one of its sheets, 0 being the front."""
        return self._address("-sheet", [number]) if number else self.address

    def month_address(self, month: int) -> str:
        """Return the address of one of its months."""
        return self._replace(month=month).address

    @staticmethod
    def all_of(organ: Agency) -> str:
        """Return the address of all that an organ published."""
        return reverse("portal:items-of", args=[organ.code])

    def _address(self, suffix: str, more: list[int]) -> str:
        times = [f"{self.year:04}", *([f"{self.month:02}"] if self.month else [])]
        if self.column is None:
            list_name = "directory-month" if self.is_directory else "archive-month"
            return reverse(f"portal:{list_name}{suffix}", args=[self.organ.code, *times, *more])
        name = "portal:column-month" if self.month else "portal:column-year"
        args = [self.organ.code, self.column.code, *times, *more]
        return reverse(f"{name}{suffix}", args=args)


class CutList(NamedTuple):
    """One sheet: its items, newest first, the ways to others, and what the page reads.

    `total` and `months` are told on the front alone: elsewhere they would change the sheet.
    """

    items: list[Entry]
    number: int
    older: str
    newer: str
    subjects: tuple[str, ...]
    total: int | None
    months: tuple[MonthCount, ...]


def cut_list(stretch: Stretch, number: int, on: date) -> CutList | None:
    """Return one sheet of a stretch on a day, 0 being its front; None if there is none."""
    counts = _counts(stretch, on)
    if not counts:
        return None
    sheet = sheet_numbered(number, counts.total()) if number else front_sheet(counts.total())
    if sheet is None:
        return None
    days = days_of_entries(counts, sheet.start, sheet.stop)
    places = places_between(stretch.organ, days.first, days.last, stretch.column)
    chosen = places[sheet.start - days.before : sheet.stop - days.before]
    is_front = number == 0
    return CutList(
        items=listed_at(chosen),
        number=number,
        older=stretch.sheet_address(sheet.older) if sheet.older else "",
        newer="" if sheet.newer is None else stretch.sheet_address(sheet.newer),
        subjects=tuple(_subjects(stretch, sheet, counts)),
        total=counts.total() if is_front else None,
        months=years_of(counts)[0].months if is_front and stretch.month is None else (),
    )


def _counts(stretch: Stretch, on: date) -> Counter[date]:
    if not stretch.year >= 1 or stretch.month is not None and not 1 <= stretch.month <= 12:
        return Counter()
    return within(counts_by_day(stretch.organ, on, stretch.column), stretch.year, stretch.month)


def _subjects(stretch: Stretch, sheet: Sheet, counts: Counter[date]) -> list[str]:
    """Return what a sheet reads: nothing later than the entry by which it is settled."""
    owner = f"column:{stretch.column.pk}" if stretch.column else f"agency:{stretch.organ.pk}"
    if stretch.month is not None:
        return [f"{owner}:{stretch.year:04}-{stretch.month:02}"]
    if sheet.settled_by is None:
        return [f"{owner}:{stretch.year:04}"]
    last = day_of_entry(counts, sheet.settled_by).month
    return [f"{owner}:{stretch.year:04}-{month:02}" for month in range(1, last + 1)]
