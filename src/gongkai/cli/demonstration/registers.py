"""Rows of the demonstration's registers, and the numbers they stand under."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def numbered(
    rows: Iterable[Row], *, day: str, prefix: str, digits: int, before: Mapping[int, int]
) -> list[Row]:
    """Return rows by day, each with its number in the year's register: XW-2023-0001.

    `before` tells by year how many numbers had been given when the rows begin.
    """
    used = dict(before)
    listed = []
    for row in sorted(rows, key=lambda row: row[day]):
        year = row[day].year
        used[year] = used.get(year, 0) + 1
        listed.append({"register_no": f"{prefix}-{year}-{used[year]:0{digits}}", **row})
    return listed
