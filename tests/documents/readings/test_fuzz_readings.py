"""Whatever is done to a file, it is read or refused in one line; nothing else comes out."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.readings.layouts.drawing import Cell, Grid
from documents.readings.layouts.drawings import drawn
from documents.readings.layouts.files import FORMATS, file_of, written
from documents.readings.layouts.reports import random_report
from documents.readings.layouts.styles import drawn_layout
from gongkai.documents.readings.reading import Reading, read_content
from gongkai.documents.readings.sources import ReportFileUnreadable

# The packaged formats take a hundred times as long to write as a text.
EXAMPLES = {"html": 40, "txt": 60, "xlsx": 15, "docx": 6, "pdf": 6}
JUNK = ("", "0", "一", "其他", "总计", "自然人", "信息内容", "申请人情况", "1,2,3", "－", "９" * 40)
CHANGES = ("drop", "double", "shuffle", "junk", "span", "drop row", "double row", "shuffle rows")


def read_or_refused(content, fmt):
    """Insist that bytes are read or refused in one line."""
    try:
        assert isinstance(read_content(fmt, content, "报告"), Reading)
    except ReportFileUnreadable as refusal:
        assert str(refusal) and len(str(refusal).splitlines()) == 1


def changed(drawing, layout, changes):
    """Return the bytes of a drawing whose tables were changed at random."""
    chance = random.Random(changes)
    blocks = [block for block in drawing.blocks]
    tables = [place for place, block in enumerate(blocks) if isinstance(block, Grid)]
    for _ in range(chance.randint(1, 6)):
        place = chance.choice(tables)
        rows = [list(row) for row in blocks[place].rows]
        _change(rows, chance)
        width = max([sum(cell.colspan for cell in row) for row in rows], default=1) + 10
        rows = tuple(tuple(row) for row in rows if row) or ((Cell("空"),),)
        blocks[place] = blocks[place]._replace(rows=rows, columns=width)
    return written(type(drawing)(drawing.title, drawing.organ, drawing.year, tuple(blocks)), layout)


def _change(rows, chance):
    what = chance.choice(CHANGES)
    row = chance.choice(rows)
    if what == "shuffle rows":
        chance.shuffle(rows)
    elif what == "drop row" and len(rows) > 1:
        rows.remove(row)
    elif what == "double row":
        rows.insert(chance.randrange(len(rows)), list(row))
    elif row:
        at = chance.randrange(len(row))
        if what == "drop":
            del row[at]
        elif what == "double":
            row.insert(at, row[at])
        elif what == "shuffle":
            chance.shuffle(row)
        elif what == "junk":
            row[at] = row[at]._replace(text=chance.choice(JUNK))
        elif what == "span":
            row[at] = row[at]._replace(colspan=chance.randint(1, 3), rowspan=chance.randint(1, 3))


@pytest.mark.parametrize("fmt", ["html", "txt"])
def test_tables_changed_at_random_are_read_or_refused(fmt):
    @settings(
        max_examples=EXAMPLES[fmt],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 40), st.integers())
    def run(seed, changes):
        layout = drawn_layout(fmt, seed)
        report = random_report(seed, "2019" if seed % 3 == 0 else "2021")
        read_or_refused(changed(drawn(report, layout), layout, changes), fmt)

    run()


@pytest.mark.parametrize("fmt", FORMATS)
def test_files_cut_or_scratched_are_read_or_refused(fmt):
    files = [file_of(random_report(seed), drawn_layout(fmt, seed))[0] for seed in range(3)]

    @settings(
        max_examples=EXAMPLES[fmt] * 2,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(files), st.integers(0, 10**6), st.binary(max_size=8), st.booleans())
    def run(content, place, put, cut):
        at = place % len(content)
        rest = b"" if cut else content[at + len(put) :]
        read_or_refused(content[:at] + put + rest, fmt)

    run()
