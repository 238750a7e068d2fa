"""Finding what is public: published items and published annual reports."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Concat

from gongkai.agencies.models import Agency
from gongkai.annual_reports.queries.published import published_reports
from gongkai.publications.queries import items_published
from gongkai.search.words import Piece, extract, marked

_REPORT_TITLE = "年政府信息公开工作年度报告"
_PARTS = ("overview", "problems", "other")


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is, whose, since when public, and how the words stand in it.

    `year` is set for an annual report only, `column` for an item only; `item` is the key of one
    whose text is here to be read.
    """

    title: tuple[Piece, ...]
    extract: tuple[Piece, ...]
    organ: str
    agency_code: str
    is_demonstration: bool
    on: date | datetime
    year: int | None = None
    column: str = ""
    item: int | None = None


class Hits(Sequence[Hit]):
    """What was found, annual reports first; rows are read only for the slice asked for."""

    def __init__(self, words: Sequence[str], reports: QuerySet[Any], items: QuerySet[Any]) -> None:
        self._words, self._reports, self._items = words, reports, items
        self._report_count: int | None = None
        self._item_count: int | None = None

    def __len__(self) -> int:
        return self._reports_found() + self._items_found()

    def __getitem__(self, place: Any) -> Any:
        """Return a hit, or the hits of a slice without a step."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _ = place.indices(len(self))
        reports = self._reports_found()
        return [
            *self._read(self._reports, start, min(stop, reports), self._report_hit),
            *self._read(self._items, max(start - reports, 0), stop - reports, self._item_hit),
        ]

    def _read(
        self, rows: QuerySet[Any], start: int, stop: int, hit: Callable[[Any], Hit]
    ) -> Iterable[Hit]:
        return [hit(row) for row in rows[start:stop]] if start < stop else []

    def _reports_found(self) -> int:
        if self._report_count is None:
            self._report_count = self._reports.count()
        return self._report_count

    def _items_found(self) -> int:
        if self._item_count is None:
            self._item_count = self._items.count()
        return self._item_count

    def _report_hit(self, report: Any) -> Hit:
        narrative = report.snapshot.content.get("narrative", {})
        text = "\n".join(narrative.get(part) or "" for part in _PARTS)
        return Hit(
            title=marked(f"{report.agency.name}{report.year}{_REPORT_TITLE}", self._words),
            extract=marked(extract(text, self._words), self._words),
            organ=report.agency.name,
            agency_code=report.agency.code,
            is_demonstration=report.agency.is_demonstration,
            on=report.published_at,
            year=report.year,
        )

    def _item_hit(self, item: Any) -> Hit:
        return Hit(
            title=marked(item.title, self._words),
            extract=(),
            organ=item.agency.name,
            agency_code=item.agency.code,
            is_demonstration=item.agency.is_demonstration,
            on=item.published_on,
            column=item.column.name,
            item=item.item_pk,
        )


def items_matching(words: Sequence[str], on: date, agency: Agency | None = None) -> Hits:
    """Return the published items and annual reports in which every word occurs.

    This is a plain scan of the database, without an index and without ranking: titles of items,
    titles and prose of reports, compared letter by letter (`%` and `_` are letters like others).
    It costs as much as there is to read. Without words nothing is found.
    """
    items = items_published(on, agency)
    narrative = KeyTransform("narrative", "snapshot__content")
    reports = published_reports().annotate(
        searched=Concat(
            F("agency__name"),
            Cast("year", CharField()),
            Value(_REPORT_TITLE),
            *(KeyTextTransform(part, narrative) for part in _PARTS),
            output_field=CharField(),
        )
    )
    reports = reports.defer("snapshot__figures")
    if agency is not None:
        reports = reports.filter(agency=agency)
    if not words:
        return Hits(words, reports.none(), items.none())
    for word in words:
        items = items.filter(title__icontains=word)
        reports = reports.filter(searched__icontains=word)
    return Hits(words, reports, items)
