"""What of items and the register is searched: what was approved, a slice at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from gongkai.publications.models import Column, Item, ItemLink, Publication, PublicationFile
from gongkai.publications.queries.records import items_published
from gongkai.publications.queries.related import RelatedItem
from gongkai.publications.queries.standing import standing_of

_SLICE = 500


@dataclass(frozen=True)
class SearchableItem:
    """An entry of the register as it may be found; `item` and `content` only where its text is.

    `until` is when it stops being public, `again` the next day on which it stands differently.
    """

    entry: Publication
    item: int | None
    content: Mapping[str, Any]
    index_no: str
    columns: tuple[tuple[str, str], ...]
    validity: str
    until: datetime | None
    again: date | None


def searchable_items(on: date, keys: Collection[int] | None = None) -> Iterator[SearchableItem]:
    """Yield what is public of these entries of the register, or of all, in the order of their keys.

    Entries that will only be public after the day are among them. Five queries a slice.
    """
    entries = items_published(date.max).order_by("pk")
    if keys is not None:
        wanted = sorted(keys)
        for start in range(0, len(wanted), _SLICE):
            yield from _read(entries.filter(pk__in=wanted[start : start + _SLICE]), on)
        return
    last = 0
    while slice := list(_read(entries.filter(pk__gt=last)[:_SLICE], on)):
        yield from slice
        last = slice[-1].entry.pk


def searchable_count() -> int:
    """Return how many entries `searchable_items` yields in all."""
    return items_published(date.max).order_by().count()


def searchable_sample(most: int) -> list[int]:
    """Return at most so many keys of what `searchable_items` yields, evenly from the oldest on."""
    keys = list(items_published(date.max).order_by("pk").values_list("pk", flat=True))
    return keys[:: max(1, -(-len(keys) // most))]


def register_entries_of(items: Iterable[int]) -> set[int]:
    """Return the entries of the register that belong to items and to those linked with them."""
    asked = set(items)
    links = ItemLink.objects.filter(source__in=asked) | ItemLink.objects.filter(target__in=asked)
    linked = {key for pair in links.values_list("source", "target") for key in pair}
    rows = Item.objects.filter(pk__in=asked | linked, publication__isnull=False)
    return set(rows.values_list("publication", flat=True))


def items_with_file(sha256: str) -> list[int]:
    """Return the public items whose approved version has a file of these bytes."""
    rows = PublicationFile.objects.filter(sha256=sha256, item__public_revision__isnull=False)
    return sorted(set(rows.values_list("item", flat=True)))


def public_file_of(sha256: str) -> PublicationFile | None:
    """Return a file of these bytes that the approved version of a public item has, or None."""
    rows = PublicationFile.objects.filter(sha256=sha256, item__public_revision__isnull=False)
    for file in rows.annotate(approved=KeyTransform("files", "item__public_revision__content")):
        if any(each["pk"] == file.pk for each in file.approved or ()):
            found: PublicationFile = file
            return found
    return None


def _read(entries: QuerySet[Publication], on: date) -> Iterator[SearchableItem]:
    text = Item.objects.filter(publication=OuterRef("pk"))
    rows = list(
        entries.annotate(
            item_index_no=Subquery(text.values("index_no")[:1]),
            item_until=Subquery(text.values("public_until")[:1]),
            approved=Subquery(text.values("public_revision__content")[:1]),
        )
    )
    keys = [row.item_pk for row in rows if row.item_pk is not None]
    names = _columns({row.agency_id for row in rows})
    related = _related(keys)
    for row in rows:
        yield _searchable(row, names, related.get(row.item_pk, ()), on)


def _searchable(
    row: Any, names: Mapping[tuple[int, str], str], related: Iterable[RelatedItem], on: date
) -> SearchableItem:
    content: Mapping[str, Any] = row.approved if row.item_pk is not None else {}
    own = content.get("column") or row.column.code
    codes = dict.fromkeys((own, *content.get("also_in", ())))
    standing = standing_of(content, related, on)
    days = [row.published_on, standing.until, *(each.effective_on for each in standing.coming)]
    return SearchableItem(
        entry=row,
        item=row.item_pk,
        content=content,
        index_no=(row.item_index_no or row.register_no) if content else row.register_no,
        columns=tuple(
            (code, names[row.agency_id, code]) for code in codes if (row.agency_id, code) in names
        ),
        validity=standing.validity,
        until=row.item_until,
        again=min((day for day in days if day and day > on), default=None),
    )


def _columns(agencies: Collection[int]) -> dict[tuple[int, str], str]:
    rows = Column.objects.filter(agency__in=agencies).values_list("agency", "code", "name")
    return {(agency, code): name for agency, code, name in rows}


def _related(keys: Collection[int]) -> dict[int, list[RelatedItem]]:
    """Return what approved versions of other public items do to these: repeal and amend them."""
    links = (
        ItemLink.objects.filter(target__in=keys, source__public_revision__isnull=False)
        .filter(kind__in=("REPEALS", "AMENDS"), source__agency=F("target__agency"))
        .values_list("target", "kind", "source", "source__public_revision__content")
    )
    found: dict[int, list[RelatedItem]] = defaultdict(list)
    for target, kind, source, content in links:
        if {"target": target, "kind": kind} in [
            {"target": link["target"], "kind": link["kind"]} for link in content.get("links", ())
        ]:
            day = content.get("effective_on")
            effective_on = date.fromisoformat(day) if day else None
            found[target].append(RelatedItem(source, content["title"], kind, True, effective_on))
    return found
