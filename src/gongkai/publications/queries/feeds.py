"""What feeds tell of: the newest public items of an organ, or of one of its columns."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.listing import listed_in
from gongkai.publications.queries.records import items_published

MOST = 50
"""How many entries a feed holds."""


def newest_items(
    agency: Agency, column: Column | None, on: date, at: datetime
) -> QuerySet[Publication, Any]:
    """Return the newest public items, with what the approved version tells of each.

    `item_pk`, `item_title`, `item_summary`, `published_at` and `approved_at` are None where only
    the register knows of an item.
    """
    items = items_published(on, agency)
    if column is not None:
        items = listed_in(items, column.code)
    over = Item.objects.filter(agency=agency, public_until__lte=at).values("publication")
    items = items.exclude(pk__in=over)
    text = Item.objects.filter(publication=OuterRef("pk"))
    said = {
        name: Subquery(
            text.annotate(told=KeyTextTransform(key, "public_revision__content")).values("told")[:1]
        )
        for name, key in (("item_title", "title"), ("item_summary", "summary"))
    }
    return items.annotate(
        published_at=Subquery(text.values("published_at")[:1]),
        approved_at=Subquery(text.values("public_revision__saved_at")[:1]),
        **said,
    )[:MOST]


def column_coded(agency: Agency, code: str) -> Column | None:
    """Return the column of a code, None where the organ has none."""
    found: Column | None = Column.objects.filter(agency=agency, code=code).first()
    return found
