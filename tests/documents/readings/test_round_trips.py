"""A report written in many layouts is read back cell for cell, or the file is refused."""

from datetime import date
from pathlib import Path

import pytest

from documents.readings.layouts.drawings import truth_of
from documents.readings.layouts.files import FORMATS, file_of
from documents.readings.layouts.matrix import layouts, swept
from documents.readings.layouts.reports import published, random_report
from documents.readings.layouts.styles import plain_layout
from documents.readings.layouts.verdicts import squeezed, verdict
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import FORMATS as OURS
from gongkai.documents.reports.writing import render
from gongkai.rules.reports.evidence import CellKind

DATA = Path(__file__).parent / "data"
MATRIX = [pair for fmt in FORMATS for pair in layouts(fmt)]
SEEDS = {"html": range(12), "txt": range(16), "docx": range(6), "xlsx": range(8), "pdf": range(6)}
SWEPT = [pair for fmt in FORMATS for pair in swept(fmt, SEEDS[fmt])]


def judged(read, report, layout):
    """Return the verdict on a layout's file, None if it was refused and may be."""
    content, truth = file_of(report, layout)
    try:
        return verdict(read(content, layout.format), truth)
    except ReportFileUnreadable:
        if truth.may_be_refused:
            return None
        raise


@pytest.mark.parametrize(("layout", "code"), MATRIX, ids=lambda value: str(value))
def test_every_layout_is_read_cell_for_cell(read, layout, code):
    found = judged(read, random_report(layout.seed, code), layout)
    assert found is None or found.all == ()


@pytest.mark.parametrize(("layout", "code"), SWEPT, ids=lambda value: str(value))
def test_layouts_drawn_by_chance_are_read_cell_for_cell(read, layout, code):
    found = judged(read, random_report(layout.seed, code), layout)
    assert found is None or found.all == ()


@pytest.mark.parametrize("name", ["suqian", "huludao"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_published_reports_are_read_cell_for_cell(read, name, fmt):
    found = judged(read, published(name), plain_layout(fmt, seed=1))
    assert found.all == ()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("fmt", OURS)
def test_what_we_print_we_read_back(read, fmt, seed):
    report = random_report(seed, "2019" if seed == 0 else "2021")
    # We print all six headings, so a part that is missing stands there empty.
    texts = {part: text or "" for part, text in report.narrative.items()}
    report = report.with_narrative(**texts)
    document = ReportDocument(report, standard_lead(report.year), issued_on=date(2024, 1, 25))
    found = verdict(read(render(document, fmt), fmt), truth_of(report, plain_layout("txt")))
    # The trial form gives no unit for 采购总金额: the number may be read, or said to be unclear.
    lost = [told for told in found.lost if "procurement.amount_wan" not in told]
    assert (found.wrong, lost, found.text) == ((), [], ())


def test_the_reference_text_is_read_completely(read):
    content = (DATA / "huludao-2023-annual-report.txt").read_bytes()
    reading = read(content, "txt")
    known = published("huludao")
    assert reading.report.values() == known.values()
    assert reading.report.organ == known.organ and reading.report.year == known.year
    for part, text in known.narrative.items():
        assert squeezed(reading.report.narrative[part]) == squeezed(text)
    assert {cell.kind for cell in reading.evidence.cells.values()} == {CellKind.NUMBER}
    assert reading.evidence.extra_rows == ()
