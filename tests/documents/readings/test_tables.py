"""Figures find their places by labels: on a grid, without spans, split, permuted, or not at all."""

import pytest

from gongkai.documents.readings.sources import (
    ReportFileUnreadable,
    SourceCell,
    SourceLines,
    SourceTable,
)
from gongkai.documents.readings.tables import placed_figures
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import CellKind

FORM = edition("2021")
ROWS = [row.key for row in FORM.request_rows]
COLUMNS = [key for key, _ in FORM.request_columns]


def number(row, column):
    """Return a number of its own for each place, so that a misplaced one is seen."""
    return 1000 + 10 * ROWS.index(row) + COLUMNS.index(column)


def official(key="requests", text=None):
    """Return the official table as a source with spans; `text` gives a figure by its path."""
    text = text or (lambda path: str(number(*path.split(".")[1:])))
    layout = FORM.table(key)
    return SourceTable(
        tuple(
            tuple(
                SourceCell(cell.text if cell.path is None else text(cell.path), cell.colspan,
                           cell.rowspan)
                for cell in row
            )
            for row in layout.rows
        ),
        "第1个表格",
    )  # fmt: skip


def without_spans(table):
    """Return the same cells as text keeps them: nothing tells which are merged."""
    return SourceLines(tuple(tuple(cell.text for cell in row) for row in table.rows), table.place)


def all_right(placements):
    return placements.values == {
        f"requests.{row}.{column}": number(row, column) for row in ROWS for column in COLUMNS
    }


@pytest.mark.parametrize("seen", [lambda table: table, without_spans], ids=["grid", "no spans"])
def test_the_official_form_is_read_with_and_without_its_spans(seen):
    placements = placed_figures([seen(official())])
    assert all_right(placements)
    assert set(placements.editions) == {"2021"}
    assert (placements.extra_rows, placements.labels) == ([], {})


@pytest.mark.parametrize("seen", [lambda table: table, without_spans], ids=["grid", "no spans"])
@pytest.mark.parametrize(("mark", "kind"), [("", CellKind.BLANK), ("/", CellKind.NOT_APPLICABLE)])
def test_a_cell_without_a_number_shifts_no_other(seen, mark, kind):
    empty = "requests.refused_by_law.research"

    def text(path):
        return mark if path == empty else str(number(*path.split(".")[1:]))

    placements = placed_figures([seen(official(text=text))])
    assert placements.cells[empty].kind is kind
    assert placements.values.pop(empty) is None
    assert placements.values == {
        f"requests.{row}.{column}": number(row, column)
        for row in ROWS
        for column in COLUMNS
        if f"requests.{row}.{column}" != empty
    }


def test_a_table_split_in_two_goes_on_without_a_head():
    table = official()
    upper = SourceTable(table.rows[:14], "第1个表格")
    # What the group's heading covered is cut with the table.
    rest = [list(row) for row in table.rows[14:]]
    rest[0] = [SourceCell("", 1, 13), SourceCell("", 1, 1), *rest[0]]
    assert all_right(placed_figures([upper, SourceTable(tuple(map(tuple, rest)), "第2个表格")]))


def test_columns_in_another_order_are_followed_by_their_labels():
    table = official()
    order = [6, 5, 4, 3, 2, 1, 0]
    flat = [SourceCell(FORM.request_columns[place][1]) for place in order]
    rows = [
        (SourceCell("", 3, 1), SourceCell("申请人情况", 7, 1)),
        (SourceCell("", 3, 1), *flat),
        *(
            (*row[:-7], *(row[-7:][place] for place in order))
            for row in table.rows[3:]
        ),
    ]  # fmt: skip
    assert all_right(placed_figures([SourceTable(tuple(rows), "表")]))
    assert all_right(placed_figures([without_spans(SourceTable(tuple(rows), "表"))]))


def test_a_local_line_is_kept_aside_and_told():
    table = official()
    extra = (SourceCell("9.其他"), *(SourceCell("7") for _ in COLUMNS))
    rows = [list(row) for row in table.rows]
    rows[7][0] = rows[7][0]._replace(rowspan=9)
    rows[5][0] = rows[5][0]._replace(rowspan=23)
    # (三) has eight lines from row 7 on.
    rows.insert(15, list(extra))
    placements = placed_figures([SourceTable(tuple(map(tuple, rows)), "表")])
    assert all_right(placements)
    (row,) = placements.extra_rows
    assert (row.label, row.texts) == ("9.其他", ("7",) * 7)


