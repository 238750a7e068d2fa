"""Entries of the register that have no text, and whether an item was ever begun."""

from collections.abc import Iterable

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import Item, Publication


def entries_without_text(agency: Agency) -> QuerySet[Publication]:
    """Return an organ's entries, in columns still in use, of which only the register knows."""
    written = Item.objects.filter(agency=agency, publication__isnull=False)
    return (
        Publication.objects.filter(agency=agency, column__is_closed=False)
        .exclude(pk__in=written.values("publication"))
        .select_related("agency", "column__agency")
        .order_by("published_on", "register_no")
    )


def has_item_titled(agency: Agency, titles: Iterable[str]) -> bool:
    """Tell whether an organ has an item under any of some titles, abandoned or not."""
    return Item.objects.filter(agency=agency, title__in=list(titles)).exists()
