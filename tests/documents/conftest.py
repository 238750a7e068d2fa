"""Two real reports, and one whose every figure differs from all others."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.documents.reports.document import Contact, ReportDocument, standard_lead
from gongkai.rules.reports.shape import Report, empty_report

DATA = Path(__file__).parent / "data"


def report_json(name):
    return json.loads((DATA / f"{name}-2023.json").read_text(encoding="utf-8"))


@pytest.fixture
def suqian():
    """The published report of a city, large figures, part of its text missing."""
    return ReportDocument(
        Report.from_json(report_json("suqian")),
        standard_lead(2023),
        issued_on=date(2024, 3, 21),
    )


@pytest.fixture
def huludao():
    """The published report of a fund centre with its whole text, shown as a demonstration."""
    return ReportDocument(
        Report.from_json(report_json("huludao")),
        standard_lead(2023),
        contact=Contact(address="中央大街1号", postcode="125000", phone="0429-0000000"),
        issued_on=date(2024, 1, 25),
        demonstration=True,
    )


@pytest.fixture
def counted():
    """A report of the 2019 edition whose figures are 1001, 1002, … in the official order."""
    blank = empty_report("某市某局", 2019)
    figures = {
        path: Decimal(number) if path.endswith("_wan") else number
        for number, path in enumerate(blank.paths(), start=1001)
    }
    return ReportDocument(blank.with_values(figures), standard_lead(2019), draft=True)
