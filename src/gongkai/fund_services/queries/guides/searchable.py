"""Guides of all centres for the search, and the day on which each changes by itself."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Min, OuterRef, Q, Subquery

from gongkai.agencies.models import AgencyKind
from gongkai.fund_services.models import GuideState, GuideVersion, ServiceItem
from gongkai.fund_services.queries.guides.in_force import (
    OfferedItem,
    read_with_guides,
    with_guide_of,
)

_AT_ONCE = 500


class SearchableGuide(NamedTuple):
    """An item as it is searched on a day; `offered` is None before it is public.

    `since` and `until` are the days from which it is and is no longer on offer, `again` the day on
    which another version comes into force.
    """

    item: ServiceItem
    offered: OfferedItem | None
    since: date
    until: date | None
    again: date | None


def searchable_guides(on: date, keys: Collection[int] | None = None) -> Iterator[SearchableGuide]:
    """Yield items that have a guide in force or to come, of all centres or some by their keys."""
    rows = ServiceItem.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), agency__kind=AgencyKind.FUND_CENTRE
    ).select_related("agency")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    coming = (
        GuideVersion.objects.filter(
            item=OuterRef("pk"), state=GuideState.RELEASED, in_force_from__gt=on
        )
        .order_by()
        .values("item")
        .annotate(first=Min("in_force_from"))
        .values("first")
    )
    wanted = with_guide_of(rows, on).annotate(again=Subquery(coming))
    slice_: list[ServiceItem] = []
    for item in wanted.iterator(chunk_size=_AT_ONCE):
        slice_.append(item)
        if len(slice_) == _AT_ONCE:
            yield from _told(slice_, on)
            slice_ = []
    yield from _told(slice_, on)


def _told(items: list[ServiceItem], on: date) -> Iterator[SearchableGuide]:
    for found in read_with_guides(items, on):
        again = found.item.again
        if found.version is not None or again is not None:
            shown = found if found.version is not None else None
            item = found.item
            yield SearchableGuide(item, shown, item.offered_from, item.withdrawn_on, again)
