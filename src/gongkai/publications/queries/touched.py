"""Which public pages change with an item: the subjects that followers of the outbox go by."""

from collections.abc import Iterable
from datetime import date

from gongkai.publications.models import Column, Item, ItemLink, ItemRevision
from gongkai.publications.queries.public_items import neighbours


def touched_by(item: Item, on: date) -> frozenset[str]:
    """Return the subjects of an item as it stands: its page, its lists, and what tells of it.

    Asked for before and after a change, both together name every page that the change touches. The
    pages beside it in its column's list name it, and so do those it is linked with.
    """
    subjects = {f"item:{item.pk}"}
    if item.publication is None:
        return frozenset(subjects)
    revision = item.public_revision
    day = item.publication.published_on
    columns = {item.publication.column_id, *_columns(item, revision)}
    shelves = [f"agency:{item.agency_id}", *(f"column:{key}" for key in columns)]
    for shelf in shelves:
        subjects |= {f"{shelf}:new", f"{shelf}:{day.year}", f"{shelf}:{day.year}-{day.month:02}"}
    beside = [each.pk for each in neighbours(item, on) if each is not None]
    subjects |= {f"item:{key}" for key in (*beside, *_linked(item, revision))}
    return frozenset(subjects)


def _columns(item: Item, revision: ItemRevision | None) -> Iterable[int]:
    if revision is None:
        return ()
    codes = [revision.content["column"], *revision.content.get("also_in", ())]
    found = Column.objects.filter(agency=item.agency_id, code__in=codes)
    return [int(key) for key in found.values_list("pk", flat=True)]


def _linked(item: Item, revision: ItemRevision | None) -> set[int]:
    """Return the items that a public version names, and those that name the item."""
    told = revision.content.get("links", ()) if revision else ()
    naming = ItemLink.objects.filter(target=item.pk).values_list("source", flat=True)
    return {*(int(link["target"]) for link in told), *naming}