def test_a_row_that_cannot_be_placed_is_refused_by_name():
    table = without_spans(official())
    rows = list(table.rows)
    rows[7] = rows[7][:-1]
    with pytest.raises(ReportFileUnreadable) as refusal:
        placed_figures([table._replace(rows=tuple(rows))])
    assert "第8行" in str(refusal.value) and "应有7格，只有6格" in str(refusal.value)


def test_an_incomplete_head_is_refused():
    table = official()
    rows = list(table.rows)
    rows[2] = (*rows[2][:1], SourceCell("研究院所"), *rows[2][2:])
    with pytest.raises(ReportFileUnreadable) as refusal:
        placed_figures([SourceTable(tuple(rows), "第1个表格")])
    assert "列标题不完整" in str(refusal.value)


def test_the_same_table_twice_is_one_and_another_is_refused():
    assert all_right(placed_figures([official(), official()]))
    other = official(text=lambda path: "1")
    with pytest.raises(ReportFileUnreadable) as refusal:
        placed_figures([official(), other])
    assert "出现两次且不一致" in str(refusal.value)


def test_other_statistics_around_are_left_alone():
    decoy = SourceTable(
        (
            (SourceCell("信息内容"), SourceCell("件数")),
            (SourceCell("政策解读"), SourceCell("12")),
            (SourceCell("建议提案"), SourceCell("30")),
        ),
        "第1个表格",
    )
    licences = SourceTable(
        ((SourceCell("行政许可"), SourceCell("99")), (SourceCell("总计"), SourceCell("99"))), "表"
    )
    placements = placed_figures([decoy, licences, official(), decoy])
    assert all_right(placements)


@pytest.mark.parametrize("code", ["2019", "2021"])
@pytest.mark.parametrize("seen", [lambda table: table, without_spans], ids=["grid", "no spans"])
def test_both_editions_are_told_by_their_tables(code, seen):
    form = edition(code)
    paths = {path: str(2000 + number) for number, path in enumerate(form.paths)}
    if code == "2019":
        # The form names no unit for this one.
        paths["proactive_2019.procurement.amount_wan"] = "0"
    tables = [
        SourceTable(
            tuple(
                tuple(
                    SourceCell(cell.text if cell.path is None else paths[cell.path], cell.colspan,
                               cell.rowspan)
                    for cell in row
                )
                for row in form.table(key).rows
            ),
            key,
        )
        for key in ("proactive", "requests", "disputes")
    ]  # fmt: skip
    placements = placed_figures([seen(table) for table in tables])
    assert set(placements.editions) == {code}
    assert {path: str(value) for path, value in placements.values.items()} == paths
    assert placements.tables == ["proactive", "requests", "disputes"]


def test_labels_that_differ_are_recognised_and_told():
    table = official()
    rows = [
        tuple(
            cell._replace(
                text=cell.text.replace(
                    "2.其他法律行政法规禁止公开", "2、其他法律行政法规禁止公开的"
                )
            )
            for cell in row
        )
        for row in table.rows
    ]
    placements = placed_figures([SourceTable(tuple(rows), "表")])
    assert all_right(placements)
    (label,) = placements.labels.values()
    assert label.official == "2.其他法律行政法规禁止公开"


def test_a_row_without_cells_in_a_head_is_none():
    table = official("disputes", text=lambda path: "3")
    rows = [tuple(SourceCell(cell.text) for cell in row) for row in table.rows]
    routes = (SourceCell("行政复议", 5), SourceCell("行政诉讼", 10))
    results = [cell.text for cell in table.rows[-2]]
    assert len(results) == 10
    head = [
        routes,
        (),
        (SourceCell("", 5), SourceCell("未经复议直接起诉", 5), SourceCell("复议后起诉", 5)),
        tuple(SourceCell(text) for text in (*results[:5], *results)),
    ]
    placements = placed_figures([SourceTable((*head, rows[-1]), "表")])
    assert placements.tables == ["disputes"] and len(placements.values) == 15
    assert set(placements.values.values()) == {3}


def test_figures_merged_over_columns_have_no_certain_place():
    table = official()
    rows = list(table.rows)
    rows[3] = (rows[3][0], SourceCell("5", 7, 1))
    with pytest.raises(ReportFileUnreadable):
        placed_figures([SourceTable(tuple(rows), "表")])
