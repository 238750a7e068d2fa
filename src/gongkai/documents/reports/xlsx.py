"""The annual report as a workbook: a sheet per table, cells merged as in the official form."""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from gongkai.documents.reports.document import BlockKind, ReportDocument
from gongkai.documents.reports.grid import CellRole, PlacedCell, PlacedTable
from gongkai.documents.reports.measures import measured
from gongkai.documents.workbooks.writing import LONGEST_CELL, written_workbook

TEXT_SHEET = "文字部分"
FIRST_ROW = 2
"""The row, from 0, in which the table of a sheet begins: title and caption stand above it."""

_SHEET_NAMES = {
    "proactive": "主动公开政府信息情况",
    "requests": "收到和处理申请情况",
    "disputes": "行政复议行政诉讼情况",
}
_TEXT_COLUMN = 74
_CHARACTERS_PER_LINE = 37
_LINE_HEIGHT, _FURTHER_LINE, _TEXT_LINE, _TALLEST_ROW = 22, 14, 17, 409
# Column widths count letters; a Chinese character at 10 points is a good two of them wide.
_LETTERS_PER_CHARACTER = 1.9
_COLUMNS_PER_MILLIMETRE = 0.55


def render_xlsx(document: ReportDocument, further: Callable[[Any], None] | None = None) -> bytes:
    """
    Return `document` as XLSX, figures as numbers, all else as text, never as a formula.

    :param further: adds what else the workbook is to hold, behind the sheets of the report
    """

    def fill(book: Any) -> None:
        formats = _formats(book)
        for section in document.sections:
            for table in section.tables:
                sheet = book.add_worksheet(_SHEET_NAMES.get(table.key, table.key))
                _write_table(sheet, document, table, formats)
        _write_text(book.add_worksheet(TEXT_SHEET), document, formats)
        if further is not None:
            further(book)

    properties = {
        "title": document.title,
        "author": document.organ,
        "subject": "政府信息公开工作年度报告",
        "keywords": document.mark_line,
        "comments": "".join(document.notes),
    }
    return written_workbook(fill, created=document.dated, properties=properties)


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体"}
    text = {"text_wrap": True, "valign": "top", "font_size": 12}
    middle = {"align": "center", "valign": "vcenter"}
    wanted = {
        "title": {**middle, "font_name": "黑体", "font_size": 14, "text_wrap": True},
        "caption": {**middle, "font_name": "宋体", "font_size": 11, "text_wrap": True},
        "centred": {**cell, "align": "center", "font_size": 10},
        "label": {**cell, "align": "left", "font_size": 10},
        "count": {**cell, "align": "center", "font_size": 10, "num_format": "0"},
        "amount": {**cell, "align": "center", "font_size": 10, "num_format": "General"},
        "heading": {**text, "font_name": "黑体", "font_size": 13},
        "subheading": {**text, "font_name": "楷体"},
        "paragraph": {**text, "font_name": "仿宋", "indent": 1},
    }
    return {name: book.add_format(properties) for name, properties in wanted.items()}


def _write_table(
    sheet: Any, document: ReportDocument, table: PlacedTable, formats: dict[str, Any]
) -> None:
    _set_page(sheet, document)
    last = table.columns - 1
    title = f"{document.title}（{document.mark_line}）" if document.marks else document.title
    sheet.merge_range(0, 0, 0, last, "", formats["title"])
    sheet.write_string(0, 0, title, formats["title"])
    sheet.set_row(0, 30)
    sheet.merge_range(1, 0, 1, last, "", formats["caption"])
    sheet.write_string(1, 0, table.caption, formats["caption"])
    widths = [max(7.0, width * _COLUMNS_PER_MILLIMETRE) for width in measured(table).widths]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for cell in table.cells:
        _write_cell(sheet, document, table, cell, formats)
    for row, cells in enumerate(table.by_row()):
        # Excel does not find the height of wrapped text in merged cells by itself.
        lines = max((_lines(cell, widths) for cell in cells if cell.rowspan == 1), default=1)
        sheet.set_row(FIRST_ROW + row, _LINE_HEIGHT + _FURTHER_LINE * (lines - 1))
    frozen = FIRST_ROW + table.head if table.head else FIRST_ROW
    first_figure = min(cell.column for cell in table.cells if cell.role is CellRole.FIGURE)
    sheet.freeze_panes(frozen, first_figure)
    sheet.repeat_rows(0, frozen - 1)
    sheet.print_area(0, 0, FIRST_ROW + table.rows - 1, last)


def _write_cell(
    sheet: Any,
    document: ReportDocument,
    table: PlacedTable,
    cell: PlacedCell,
    formats: dict[str, Any],
) -> None:
    row, column = FIRST_ROW + cell.row, cell.column
    value = None if cell.path is None else document.report.value(cell.path)
    style = formats["centred" if table.is_centred(cell) else "label"]
    if cell.path is not None:
        style = formats["amount" if isinstance(value, Decimal) else "count"]
    if cell.is_merged:
        sheet.merge_range(row, column, FIRST_ROW + cell.last_row, cell.last_column, "", style)
    if cell.path is None:
        sheet.write_string(row, column, cell.text, style)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    elif (text := document.figure(cell.path)).endswith("万元"):
        # Where no heading names the unit, the cell does.
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_number(row, column, value, style)


def _lines(cell: PlacedCell, widths: list[float]) -> int:
    room = sum(widths[cell.column : cell.last_column + 1]) - 1
    return math.ceil(_LETTERS_PER_CHARACTER * len(cell.text) / room)


def _write_text(sheet: Any, document: ReportDocument, formats: dict[str, Any]) -> None:
    _set_page(sheet, document)
    sheet.set_column(0, 0, _TEXT_COLUMN)
    lines = [(note, "caption") for note in document.notes]
    lines += [(document.title, "title"), *((line, "paragraph") for line in document.opening)]
    for section in document.sections:
        lines.append((section.title, "heading"))
        for block in section.blocks:
            kind = "subheading" if block.kind is BlockKind.SUBHEADING else "paragraph"
            lines.append((block.text, kind))
    lines += [(line, "paragraph") for line in document.signature]
    row = 0
    for text, style in lines:
        for start in range(0, len(text), LONGEST_CELL):
            piece = text[start : start + LONGEST_CELL]
            further = math.ceil(len(piece) / _CHARACTERS_PER_LINE) - 1
            height = _LINE_HEIGHT + _TEXT_LINE * further
            sheet.set_row(row, min(height, _TALLEST_ROW))
            sheet.write_string(row, 0, piece, formats[style])
            row += 1
    sheet.print_area(0, 0, row - 1, 0)


def _set_page(sheet: Any, document: ReportDocument) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.8, right=0.8, top=1, bottom=1)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_header(f'&C&"黑体,Regular"{document.mark_line}' if document.marks else "")
    sheet.set_footer("&C— &P —")
