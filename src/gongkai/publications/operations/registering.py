"""Taking over what an office has on record elsewhere as disclosed unasked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from gongkai.agencies.models import Agency
from gongkai.publications.models import (
    AdministrativeFee,
    CityReport,
    Column,
    Decision,
    FollowerCount,
    LegalDocument,
    Post,
    Publication,
)

Rows = Sequence[Mapping[str, Any]]

_RECORDS: Mapping[str, type[models.Model]] = {
    "posts": Post,
    "followers": FollowerCount,
    "city_reports": CityReport,
    "documents": LegalDocument,
    "decisions": Decision,
    "administrative_fees": AdministrativeFee,
}
_BATCH = 2000


class NoSuchColumn(LookupError):
    """An item names a column that the organ does not have."""


@transaction.atomic
def add_columns(*, agency: Agency, names: Iterable[str]) -> list[Column]:
    """Add columns behind those the organ has; their codes follow from their positions."""
    held = Column.objects.filter(agency=agency)
    codes = set(held.values_list("code", flat=True))
    position = held.aggregate(last=models.Max("position"))["last"] or 0
    added = []
    for name in names:
        position += 1
        while f"c{position:02}" in codes:
            position += 1
        added.append(Column(agency=agency, code=f"c{position:02}", name=name, position=position))
    return Column.objects.bulk_create(added)


@transaction.atomic
def register_items(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create items from rows of their fields, the column by its name; return how many.

    :raises NoSuchColumn: if a name is not among the organ's columns
    """
    columns = _columns(agency, rows)
    Publication.objects.bulk_create(
        (
            Publication(agency_id=agency.pk, **{**row, "column": columns[row["column"]]})
            for row in rows
        ),
        batch_size=_BATCH,
    )
    return len(rows)


@transaction.atomic
def correct_items(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring items in line with corrected rows; return how many.

    :raises NoSuchColumn: if a name is not among the organ's columns
    """
    columns = _columns(agency, rows)
    stored = Publication.objects.filter(agency=agency)
    for row in rows:
        stored.filter(register_no=row["register_no"]).update(
            **{**row, "column": columns[row["column"]]}
        )
    return len(rows)


@transaction.atomic
def register_records(*, kind: str, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create records of a kind other than items from rows of their fields; return how many.

    Kinds: posts, followers, city_reports, documents, decisions, administrative_fees.
    """
    model = _RECORDS[kind]
    model._default_manager.bulk_create(
        (model(agency_id=agency.pk, **row) for row in rows), batch_size=_BATCH
    )
    return len(rows)


@transaction.atomic
def correct_records(*, kind: str, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring records of a kind other than items in line with corrected rows; return how many."""
    stored = _RECORDS[kind]._default_manager.filter(agency=agency)
    for row in rows:
        stored.filter(register_no=row["register_no"]).update(**row)
    return len(rows)


def _columns(agency: Agency, rows: Rows) -> dict[str, Column]:
    columns = {column.name: column for column in Column.objects.filter(agency=agency)}
    for row in rows:
        if row["column"] not in columns:
            raise NoSuchColumn(f"没有名为“{row['column']}”的栏目，请先建立该栏目。")
    return columns
