"""Where public items and columns are found, as lists for robots name them."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.listing import also_listed
from gongkai.publications.queries.records import items_published


class PublicPlace(NamedTuple):
    """A public item: its organ and key, and when its page last became another."""

    agency_code: str
    pk: int
    changed_at: datetime


class MonthOfOrgan(NamedTuple):
    """A month in which an organ published."""

    agency_pk: int
    year: int
    month: int


def items_in_all(agencies: Collection[Agency]) -> int:
    """Return how many public items organs have."""
    return Item.objects.filter(agency__in=agencies, public_revision__isnull=False).count()


def months_with_entries(agencies: Collection[Agency], on: date) -> set[MonthOfOrgan]:
    """Return the months in which organs list anything on a day; in two queries.

    Counted from the register, as queries.archive does, whether or not a text is known.
    """
    register = Publication.objects.filter(agency__in=agencies, published_on__lte=on)
    gone = Item.objects.filter(
        agency__in=agencies,
        public_revision=None,
        published_at__isnull=False,
        publication__isnull=False,
    )
    days: Counter[tuple[int, date]] = Counter()
    for rows, names, sign in (
        (register, ("agency", "published_on"), 1),
        (gone, ("agency", "publication__published_on"), -1),
    ):
        for key, day, count in rows.order_by().values_list(*names).annotate(n=Count("pk")):
            days[key, day] += sign * count
    return {
        MonthOfOrgan(key, day.year, day.month) for (key, day), count in days.items() if count > 0
    }


def places_of(
    agencies: Collection[Agency], first: date | None = None, last: date | None = None
) -> list[PublicPlace]:
    """Return the public items of organs, of some days or of all, newest first; in one query."""
    rows = Item.objects.filter(agency__in=agencies, public_revision__isnull=False)
    if first and last:
        rows = rows.filter(publication__published_on__range=(first, last))
    found = rows.order_by("-publication__published_on", "-pk").values_list(
        "agency__code", "pk", "published_at", "public_revision__saved_at"
    )
    return [PublicPlace(code, pk, max(published, saved)) for code, pk, published, saved in found]


def columns_with_items(agencies: Collection[Agency], on: date) -> list[Column]:
    """Return the columns of organs that list anything on a day, with their organs; in one query."""
    own = items_published(on).filter(column=OuterRef("pk"))
    also = also_listed().filter(column=OuterRef("pk"), item__publication__published_on__lte=on)
    return list(
        Column.objects.filter(Q(Exists(own)) | Q(Exists(also)), agency__in=agencies)
        .select_related("agency")
        .order_by("agency", "position", "pk")
    )
