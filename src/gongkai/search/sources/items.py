"""Published items with their attachments, and what only the register knows of."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from html import unescape
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.publications.queries.searchable import (
    SearchableItem,
    register_entries_of,
    searchable_items,
)
from gongkai.search.sources.entries import (
    TEXT_READ,
    Announced,
    AttachedFile,
    Entry,
    Shelf,
    numbers_in,
)

_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|[uod]l|li|dt|dd|table|caption|t[dhr]|thead|tbody|tfoot|div|blockquote|pre"
    r"|figure|figcaption|section|hr|br)\b[^<>]*>", re.I
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPH_END = re.compile(r"\s*\n\s*")
_TAG = re.compile(r"<[^<>]*>")


class _Items:
    name = "item"
    kinds: Mapping[str, str] = {"item": "公开信息"}

    def touched(self, change: Announced) -> Collection[str] | None:
        if change.kind == "ledger.stored":
            return None if "items" in change.detail.get("kinds", ()) else ()
        if change.kind == "column.changed":
            # Its name stands with every entry it lists.
            return None
        if change.kind in ("item.published", "item.withdrawn") and change.subject.isdigit():
            return [f"item:{key}" for key in register_entries_of([int(change.subject)])]
        if change.kind == TEXT_READ:
            items = change.detail.get("items", ())
            return [f"item:{key}" for key in register_entries_of(items)] if items else ()
        return ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        numbers = None if keys is None else numbers_in(keys, self.name)
        return (_entry(found) for found in searchable_items(on, numbers))


def _entry(found: SearchableItem) -> Entry:
    row, content = found.entry, found.content
    agency = row.agency
    return Entry(
        key=f"item:{row.pk}",
        kind="item",
        title=str(content.get("title") or row.title),
        agency=agency.code,
        organ=agency.name,
        day=row.published_on,
        address=(agency.code, found.item) if found.item is not None else (),
        text=text_of_markup(str(content.get("body", ""))),
        summary=str(content.get("summary", "")),
        keywords=str(content.get("keywords", "")),
        numbers=tuple(no for no in (content.get("document_no", ""), found.index_no) if no),
        columns=tuple(Shelf(code, name) for code, name in found.columns),
        validity="" if found.validity == "NONE" else found.validity,
        files=tuple(
            AttachedFile(file["sha256"], file["name"], str(file["pk"]))
            for file in content.get("files", ())
            if file["use"] == "ATTACHMENT"
        ),
        since=datetime.combine(row.published_on, time(), tzinfo=ZoneInfo(settings.TIME_ZONE)),
        until=found.until,
        again=found.again,
        is_demonstration=agency.is_demonstration,
    )


def text_of_markup(markup: str) -> str:
    """Return the text of cleaned markup, an empty line between its paragraphs."""
    parted = _BLOCK.sub("\n", _BLANKS.sub(" ", markup))
    return _PARAGRAPH_END.sub("\n\n", unescape(_TAG.sub("", parted))).strip()


SOURCE = _Items()
