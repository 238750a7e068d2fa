"""In which columns public items are listed: the main one, and those they also belong to."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat, RowNumber

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.records import items_published


class Listed(NamedTuple):
    """How many items a column lists, and when the last of them was published."""

    items: int
    last_on: date | None


NOTHING_LISTED = Listed(0, None)


def listed_by_column(agency: Agency, on: date) -> dict[int, Listed]:
    """Return what each of an organ's columns lists on a day, by its key; in two queries."""
    items = items_published(on, agency).order_by()
    own = (
        items.values_list("column")
        .annotate(n=Count("pk"), last=Max("published_on"))
        .values_list("column", "n", "last")
    )
    also = (
        also_listed()
        .filter(column__agency=agency, item__publication__published_on__lte=on)
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
    """Return the newest items of each column, by its key; in three queries whatever there is."""
    if not columns:
        return {}
    items = items_published(on, agency)
    keys = [column.pk for column in columns]
    # Asked column by column in one query: so each is read from its own end of the index.
    first, *others = [_newest_of(items, column, most) for column in columns]
    also = (
        also_listed()
        .filter(column__in=keys, item__publication__published_on__lte=on)
        .annotate(place=_place("column", "item__publication__published_on", "item__publication"))
        .filter(place__lte=most)
        .values_list("column", "item__publication")
    )
    listed = [*first.union(*others, all=True), *also]
    rows = with_moments(items).in_bulk([publication for _, publication in listed])
    found: dict[int, list[Publication]] = {key: [] for key in keys}
    for column, publication in listed:
        if publication in rows:
            found[column].append(rows[publication])
    return {
        key: sorted(rows, key=lambda row: (row.published_on, row.pk), reverse=True)[:most]
        for key, rows in found.items()
    }


def with_moments(items: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return entries with `published_at`, None where only the register knows of one."""
    text = Item.objects.filter(publication=OuterRef("pk"), public_revision__isnull=False)
    return items.annotate(published_at=Subquery(text.values("published_at")[:1]))


def _newest_of(
    items: QuerySet[Publication], column: Column, most: int
) -> QuerySet[Publication, tuple[int, int]]:
    newest = items.filter(column=column).values("pk")[:most]
    return Publication.objects.filter(pk__in=newest).values_list("column", "pk")


def _place(column: str, day: str, key: str) -> Window:
    order = [F(day).desc(), F(key).desc()]
    return Window(RowNumber(), partition_by=F(column), order_by=order)


def also_listed() -> QuerySet[Any]:
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
