"""What of an organ's public items is inspected: approved texts, dates and files, in slices."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gongkai.agencies.models import Agency
from gongkai.publications.models import AcceptedFinding, Column, Item, ItemLink, PublicationFile
from gongkai.publications.queries.file_contents import files_folder
from gongkai.publications.queries.records import items_published


@dataclass(frozen=True)
class InspectableItem:
    """An entry of the register that is public; what its text has only where there is one.

    `created_on` is when work on it began here. `passed` are rule and digest of findings that an
    officer confirmed by name to be no fault. `files` are the approved ones.
    """

    entry: int
    item: int | None
    title: str
    index_no: str
    formed_on: date | None
    published_on: date
    created_on: date | None
    content: Mapping[str, Any]
    passed: frozenset[tuple[str, str]]
    files: tuple[PublicationFile, ...]

    @property
    def summary(self) -> str:
        """Return the approved 内容概述."""
        return str(self.content.get("summary", ""))


def inspectable_items(agency: Agency, on: date, after: int, most: int) -> list[InspectableItem]:
    """Return the next public items of an organ in the order of the register; in four queries.

    :param after: the register's key after which to go on, 0 to begin
    """
    text = Item.objects.filter(publication=OuterRef("pk"))
    rows = list(
        items_published(on, agency)
        .filter(pk__gt=after)
        .order_by("pk")
        .annotate(
            item_index_no=Subquery(text.values("index_no")[:1]),
            item_created_at=Subquery(text.values("created_at")[:1]),
            approved=Subquery(text.values("public_revision__content")[:1]),
        )[:most]
    )
    keys = [row.item_pk for row in rows if row.item_pk is not None]
    passed, files = _passed(keys), _files(keys)
    return [_inspectable(row, passed, files) for row in rows]


def inspectable_count(agency: Agency, on: date) -> int:
    """Return how many public items an organ has on a day."""
    return items_published(on, agency).order_by().count()


def page_count(agency: Agency, on: date) -> int:
    """Return how many of an organ's public items have a page."""
    return items_published(on, agency).order_by().filter(item_pk__isnull=False).count()


def newest_public(agency: Agency, on: date, most: int) -> list[int]:
    """Return the keys of an organ's newest public items that have a page."""
    rows = items_published(on, agency).filter(item_pk__isnull=False)
    return list(rows.values_list("item_pk", flat=True)[:most])


def agencies_with_columns() -> QuerySet[Agency]:
    """Return the organs that have a column in use, and so a site to look over."""
    columns = Column.objects.filter(agency=OuterRef("pk"), is_closed=False)
    return Agency.objects.filter(Exists(columns))


def public_among(agency: Agency, keys: Collection[int]) -> set[int]:
    """Return which of some items of an organ are public."""
    rows = Item.objects.filter(agency=agency, pk__in=keys, public_revision__isnull=False)
    return set(rows.values_list("pk", flat=True))


def interpretations_of(
    agency: Agency, on: date, names: Iterable[str]
) -> list[tuple[int, str, int]]:
    """Return key, title and count of documents of each public item in columns for interpretations.

    A link drawn by either side counts, as both pages show it.

    :param names: words, one of which stands in the name of such a column
    """
    columns = [
        pk
        for pk, name in Column.objects.filter(agency=agency).values_list("pk", "name")
        if any(word in name for word in names)
    ]
    rows = items_published(on, agency).filter(column__in=columns, item_pk__isnull=False)
    found = list(rows.values_list("item_pk", "title"))
    counts: dict[int, set[int]] = defaultdict(set)
    keys = [key for key, _ in found]
    links = ItemLink.objects.filter(kind__in=("INTERPRETS", "ORIGINAL"))
    public = {"source__public_revision__isnull": False, "target__public_revision__isnull": False}
    for source, target in links.filter(source__in=keys, **public).values_list("source", "target"):
        counts[source].add(target)
    for source, target in links.filter(target__in=keys, **public).values_list("source", "target"):
        counts[target].add(source)
    return [(key, title, len(counts[key])) for key, title in found]


def is_kept(file: PublicationFile) -> bool:
    """Tell whether a file's bytes still stand in the folder; they are not read."""
    return (files_folder() / file.stored_name).is_file()


def _inspectable(
    row: Any,
    passed: Mapping[int, frozenset[tuple[str, str]]],
    files: Mapping[int, Mapping[int, PublicationFile]],
) -> InspectableItem:
    content: Mapping[str, Any] = (row.approved or {}) if row.item_pk is not None else {}
    formed = content.get("formed_on")
    kept = files.get(row.item_pk, {})
    return InspectableItem(
        entry=row.pk,
        item=row.item_pk,
        title=content.get("title", row.title),
        index_no=(row.item_index_no or "") if content else row.register_no,
        formed_on=date.fromisoformat(formed) if formed else row.formed_on,
        published_on=row.published_on,
        created_on=_local_day(row.item_created_at) if content and row.item_created_at else None,
        content=content,
        passed=passed.get(row.item_pk, frozenset()),
        files=tuple(kept[file["pk"]] for file in content.get("files", ()) if file["pk"] in kept),
    )


def _local_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _passed(keys: Collection[int]) -> dict[int, frozenset[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = AcceptedFinding.objects.filter(item__in=keys)
    for item, rule, digest in rows.values_list("item", "rule", "digest"):
        found[item].add((rule, digest))
    return {key: frozenset(pairs) for key, pairs in found.items()}


def _files(keys: Collection[int]) -> dict[int, dict[int, PublicationFile]]:
    found: dict[int, dict[int, PublicationFile]] = defaultdict(dict)
    for file in PublicationFile.objects.filter(item__in=keys):
        assert file.item_id is not None
        found[file.item_id][file.pk] = file
    return found
