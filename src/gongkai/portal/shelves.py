"""How many items are listed in each column and year, counted for both choices."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from gongkai.publications.queries.listing import also_listed_places


class Shelf(NamedTuple):
    """A choice: the code that stands in the address, its name and how many items it holds."""

    code: str
    name: str
    size: int


class Place(NamedTuple):
    """Where some items stand: a column (its position, code and name) and a year."""

    position: int
    code: str
    name: str
    year: int


@dataclass(frozen=True)
class Shelves:
    """The columns and years in which an organ published; empty ones are not offered.

    `counts` has each item once, under its own column; `also` those that other columns list too.
    """

    counts: Counter[Place]
    also: Counter[Place]

    def columns(self, year: int | None) -> list[Shelf]:
        """Return the columns with items of a year, or of all years, in the organ's order."""
        both = self.counts + self.also
        held = ((place, n) for place, n in both.items() if year in (None, place.year))
        totals = _added((place._replace(year=0), n) for place, n in held)
        return [Shelf(place.code, place.name, totals[place]) for place in sorted(totals)]

    def years(self, column: str) -> list[Shelf]:
        """Return the years with items in a column, or in any for "", newest first."""
        both = self.counts + self.also if column else self.counts
        held = ((place, n) for place, n in both.items() if column in ("", place.code))
        totals = _added((place.year, n) for place, n in held)
        return [Shelf(str(year), str(year), totals[year]) for year in sorted(totals, reverse=True)]


def shelves_of(items: QuerySet[Any]) -> Shelves:
    """Return where items are listed, in two queries."""
    lines = (
        items.order_by()
        .values_list(
            "column__position", "column__code", "column__name", ExtractYear("published_on")
        )
        .annotate(count=Count("pk"))
    )
    also: Iterable[Any] = also_listed_places(items)
    return Shelves(
        _added((Place(*place), n) for *place, n in lines),
        _added((Place(*place), n) for *place, n in also),
    )


def _added(counted: Iterable[tuple[Any, int]]) -> Counter[Any]:
    totals: Counter[Any] = Counter()
    for key, count in counted:
        totals[key] += count
    return totals
