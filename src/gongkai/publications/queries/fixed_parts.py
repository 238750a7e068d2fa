"""The fixed parts of 政府信息公开, with what an organ's columns hold of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Agency, AgencyKind
from gongkai.publications.models import Column, Publication, SitePart
from gongkai.publications.queries.listing import (
    NOTHING_LISTED,
    listed_by_column,
    newest_of_columns,
)
from gongkai.rules.statutory_items import StatutoryItem, statutory_items

_NEWEST = 5


@dataclass(frozen=True)
class ColumnShown:
    """A column with its newest items and how many it lists in all."""

    column: Column
    newest: tuple[Publication, ...]
    count: int

    @property
    def has_more(self) -> bool:
        """Tell whether the column lists more than is shown."""
        return self.count > len(self.newest)


@dataclass(frozen=True)
class ItemShown:
    """One item of 条例第二十条 or 第二十一条 with the columns that stand for it."""

    item: StatutoryItem
    columns: tuple[ColumnShown, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the organ has nothing of it."""
        return not any(shown.count for shown in self.columns)


@dataclass(frozen=True)
class FixedParts:
    """The fixed parts: columns of 指南 and 制度, and 法定主动公开内容 item by item (61号)."""

    guide: tuple[ColumnShown, ...]
    institutions: tuple[ColumnShown, ...]
    statutory: tuple[ItemShown, ...]


def fixed_parts(agency: Agency, on: date) -> FixedParts:
    """Return what an organ's columns hold of each fixed part; columns in use only."""
    columns = list(
        Column.objects.filter(agency=agency, is_closed=False)
        .exclude(part=SitePart.SITE)
        .order_by("position", "pk")
    )
    newest = newest_of_columns(agency, columns, on, _NEWEST)
    listed = listed_by_column(agency, on)
    shown = [
        ColumnShown(
            column,
            tuple(newest[column.pk]),
            listed.get(column.pk, NOTHING_LISTED).items,
        )
        for column in columns
    ]
    items = statutory_items(is_township=agency.kind == AgencyKind.TOWNSHIP)
    statutory = _of_part(shown, "STATUTORY")
    return FixedParts(
        guide=_of_part(shown, "GUIDE"),
        institutions=_of_part(shown, "INSTITUTIONS"),
        statutory=tuple(
            ItemShown(item, tuple(one for one in statutory if one.column.statutory_no == item.no))
            for item in items
        ),
    )


def _of_part(shown: Iterable[ColumnShown], part: str) -> tuple[ColumnShown, ...]:
    return tuple(one for one in shown if one.column.part == part)
