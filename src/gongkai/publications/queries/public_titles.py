"""What links to public items need: their approved titles, and the columns they stand in."""

from collections.abc import Collection

from django.db.models.fields.json import KeyTransform

from gongkai.agencies.models import Agency
from gongkai.publications.models import Item


def public_titles(agency: Agency, pks: Collection[int]) -> dict[int, str]:
    """Return the approved titles of those of some items of an organ that are public, by key."""
    rows = Item.objects.filter(agency=agency, pk__in=pks, public_revision__isnull=False)
    titles = rows.annotate(approved=KeyTransform("title", "public_revision__content"))
    return {pk: str(title) for pk, title in titles.values_list("pk", "approved")}


def column_of(agency_code: str, pk: int) -> int | None:
    """Return the key of the column of a public item, None where there is no such item."""
    rows = Item.objects.filter(agency__code=agency_code, pk=pk, public_revision__isnull=False)
    found: int | None = rows.values_list("publication__column", flat=True).first()
    return found
