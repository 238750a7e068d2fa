"""An organ with a clerk, and workbooks made from the sheets of the catalogue."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.ledgers.operations import import_ledger
from gongkai.ledgers.sheets.catalogue import BY_KIND

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


@pytest.fixture
def agency(db):
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return OfficerFactory(agency=agency, role="CLERK")


@pytest.fixture
def workbook(tmp_path):
    """Return a function that saves rows by kind, each a mapping of fields, as a workbook."""

    def save(name="台账.xlsx", **kinds):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for kind, rows in kinds.items():
            spec = BY_KIND[kind]
            page = book.create_sheet(spec.title)
            page.append([column.header for column in spec.columns])
            for row in rows:
                assert row.keys() <= set(spec.fields)
                page.append([row.get(field) for field in spec.fields])
        path = tmp_path / name
        book.save(path)
        return path

    return save


@pytest.fixture
def load(agency, clerk, workbook):
    """Return a function that imports rows by kind through a workbook."""

    def run(*, update=False, dry_run=False, **kinds):
        return import_ledger(
            path=workbook(**kinds),
            agency=agency,
            officer=clerk,
            on=ON,
            at=AT,
            update=update,
            dry_run=dry_run,
        )

    return run


@pytest.fixture
def told():
    """Return a function that lists bad rows as (sheet, row, column, reason)."""
    return lambda result: [
        (bad.sheet, bad.row, bad.column, bad.reason) for bad in result.faults.listed
    ]
