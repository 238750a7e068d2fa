"""政府信息公开目录: number, name, summary and day of formation of public items (第十二条)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models.fields.json import KeyTextTransform

from gongkai.publications.models import Item
from gongkai.publications.queries.archive import Entry


class DirectoryRow(NamedTuple):
    """A line of the directory; `index_no` and `summary` "" where only the register knows."""

    entry: Entry
    index_no: str
    summary: str
    formed_on: date | None


def directory_rows(entries: Sequence[Entry]) -> list[DirectoryRow]:
    """Return what the directory tells of entries, in their order; in one query."""
    keys = [entry.item_pk for entry in entries if entry.item_pk is not None]
    rows = (
        Item.objects.filter(pk__in=keys, public_revision__isnull=False)
        .annotate(
            told=KeyTextTransform("summary", "public_revision__content"),
            formed=KeyTextTransform("formed_on", "public_revision__content"),
        )
        .values_list("pk", "index_no", "told", "formed")
    )
    told = {pk: (index_no, summary or "", formed or "") for pk, index_no, summary, formed in rows}
    found = []
    for entry in entries:
        index_no, summary, formed = told.get(entry.item_pk or 0, ("", "", ""))
        formed_on = date.fromisoformat(formed) if formed else None
        found.append(DirectoryRow(entry, index_no, summary, formed_on))
    return found
