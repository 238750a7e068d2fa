"""An organ's columns as they are set, with what each lists."""

from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column
from gongkai.publications.queries.listing import NOTHING_LISTED, Listed, listed_by_column
from gongkai.rules.statutory_items import StatutoryItem, statutory_item


class ColumnLine(NamedTuple):
    """A column with what it lists, and the item of the law that it stands for."""

    column: Column
    listed: Listed
    item: StatutoryItem | None


def column_list(agency: Agency, on: date) -> list[ColumnLine]:
    """Return an organ's columns, those in use first, in their order; in three queries."""
    listed = listed_by_column(agency, on)
    columns = Column.objects.filter(agency=agency).order_by("is_closed", "position", "pk")
    return [
        ColumnLine(
            column,
            listed.get(column.pk, NOTHING_LISTED),
            statutory_item(column.statutory_no) if column.statutory_no else None,
        )
        for column in columns
    ]
