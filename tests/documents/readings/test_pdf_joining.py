"""What a page break did to a table is undone where the text shows it, and nothing else is."""

import pytest

from gongkai.documents.readings.pages.joining import continues, join, take_overflow
from gongkai.documents.readings.pages.lines import Line
from gongkai.documents.readings.pages.parts import Part, PartCell

EDGES = [0, 60, 160, 200, 240]


def line(words, left=0.0, top=0.0):
    return Line(words, left + 5, left + 5 + 10 * len(words), top, top + 10, 10)


def cells(*rows, edges=None):
    """Return cells of rows in which "<" goes on from the left and "^" from above."""
    edges = edges or EDGES
    placed = {}
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            if words == "<":
                cell = placed[number, column - 1]
                cell.right = edges[column + 1]
            elif words == "^":
                cell = placed[number - 1, column]
                cell.end_row = number + 1
            else:
                lines = [line(each, edges[column]) for each in words.split("/") if each]
                cell = PartCell(edges[column], edges[column + 1], number, number + 1, lines)
            placed[number, column] = cell
    return list({id(cell): cell for cell in placed.values()}.values())


def part(page, *rows, edges=None):
    return Part(page, page, 0, list(edges or EDGES), len(rows), cells(*rows, edges=edges))


def shown(table):
    listed = sorted(table.cells, key=lambda cell: (cell.row, cell.left))
    return [(cell.row, cell.text, cell.end_row - cell.row) for cell in listed]


JOINED = {
    "two rows": (
        [["（三）", "1.秘密", "0", "1"]],
        [["（四）", "1.不掌握", "2", "3"]],
        [["（三）", "1.秘密", "0", "1"], ["（四）", "1.不掌握", "2", "3"]],
    ),
    "a label cut in two": (
        [["（四）无", "1.本机关不掌握相", "5", "6"]],
        [["法提供", "关政府信息", "", ""]],
        [["（四）无/法提供", "1.本机关不掌握相/关政府信息", "5", "6"]],
    ),
    "figures after the break": (
        [["（四）无", "1.本机关不掌握相", "", ""]],
        [["法提供", "关政府信息", "5", "6"]],
        [["（四）无/法提供", "1.本机关不掌握相/关政府信息", "5", "6"]],
    ),
    "digits cut in two": (
        [["（四）", "1.不掌握", "180", "6"]],
        [["", "", "95", ""]],
        [["（四）", "1.不掌握", "180/95", "6"]],
    ),
    "a group that goes on": (
        [["（三）不", "1.秘密", "0", "1"], ["^", "2.法律", "2", "3"]],
        [["", "3.安全", "4", "5"], ["^", "4.权益", "6", "7"]],
        [
            ["（三）不", "1.秘密", "0", "1"],
            ["^", "2.法律", "2", "3"],
            ["^", "3.安全", "4", "5"],
            ["^", "4.权益", "6", "7"],
        ],
    ),
    "a group named after the break": (
        [["", "1.秘密", "0", "1"]],
        [["（三）", "2.法律", "4", "5"]],
        [["（三）", "1.秘密", "0", "1"], ["^", "2.法律", "4", "5"]],
    ),
    "blank figures below a row": (
        [["（五）", "5.要求确认或重新", "1", "2"]],
        [["（六）", "3.其他", "", ""]],
        [["（五）", "5.要求确认或重新", "1", "2"], ["（六）", "3.其他", "", ""]],
    ),
    "blank figures above a row": (
        [["（五）", "5.要求确认或重新", "", ""]],
        [["（六）", "3.其他", "7", "8"]],
        [["（五）", "5.要求确认或重新", "", ""], ["（六）", "3.其他", "7", "8"]],
    ),
    "short labels without numbers": (
        [["行政处罚", "<", "", "5"]],
        [["行政强制", "<", "6", ""]],
        [["行政处罚", "<", "", "5"], ["行政强制", "<", "6", ""]],
    ),
    "blank figures below the head": (
        [["结果/维持", "结果/纠正", "尚未/审结", "总计"]],
        [["", "", "", ""]],
        [["结果/维持", "结果/纠正", "尚未/审结", "总计"], ["", "", "", ""]],
    ),
    "a head below figures": (
        [["5", "", "0", "5"]],
        [["维持", "纠正", "其他", "总计"]],
        [["5", "", "0", "5"], ["维持", "纠正", "其他", "总计"]],
    ),
    "an empty rest of a row": (
        [["（五）", "5.要求确认", "1", "2"]],
        [["", "", "", ""]],
        [["（五）", "5.要求确认", "1", "2"]],
    ),
    "a repeated head": (
        [["项目", "<", "甲", "乙"], ["（一）", "1.秘密", "0", "1"]],
        [["项目", "<", "甲", "乙"], ["（二）", "2.法律", "2", "3"]],
        [["项目", "<", "甲", "乙"], ["（一）", "1.秘密", "0", "1"], ["（二）", "2.法律", "2", "3"]],
    ),
}


@pytest.mark.parametrize(("above", "below", "whole"), JOINED.values(), ids=JOINED)
def test_pieces_are_put_together(above, below, whole):
    table, rest = part(1, *above), part(2, *below)
    assert continues(table, rest)
    join(table, rest)
    assert shown(table) == shown(part(1, *whole))
    assert table.last_page == 2


def test_a_table_with_other_columns_is_another():
    edges = [0, 80, 120, 180, 240]
    assert not continues(part(1, ["a"] * 4), part(2, ["a"] * 4, edges=edges))


def test_a_table_two_pages_on_is_another():
    assert not continues(part(1, ["a"] * 4), part(3, ["a"] * 4))


def test_margins_of_left_and_right_pages_may_differ():
    moved = [edge + 20 for edge in EDGES]
    table, rest = (
        part(1, ["（三）", "1", "2", "3"]),
        part(2, ["（四）", "4", "5", "6"], edges=moved),
    )
    assert continues(table, rest)
    join(table, rest)
    assert [cell.left for cell in table.cells] == [0, 60, 160, 200] * 2


def test_a_row_of_one_merged_cell_is_a_piece_too():
    table, rest = part(1, ["（三）", "1", "2", "3"]), part(2, ["总计"], edges=[0, 240])
    assert continues(table, rest)
    join(table, rest)
    assert [cell.row for cell in table.cells] == [0, 0, 0, 0, 1]


def test_text_below_the_last_rule_goes_into_its_cell():
    table = part(1, ["（三）不", "1.秘密", "0", "1"])
    assert take_overflow(table, [line("公开", 0, top=12)])
    assert shown(table)[0] == (0, "（三）不\n公开", 1)


@pytest.mark.parametrize("below", [line("五、存在的主要问题及改进", 0, 12), line("注", 0, 60)])
def test_a_paragraph_below_the_table_stays_one(below):
    table = part(1, ["（三）不", "1.秘密", "0", "1"])
    assert not take_overflow(table, [below])
    assert shown(table)[0] == (0, "（三）不", 1)
