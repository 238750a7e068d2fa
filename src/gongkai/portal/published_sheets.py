"""Sheets of what was published one after the other: cut from the oldest, so that they stay."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from gongkai.portal.list_sheets import front_sheet, sheet_numbered


class PublishedSheet(NamedTuple):
    """Rows of one sheet with the addresses of its neighbours, "" where there is none.

    `number` is 0 for the front; `total` counts the rows of all sheets.
    """

    rows: QuerySet[Any]
    total: int
    number: int
    older: str
    newer: str


def published_sheet(found: QuerySet[Any], sheet: str, route: str) -> PublishedSheet:
    """Return one sheet of a list, whose other sheets are at `route` followed by -sheet.

    :param found: the last published first
    :param sheet: as the address has it, "0" for the front
    :raises Http404: if there is no sheet of that number
    """
    total, number = found.count(), int(sheet)
    cut = sheet_numbered(number, total) if number else front_sheet(total)
    if cut is None:
        raise Http404
    # 0 is the front, whose address has no number.
    newer = reverse(route) if cut.newer == 0 else _address(route, cut.newer)
    rows = found[total - cut.stop : total - cut.start]
    return PublishedSheet(rows, total, number, _address(route, cut.older), newer)


def _address(route: str, number: int | None) -> str:
    return reverse(f"{route}-sheet", args=[number]) if number else ""
