"""In which columns public items are listed: the main one, and those they also belong to."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat, ExtractYear, RowNumber

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.records import items_published


class Listed(NamedTuple):
    """How many items a column lists, and when the last of them was published."""

    items: int
    last_on: date | None


NOTHING_LISTED = Listed(0, None)


def listed_in(items: QuerySet[Publication], code: str) -> QuerySet[Publication]:
    """Return those of an organ's published items that a column lists."""
    also = _also_listed().filter(column__code=code)
    return items.filter(Q(column__code=code) | Q(pk__in=also.values("item__publication")))


def also_listed_places(items: QuerySet[Publication]) -> Iterable[tuple[int, str, str, int, int]]:
    """Return position, code, name, year and count of what columns list besides their own."""
    return (
        _also_listed()
        .filter(item__publication__in=items.order_by().values("pk"))
        .annotate(year=ExtractYear("item__publication__published_on"))
        .values_list("column__position", "column__code", "column__name", "year")
        .annotate(count=Count("pk"))
        .order_by()
    )


def listed_by_column(agency: Agency, on: date) -> dict[int, Listed]:
    """Return what each of an organ's columns lists on a day, by its key; in two queries."""
    items = items_published(on, agency).order_by()
    own = (
        items.values_list("column")
        .annotate(n=Count("pk"), last=Max("published_on"))
        .values_list("column", "n", "last")
    )
    also = (
        _also_listed()
        .filter(item__publication__in=items.values("pk"))
        .values_list("column")
        .annotate(n=Count("pk"), last=Max("item__publication__published_on"))
        .order_by()
    )
    found: dict[int, Listed] = {}
    for column, count, last in [*own, *also]:
        earlier = found.get(column, NOTHING_LISTED)
        days = [day for day in (earlier.last_on, last) if day]
        found[column] = Listed(earlier.items + count, max(days, default=None))
    return found


def newest_of_columns(
    agency: Agency, columns: Sequence[Column], on: date, most: int
) -> dict[int, list[Publication]]:
    """Return the newest items of each column, by its key; in two queries whatever there is."""
    items = items_published(on, agency)
    keys = [column.pk for column in columns]
    own = items.filter(column__in=keys).annotate(place=_place("column", "published_on", "pk"))
    also = (
        _also_listed()
        .filter(column__in=keys, item__publication__in=items.order_by().values("pk"))
        .annotate(place=_place("column", "item__publication__published_on", "item__publication"))
        .filter(place__lte=most)
        .values_list("column", "item__publication")
    )
    found: dict[int, list[Publication]] = {key: [] for key in keys}
    for row in own.filter(place__lte=most):
        found[row.column_id].append(row)
    listed = list(also)
    rows = items.in_bulk([publication for _, publication in listed]) if listed else {}
    for column, publication in listed:
        found[column].append(rows[publication])
    return {
        key: sorted(rows, key=lambda row: (row.published_on, row.pk), reverse=True)[:most]
        for key, rows in found.items()
    }


def _place(column: str, day: str, key: str) -> Window:
    order = [F(day).desc(), F(key).desc()]
    return Window(RowNumber(), partition_by=F(column), order_by=order)


def _also_listed() -> QuerySet[Any]:
    """Return public items once for each column that their approved revision also puts them in.

    The rows of `also_in` may be of a version that nobody has approved yet; they only narrow down.
    """
    approved = KeyTextTransform("also_in", "item__public_revision__content")
    return (
        Item.also_in.through._default_manager.filter(item__public_revision__isnull=False)
        .annotate(approved=approved)
        .filter(approved__contains=Concat(Value('"'), F("column__code"), Value('"')))
        .exclude(column=F("item__publication__column"))
    )
