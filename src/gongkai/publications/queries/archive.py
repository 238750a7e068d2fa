"""An organ's public items by day: how many there are of each, and which stand where.

Counting goes by the day alone, which the indexes of the register hold; what was taken away since is
counted by itself and subtracted, so that no item's own row is read for a count.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.listing import also_listed, with_moments
from gongkai.publications.queries.records import items_published

Place = tuple[date, int]
"""Where an entry stands in the order of a list: its day, and its key among those of the day."""


def counts_by_day(agency: Agency, on: date, column: Column | None = None) -> Counter[date]:
    """Return how many items an organ, or one of its columns, lists of each day; in three queries.

    An item counts once for the organ, and for each column that lists it.
    """
    register = Publication.objects.filter(agency=agency, published_on__lte=on)
    counts: Counter[date] = Counter()
    if column is not None:
        register = register.filter(column=column)
        also = also_listed().filter(column=column, item__publication__published_on__lte=on)
        counts.update(_by(also, "item__publication__published_on"))
    counts.update(_by(register, "published_on"))
    for (key, day), number in _withdrawn(agency).items():
        if day <= on and (column is None or column.pk == key):
            counts[day] -= number
    return +counts


def counts_by_column(agency: Agency, on: date) -> list[tuple[Column, int]]:
    """Return an organ's columns that list anything, in its order, with how much of it."""
    register = Publication.objects.filter(agency=agency, published_on__lte=on)
    also = also_listed().filter(column__agency=agency, item__publication__published_on__lte=on)
    counts: Counter[int] = Counter()
    counts.update(_by(register, "column"))
    counts.update(_by(also, "column"))
    for (key, day), number in _withdrawn(agency).items():
        counts[key] -= number if day <= on else 0
    columns = Column.objects.filter(agency=agency).order_by("position", "pk")
    return [(column, counts[column.pk]) for column in columns if counts[column.pk] > 0]


def newest_listed(
    agency: Agency, on: date, most: int, column: Column | None = None
) -> list[Publication]:
    """Return the newest items of an organ, or of one of its columns, each with its moment."""
    return newest_of(with_moments(items_published(on, agency)), on, most, column)


def newest_of(
    items: QuerySet[Publication], on: date, most: int, column: Column | None = None
) -> list[Publication]:
    """Return the first of an organ's items, newest first, or of those that a column lists.

    The column's own come from the end of their index, the others by their keys: asked for in one
    condition they would cost a walk through all of the organ's.
    """
    if column is None:
        return list(items[:most])
    keys = [key for _, key in sorted(_also_places(column, on), reverse=True)[:most]]
    own = list(items.filter(column=column)[:most])
    return _newest_first([*own, *(items.filter(pk__in=keys) if keys else ())])[:most]


def places_between(
    agency: Agency, first: date, last: date, column: Column | None = None
) -> list[Place]:
    """Return where the items of some days stand, oldest first; both days count.

    :param last: no day to come
    """
    own = items_published(last, agency).filter(published_on__gte=first)
    if column is None:
        return sorted(own.values_list("published_on", "pk"))
    also = _also_places(column, last).filter(item__publication__published_on__gte=first)
    return sorted([*own.filter(column=column).values_list("published_on", "pk"), *also])


def listed_at(agency: Agency, on: date, places: Sequence[Place]) -> list[Publication]:
    """Return the items that stand at some places, newest first, each with its moment."""
    items = with_moments(items_published(on, agency))
    return _newest_first(items.filter(pk__in=[key for _, key in places]))


def next_day_to_come(agencies: Agency | Collection[Agency], on: date) -> date | None:
    """Return the day on which an entry dated ahead appears; None if there is none."""
    among = [agencies] if isinstance(agencies, Agency) else agencies
    ahead = Publication.objects.filter(agency__in=among, published_on__gt=on)
    return ahead.order_by("published_on").values_list("published_on", flat=True).first()


def _withdrawn(agency: Agency) -> dict[tuple[int, date], int]:
    """Return how many entries of each column and day nobody may read any more.

    They are few and have an index of their own; a condition on the register would lead a database
    to begin there.
    """
    rows = (
        Item.objects.filter(
            agency=agency,
            public_revision=None,
            published_at__isnull=False,
            publication__isnull=False,
        )
        .order_by()
        .values_list("publication__column", "publication__published_on")
        .annotate(n=Count("pk"))
    )
    return {(column, day): number for column, day, number in rows}


def _also_places(column: Column, on: date) -> QuerySet[Any]:
    return (
        also_listed()
        .filter(column=column, item__publication__published_on__lte=on)
        .values_list("item__publication__published_on", "item__publication")
    )


def _by(rows: QuerySet[Any], name: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(name).annotate(n=Count("pk")).values_list(name, "n"))


def _newest_first(rows: Iterable[Publication]) -> list[Publication]:
    return sorted(rows, key=lambda row: (row.published_on, row.pk), reverse=True)
