"""Every cell of every table, read back from each format, is what the report says."""

import pytest

from documents import official_form, readers
from documents.conftest import report_json
from gongkai.documents.reports.writing import render
from gongkai.rules.reports.shape import empty_report

READERS = {
    "html": readers.html_tables,
    "docx": readers.docx_tables,
    "pdf": readers.pdf_tables,
    "xlsx": readers.xlsx_tables,
}


@pytest.mark.parametrize("fmt", READERS)
@pytest.mark.parametrize("name", ["suqian", "huludao"])
def test_tables_are_the_official_ones_cell_by_cell(request, name, fmt):
    document = request.getfixturevalue(name)
    read = READERS[fmt](render(document, fmt))
    expected = official_form.tables(report_json(name))
    assert [(len(grid), len(grid[0])) for grid in read] == [(14, 4), (28, 10), (4, 15)]
    for table, official in zip(read, expected, strict=True):
        for number, (row, official_row) in enumerate(zip(table, official, strict=True)):
            assert row == official_row, f"row {number}"


@pytest.mark.parametrize("fmt", READERS)
def test_every_figure_of_the_2019_edition_is_in_its_place(counted, fmt):
    read = READERS[fmt](render(counted, fmt))
    assert [(len(grid), len(grid[0])) for grid in read] == [(18, 4), (26, 10), (4, 15)]
    # The last of the figures in a line may be merged over several columns.
    printed = [
        figure
        for grid in read
        for row in grid
        # The form does not name the unit of 采购总金额; the report does.
        for figure in dict.fromkeys(text.removesuffix("万元") for text in row)
        if figure.isdigit()
    ]
    assert printed == [str(1001 + n) for n in range(len(counted.report.paths()))]


@pytest.mark.parametrize("name", ["suqian", "huludao"])
def test_json_is_the_report_itself(request, name):
    blob = render(request.getfixturevalue(name), "json")
    assert readers.json_report(blob) == report_json(name)
    assert blob.endswith(b"}\n")
    assert b'\n "organ": "' in blob


@pytest.mark.parametrize("fmt", READERS)
def test_blank_figures_are_printed_blank_and_zero_as_zero(suqian, fmt):
    report = empty_report("某市某局", 2023).with_values({"requests.total.other": 0})
    blank = type(suqian)(report, "")
    *_, requests, disputes = READERS[fmt](render(blank, fmt))
    figures = [text for row in requests[3:] for text in row[3:]] + disputes[3]
    assert figures.count("0") == 1
    assert requests[26][8] == "0"
    assert set(figures) == {"0", ""}
