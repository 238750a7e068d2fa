"""What feeds tell of: the newest public items of an organ, or of one of its columns."""

from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item, Publication
from gongkai.publications.queries.archive import newest_of
from gongkai.publications.queries.listing import with_moments
from gongkai.publications.queries.prepared import Given, Prepared
from gongkai.publications.queries.records import items_published

MOST = 50
"""How many entries a feed holds."""


def newest_items(
    agency: Agency, column: Column | None, on: date, at: datetime
) -> list[Publication]:
    """Return the newest public items, with what the approved version tells of each.

    `item_pk`, `item_title`, `item_summary`, `published_at` and `approved_at` are None where only
    the register knows of an item.
    """
    text = Item.objects.filter(publication=OuterRef("pk"))
    said = {
        name: Subquery(
            text.annotate(told=KeyTextTransform(key, "public_revision__content")).values("told")[:1]
        )
        for name, key in (("item_title", "title"), ("item_summary", "summary"))
    }
    over = Item.objects.filter(public_until__lte=at).values("publication")
    items = (
        with_moments(items_published(on, agency))
        .exclude(pk__in=over)
        .annotate(approved_at=Subquery(text.values("public_revision__saved_at")[:1]), **said)
    )
    return newest_of(items, on, MOST, column)


def first_to_end(at: datetime) -> datetime | None:
    """Return when the next public item of any organ ends by itself, None if none does."""
    ending = Item.objects.filter(public_until__gt=at).order_by("public_until")
    return ending.values_list("public_until", flat=True).first()


def column_coded(agency: Agency, code: str) -> Column | None:
    """Return the column of a code, None where the organ has none."""
    rows = _CODED.rows(agency=agency.pk, code=code)
    found: Column | None = Column.from_db("default", _OF_COLUMN, rows[0]) if rows else None
    return found


def _coded() -> QuerySet[Column, Any]:
    given = {"agency": Given("agency", BigIntegerField()), "code": Given("code", CharField())}
    return Column.objects.filter(**given).values_list(*_OF_COLUMN)


_OF_COLUMN = [field.attname for field in Column._meta.concrete_fields]
_CODED = Prepared(_coded)
