"""An organ's public items by day: how many there are of each, and which stand where.

Counting goes by the day alone, which the indexes of the register hold; what was taken away since is
counted by itself and subtracted, so that no item's own row is read for a count. What every list
asks is prepared: lists with choices are answered anew each time.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, DateField, QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.listing import also_listed, with_moments
from gongkai.publications.queries.prepared import Given, Prepared
from gongkai.publications.queries.records import items_not_withdrawn, items_published

Place = tuple[date, int]
"""Where an entry stands in the order of a list: its day, and its key among those of the day."""

# As many as are read in one go; the front sheet of a list has one less.
_AT_ONCE = 40


class Entry(NamedTuple):
    """An item as lists show it; `item_pk` and `published_at` None where only the register knows.

    `agency_code` and `column_name` say where it stands.
    """

    pk: int
    published_on: date
    title: str
    column_name: str
    agency_code: str
    item_pk: int | None
    published_at: datetime | None


def counts_by_day(agency: Agency, on: date, column: Column | None = None) -> Counter[date]:
    """Return how many items an organ, or one of its columns, lists of each day; in three queries.

    An item counts once for the organ, and for each column that lists it.
    """
    counts: Counter[date] = Counter()
    if column is None:
        counts.update(dict(_OF_AGENCY.rows(agency=agency.pk, on=on)))
    else:
        counts.update(dict(_ALSO_IN_COLUMN.rows(column=column.pk, on=on)))
        counts.update(dict(_OF_COLUMN.rows(column=column.pk, on=on)))
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
    days = {"first": first, "on": last}
    if column is None:
        return sorted(map(_place, _PLACES_OF_AGENCY.rows(agency=agency.pk, **days)))
    own = _PLACES_OF_COLUMN.rows(column=column.pk, **days)
    return sorted(map(_place, [*own, *_ALSO_PLACES.rows(column=column.pk, **days)]))


def newest_places(agency: Agency, on: date, most: int) -> list[Place]:
    """Return where the newest of an organ's items stand, oldest first."""
    rows = items_published(on, agency).values_list("published_on", "pk")[:most]
    return sorted(map(_place, rows))


def listed_at(places: Sequence[Place]) -> list[Entry]:
    """Return the items that stand at some places, newest first; at most forty in each query.

    They are found by their keys alone: told of organ and day as well, a database would walk
    through all of the organ's. What was taken away meanwhile is left out.
    """
    found: list[Entry] = []
    for start in range(0, len(places), _AT_ONCE):
        keys = [key for _, key in places[start : start + _AT_ONCE]]
        keys += keys[:1] * (_AT_ONCE - len(keys))
        given = {f"key{number}": key for number, key in enumerate(keys)}
        found += (Entry(*row) for row in _ENTRIES.rows(**given))
    return sorted(found, key=lambda row: (row.published_on, row.pk), reverse=True)


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
    rows = _WITHDRAWN.rows(agency=agency.pk)
    return {(column, day): number for column, day, number in rows}


def _withdrawn_rows() -> QuerySet[Any, Any]:
    return (
        Item.objects.filter(
            agency=_key("agency"),
            public_revision=None,
            published_at__isnull=False,
            publication__isnull=False,
        )
        .order_by()
        .values_list("publication__column", "publication__published_on")
        .annotate(n=Count("pk"))
    )


def _also_places(column: Column, on: date) -> QuerySet[Any]:
    return (
        also_listed()
        .filter(column=column, item__publication__published_on__lte=on)
        .values_list("item__publication__published_on", "item__publication")
    )


def _by(rows: QuerySet[Any], name: str) -> dict[Any, int]:
    return dict(_per_day(rows, name))


def _key(name: str) -> Given:
    return Given(name, BigIntegerField())


def _day(name: str) -> Given:
    return Given(name, DateField())


def _register() -> QuerySet[Publication]:
    return Publication.objects.filter(agency=_key("agency"), published_on__lte=_day("on"))


def _register_of_column() -> QuerySet[Publication]:
    # Told of the organ as well, a database would walk through all of the organ's.
    return Publication.objects.filter(column=_key("column"), published_on__lte=_day("on"))


def _also() -> QuerySet[Any]:
    until = {"item__publication__published_on__lte": _day("on")}
    return also_listed().filter(column=_key("column"), **until)


def _per_day(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(name).annotate(n=Count("pk")).values_list(name, "n")


def _places(of: str) -> QuerySet[Any, Any]:
    rows = items_published(_day("on")).filter(**{of: _key(of)}, published_on__gte=_day("first"))
    return rows.values_list("published_on", "pk")


def _also_places_of_days() -> QuerySet[Any, Any]:
    day = "item__publication__published_on"
    return _also().filter(**{f"{day}__gte": _day("first")}).values_list(day, "item__publication")


def _entries() -> QuerySet[Any, Any]:
    keys = [_key(f"key{number}") for number in range(_AT_ONCE)]
    shown = ("pk", "published_on", "title", "column__name", "agency__code", "item_pk")
    rows = with_moments(items_not_withdrawn()).filter(pk__in=keys).order_by()
    return rows.values_list(*shown, "published_at")


_OF_AGENCY = Prepared(lambda: _per_day(_register(), "published_on"))
_OF_COLUMN = Prepared(lambda: _per_day(_register_of_column(), "published_on"))
_ALSO_IN_COLUMN = Prepared(lambda: _per_day(_also(), "item__publication__published_on"))
_WITHDRAWN = Prepared(_withdrawn_rows)
_PLACES_OF_AGENCY = Prepared(lambda: _places("agency"))
_PLACES_OF_COLUMN = Prepared(lambda: _places("column"))
_ALSO_PLACES = Prepared(_also_places_of_days)
_ENTRIES = Prepared(_entries)


def _place(row: Sequence[Any]) -> Place:
    return row[0], row[1]


def _newest_first(rows: Iterable[Publication]) -> list[Publication]:
    return sorted(rows, key=lambda row: (row.published_on, row.pk), reverse=True)
