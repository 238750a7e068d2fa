"""A comparison as a workbook: figures side by side, main lines with a chart, texts by sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.documents.characters import writable
from gongkai.documents.columns import one_line, width
from gongkai.documents.workbooks.writing import (
    LONGEST_CELL,
    head_list,
    write_number,
    write_text,
    written_workbook,
)
from gongkai.rules.reports.comparison import CellState, ComparedCell, Comparison, Side
from gongkai.rules.reports.comparison_lines import ComparedLine
from gongkai.rules.reports.sentence_pairs import Piece, SentenceKind, SentencePair
from gongkai.rules.reports.shape import Value

CELLS_SHEET, LINES_SHEET, TEXTS_SHEET = "数据对照", "主要数据", "文字对照"
FIRST_ROW = 2
"""The row, from 0, of the headings of each sheet: what is compared stands above them."""

_MOST_PIECES = 200
_HEAD_HEIGHT, _LINE_HEIGHT, _TALLEST_ROW = 30, 14, 409
_TEXT_COLUMN = 60


def render_comparison_xlsx(comparison: Comparison) -> bytes:
    """Return a comparison as XLSX: numbers as numbers, changed cells marked, no formulas."""

    def fill(book: Any) -> None:
        formats = _formats(book)
        _write_cells(book.add_worksheet(CELLS_SHEET), comparison, formats)
        _write_lines(book, book.add_worksheet(LINES_SHEET), comparison, formats)
        _write_texts(book.add_worksheet(TEXTS_SHEET), comparison, formats)

    return written_workbook(
        fill,
        # The file of one comparison is the same whenever it is written.
        created=date(max(comparison.a.year, comparison.b.year), 12, 31),
        properties={
            "title": f"{_named(comparison.a)}与{_named(comparison.b)}对照",
            "subject": "政府信息公开工作年度报告对照",
        },
    )


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
    wanted = {
        "title": {"bold": True, "font_size": 13},
        "note": {"font_size": 10, "italic": True},
        "head": {**cell, "bold": True, "align": "center", "bg_color": "#E7ECF3"},
        "label": cell,
        "number": {**cell, "align": "center", "num_format": "General"},
        "changed": {**cell, "bg_color": "#FFF2CC"},
        "changed_number": {
            **cell,
            "align": "center",
            "num_format": "General",
            "bg_color": "#FFF2CC",
        },
        "signed": {
            **cell,
            "align": "center",
            "num_format": "+General;-General;0",
            "bg_color": "#FFF2CC",
        },
        "text": {**cell, "valign": "top"},
        "mark": {"bold": True, "font_color": "#C00000", "font_size": 10},
        "plain": {"font_size": 10},
    }
    return {name: book.add_format(properties) for name, properties in wanted.items()}


def _write_cells(sheet: Any, comparison: Comparison, formats: dict[str, Any]) -> None:
    heads = ("数据项", _named(comparison.a), _named(comparison.b), "差额", "倍数", "状态", "说明")
    _write_top(sheet, comparison, heads, (58, 20, 20, 12, 10, 18, 40), formats)
    for row, cell in enumerate(comparison.cells, start=FIRST_ROW + 1):
        changed = cell.state in (CellState.CHANGED, CellState.WRITTEN)
        text = formats["changed" if changed else "label"]
        number = formats["changed_number" if changed else "number"]
        sheet.write_string(row, 0, cell.label, text)
        _write_value(sheet, row, 1, cell.a, cell.a_text, number)
        _write_value(sheet, row, 2, cell.b, cell.b_text, number)
        _write_change(sheet, row, cell, formats, number)
        sheet.write_string(row, 5, cell.state.label, text)
        sheet.write_string(row, 6, cell.note, text)
    sheet.autofilter(FIRST_ROW, 0, FIRST_ROW + len(comparison.cells), len(heads) - 1)


def _write_change(
    sheet: Any, row: int, cell: ComparedCell, formats: dict[str, Any], otherwise: Any
) -> None:
    if cell.state is not CellState.CHANGED:
        sheet.write_blank(row, 3, None, otherwise)
        sheet.write_blank(row, 4, None, otherwise)
        return
    _write_value(sheet, row, 3, cell.difference, "", formats["signed"])
    _write_value(sheet, row, 4, cell.factor, "", otherwise)


def _write_lines(book: Any, sheet: Any, comparison: Comparison, formats: dict[str, Any]) -> None:
    heads = ("项目", _named(comparison.a), _named(comparison.b), "差额", "说明")
    _write_top(sheet, comparison, heads, (26, 18, 18, 12, 26), formats)
    row = FIRST_ROW + 1
    for title, lines in (
        ("主要数据", comparison.lines),
        ("新收申请的申请人", comparison.applicants),
    ):
        _write_group(sheet, row, lines, formats)
        chart = book.add_chart({"type": "bar"})
        for column in (1, 2):
            chart.add_series(
                {
                    "name": [LINES_SHEET, FIRST_ROW, column],
                    "categories": [LINES_SHEET, row, 0, row + len(lines) - 1, 0],
                    "values": [LINES_SHEET, row, column, row + len(lines) - 1, column],
                    "data_labels": {"value": True},
                }
            )
        chart.set_title({"name": title})
        chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 620, "height": 80 + 34 * len(lines)})
        sheet.insert_chart(row - 1, len(heads) + 1, chart)
        row += max(len(lines), (80 + 34 * len(lines)) // 20) + 3


def _write_group(
    sheet: Any, first: int, lines: Sequence[ComparedLine], formats: dict[str, Any]
) -> None:
    for row, line in enumerate(lines, start=first):
        sheet.write_string(row, 0, line.label, formats["label"])
        _write_value(sheet, row, 1, line.a, "无数据", formats["number"])
        _write_value(sheet, row, 2, line.b, "无数据", formats["number"])
        _write_value(sheet, row, 3, line.difference, "", formats["number"])
        note = "" if line.is_comparable else "两版口径不同，不比较"
        sheet.write_string(row, 4, note, formats["label"])


def _write_texts(sheet: Any, comparison: Comparison, formats: dict[str, Any]) -> None:
    heads = ("部分", "情况", _named(comparison.a), _named(comparison.b))
    _write_top(sheet, comparison, heads, (18, 16, _TEXT_COLUMN, _TEXT_COLUMN), formats)
    row = FIRST_ROW + 1
    for part in comparison.parts:
        for pair in part.pairs:
            moved = "，位置移动" if pair.moved else ""
            sheet.set_row(row, _height(pair))
            sheet.write_string(row, 0, part.label, formats["text"])
            sheet.write_string(row, 1, f"{pair.kind.label}{moved}", formats["text"])
            _write_sentence(sheet, row, 2, pair, formats)
            _write_sentence(sheet, row, 3, pair, formats)
            row += 1
    sheet.autofilter(FIRST_ROW, 0, max(row - 1, FIRST_ROW), len(heads) - 1)


def _height(pair: SentencePair) -> int:
    # Not every program finds the height of wrapped text by itself.
    longest = max(width(pair.a or ""), width(pair.b or ""))
    return min(_LINE_HEIGHT * (longest // _TEXT_COLUMN + 1) + 2, _TALLEST_ROW)


def _write_sentence(
    sheet: Any, row: int, column: int, pair: SentencePair, formats: dict[str, Any]
) -> None:
    side = "a" if column == 2 else "b"
    text = writable(getattr(pair, side) or "")
    pieces: tuple[Piece, ...] = ()
    if pair.kind in (SentenceKind.NUMBER, SentenceKind.CHANGED):
        pieces = pair.pieces()
    runs: list[Any] = []
    for piece in pieces:
        part = writable(getattr(piece, side))
        if part:
            runs += [formats["plain" if piece.same else "mark"], part]
    # A rich string needs two runs at least, and Excel refuses very many.
    if 4 <= len(runs) <= 2 * _MOST_PIECES and len(text) < LONGEST_CELL:
        sheet.write_rich_string(row, column, *runs, formats["text"])
    else:
        write_text(sheet, row, column, text, formats["text"])


def _write_top(
    sheet: Any,
    comparison: Comparison,
    heads: Sequence[str],
    widths: Sequence[float],
    formats: dict[str, Any],
) -> None:
    title = f"{_named(comparison.a)}　与　{_named(comparison.b)}　对照"
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, "".join(comparison.notes), formats["note"])
    head_list(sheet, FIRST_ROW, list(zip(heads, widths, strict=True)), formats["head"])
    sheet.set_row(FIRST_ROW, _HEAD_HEIGHT)


def _write_value(
    sheet: Any, row: int, column: int, value: Value, otherwise: str, style: Any
) -> None:
    if value is None:
        sheet.write_string(row, column, one_line(otherwise), style)
    else:
        write_number(sheet, row, column, value, style)


def _named(side: Side) -> str:
    return one_line(side.title)
