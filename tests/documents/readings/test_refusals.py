"""A table that is not the official one is read by its labels, or refused; nothing is guessed."""

from dataclasses import replace

import pytest

from documents.readings.layouts import changes
from documents.readings.layouts.drawing import Grid
from documents.readings.layouts.drawings import drawn, truth_of
from documents.readings.layouts.files import FORMATS, written
from documents.readings.layouts.reports import random_report
from documents.readings.layouts.styles import Spans, TableStyle, plain_layout
from documents.readings.layouts.verdicts import verdict
from gongkai.documents.readings.sources import ReportFileUnreadable

# Where a row lists its cells and no more, only the order of the labels tells the columns.
SPANNED = ("html", "docx", "xlsx", "pdf")
SHORT = [
    plain_layout("html", "page", seed=5),
    plain_layout("txt", "text, filled up", seed=5),
    *(
        plain_layout(
            "txt",
            f"text {bars!r}",
            seed=5,
            tables=TableStyle(spans=Spans.DROPPED),
            page={"bars": bars},
        )
        for bars in ("reference", "|")
    ),
]
REPORT = random_report(5, blanks=0.05)


def layout_of(fmt):
    """Return the official layout, in a text without the blanks that fill lines up."""
    ragged = {"tables": TableStyle(spans=Spans.DROPPED)} if fmt == "txt" else {}
    return plain_layout(fmt, seed=5, **ragged)


def outcome(read, fmt, change, report=REPORT):
    """Return the verdict on a changed file, or None where it was refused."""
    layout = layout_of(fmt)
    drawing = changes.with_requests(drawn(report, layout), change)
    try:
        found = read(written(drawing, layout), fmt)
    except ReportFileUnreadable as refusal:
        assert len(str(refusal).splitlines()) == 1
        return None
    return verdict(found, truth_of(report, layout))


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (1, 0, 2, 3, 4), (2, 4, 0, 1, 3)], ids=str)
@pytest.mark.parametrize("fmt", FORMATS)
def test_moved_columns_are_followed_by_their_headings(read, fmt, order):
    assert outcome(read, fmt, changes.columns_moved(order)).all == ()


@pytest.mark.parametrize("fmt", FORMATS)
def test_moved_lines_are_followed_by_their_labels(read, fmt):
    assert outcome(read, fmt, changes.lines_moved).all == ()


@pytest.mark.parametrize("place", [0, 4])
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_column_without_heading_is_refused(read, fmt, place):
    assert outcome(read, fmt, changes.column_without_heading(place)) is None


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_column_the_form_does_not_know_moves_no_figure(read, fmt):
    found = outcome(read, fmt, changes.column_added)
    assert found is None or found.wrong == ()


@pytest.mark.parametrize("line", [4, 9, 26])
@pytest.mark.parametrize("layout", SHORT, ids=lambda layout: layout.name)
def test_a_line_with_a_cell_too_few_moves_no_figure(read, layout, line):
    fmt = layout.format
    drawing = changes.with_requests(drawn(REPORT, layout), changes.cell_lost(line))
    try:
        found = verdict(read(written(drawing, layout), fmt), truth_of(REPORT, layout))
    except ReportFileUnreadable:
        return
    assert found.wrong == ()


@pytest.mark.parametrize("line", [4, 9])
@pytest.mark.parametrize("fmt", SPANNED)
def test_two_figures_in_one_cell_are_not_parted(read, fmt, line):
    found = outcome(read, fmt, changes.cells_joined(line))
    assert found is None or found.wrong == ()


@pytest.mark.parametrize("fmt", FORMATS)
def test_tables_of_two_organs_in_one_file_are_never_mixed(read, fmt):
    layout = layout_of(fmt)
    other = drawn(random_report(6), layout)
    content = written(changes.twice(drawn(REPORT, layout), other), layout)
    with pytest.raises(ReportFileUnreadable):
        read(content, fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_words_where_a_figure_belongs_are_no_figure(read, fmt):
    layout = layout_of(fmt)
    drawing = changes.with_requests(drawn(REPORT, layout), _words)
    found = verdict(read(written(drawing, layout), fmt), truth_of(REPORT, layout))
    assert found.wrong == () and len(found.lost) == 1


def _words(rows):
    for number, row in enumerate(rows):
        if number == 4:
            yield (*row[:-2], row[-2]._replace(text="详见附件"), row[-1])
        else:
            yield row


@pytest.mark.parametrize("fmt", ["html", "docx", "xlsx"])
def test_a_unit_broken_over_lines_is_read_whole(read, fmt):
    # 万 at the end of one line and 元 on the next are not 元, which is a ten-thousandth.
    layout = layout_of(fmt)
    drawing = drawn(REPORT, layout)
    blocks = tuple(_with_broken_unit(block) for block in drawing.blocks)
    found = verdict(
        read(written(replace(drawing, blocks=blocks), layout), fmt), truth_of(REPORT, layout)
    )
    assert found.all == ()


def _with_broken_unit(block):
    if not isinstance(block, Grid):
        return block
    rows = tuple(
        tuple(cell._replace(text=cell.text.replace("万元", "万\n元")) for cell in row)
        for row in block.rows
    )
    return block._replace(rows=rows)
