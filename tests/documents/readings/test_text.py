"""Plain text read: bars that close or open cells, Markdown, tabs, cells on lines of their own."""

import pytest

from gongkai.documents.readings.reading import reading_of
from gongkai.documents.readings.sources import SourceLines, SourceText
from gongkai.documents.readings.text import read_text
from gongkai.rules.reports.evidence import CellKind


def rows_of(text):
    (table,) = (block for block in read_text(text).blocks if isinstance(block, SourceLines))
    return [list(row) for row in table.rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲 | 1 | 2\n乙 | 3 | 4", [["甲", "1", "2"], ["乙", "3", "4"]]),
        ("甲 | 1 | 2 |\n乙 | 3 | 4 |", [["甲", "1", "2"], ["乙", "3", "4"]]),
        ("| 甲 | 1 | 2 |\n| 乙 | 3 | 4 |", [["甲", "1", "2"], ["乙", "3", "4"]]),
        (
            "甲 | 1 | \n乙 | 3 | 4\n丙 | 5 | 6",
            [["甲", "1", ""], ["乙", "3", "4"], ["丙", "5", "6"]],
        ),
        ("甲\t1\t2\n乙\t3\t4", [["甲", "1", "2"], ["乙", "3", "4"]]),
        ("甲｜1｜2\r\n乙｜3｜4", [["甲", "1", "2"], ["乙", "3", "4"]]),
    ],
)
def test_a_bar_parts_cells_and_may_close_the_last(text, rows):
    assert rows_of(text) == rows


def test_paragraphs_stand_between_tables_in_order():
    kinds = [type(block) for block in read_text("一\n甲 | 1\n乙 | 2\n\n二\n丙 | 3").blocks]
    assert kinds == [SourceText, SourceLines, SourceText, SourceLines]


def cell_a_line(text, broken=False):
    """Return a report as some sites' text has it: every cell on a line, its bar behind or below."""
    lines = []
    for line in text.split("\n"):
        if "|" not in line:
            lines.append(line)
            continue
        for cell in line.removesuffix("|").split("|"):
            bar = "\n|" if broken and cell.strip() else " |"
            lines.append(f"{cell.strip()}{bar}".strip())
    return "\n".join(lines)


@pytest.mark.parametrize("broken", [False, True])
def test_cells_on_lines_of_their_own_are_put_together_again(reference, broken):
    right = reading_of(read_text(reference)).report
    found = reading_of(read_text(cell_a_line(reference, broken))).report
    assert found.values() == right.values()
    assert found.narrative == right.narrative


def test_a_blank_cell_on_a_line_of_its_own_stays_in_its_column(reference):
    label = "二、上年结转政府信息公开申请数量 | 0 | 0 | 0"
    assert label in reference
    text = reference.replace(label, "二、上年结转政府信息公开申请数量 | 5 |  | /")
    evidence = reading_of(read_text(cell_a_line(text))).evidence
    kinds = [
        evidence.cells[f"requests.carried_in.{column}"].kind
        for column in ("natural_person", "business", "research", "public_interest")
    ]
    assert kinds == [
        CellKind.NUMBER,
        CellKind.BLANK,
        CellKind.NOT_APPLICABLE,
        CellKind.NUMBER,
    ]


def test_a_head_broken_over_two_lines_still_names_its_columns(reference):
    broken = reference.replace(
        "商业 企业 | 科研 机构 | 社会公益组织 | 法律服务机构 | 其他 |",
        "商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 |\n企业 | 机构 |",
    )
    assert broken != reference
    assert len(reading_of(read_text(broken)).evidence.cells) == 200
    assert reading_of(read_text(broken)).report.values() == (
        reading_of(read_text(reference)).report.values()
    )
