"""The generator of layouts draws what it says, so that a failure elsewhere is the reader's."""

from collections import Counter
from pathlib import Path

import pytest

from documents.readings.layouts.drawing import Grid, placed
from documents.readings.layouts.drawings import drawn, truth_of
from documents.readings.layouts.files import FORMATS, file_of
from documents.readings.layouts.matrix import layouts, swept
from documents.readings.layouts.reports import published, random_report
from documents.readings.layouts.styles import LabelStyle, Spans, drawn_layout, plain_layout

REFERENCE = Path(__file__).parent / "data" / "huludao-2023-annual-report.txt"
DRAWN = [pair for fmt in FORMATS for pair in (*layouts(fmt), *swept(fmt, range(10)))]


@pytest.mark.parametrize(("layout", "code"), DRAWN, ids=str)
def test_every_figure_stands_once_in_every_layout(layout, code):
    report = random_report(layout.seed, code)
    kinds = truth_of(report, layout).kinds
    grids = [block for block in drawn(report, layout).blocks if isinstance(block, Grid)]
    paths = Counter(cell.path for grid in grids for row in grid.rows for cell in row if cell.path)
    assert set(paths) == set(kinds)
    if layout.tables.spans is not Spans.REPEATED:
        assert set(paths.values()) == {1}


@pytest.mark.parametrize(("layout", "code"), DRAWN, ids=str)
def test_merged_cells_fill_the_table_without_holes(layout, code):
    for block in drawn(random_report(layout.seed, code), layout).blocks:
        if not isinstance(block, Grid) or not block.merged:
            continue
        covered = sum(cell.colspan * cell.rowspan for cell in placed(block.rows).values())
        assert covered == len(block.rows) * block.columns


@pytest.mark.parametrize("fmt", ["html", "txt", "pdf"])
def test_a_seed_gives_the_same_file_each_time(fmt):
    one, two = (file_of(random_report(3), drawn_layout(fmt, 3))[0] for _ in range(2))
    assert one == two


def test_the_text_form_is_that_of_the_reference():
    style = LabelStyle(ascii_brackets=True)
    content, _ = file_of(published("huludao"), plain_layout("txt", labels=style))
    mine, theirs = (
        [_bones(line) for line in text.splitlines() if "|" in line]
        for text in (content.decode(), REFERENCE.read_text(encoding="utf-8"))
    )
    assert mine == theirs


def _bones(line):
    """Return a line's bars and figures; where labels break over lines is the page's own."""
    return [
        cell.strip() if cell.strip().isdigit() else bool(cell.strip()) for cell in line.split("|")
    ]
