"""A report as a workbook: one sheet or several, numbers as text, sums as formulas."""

import io
import re
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from documents.readings.layouts.drawing import Grid, placed

_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def xlsx_file(drawing, layout):
    """Return the bytes of a workbook."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        if layout.page["hidden"]:
            _old_year(book)
        _sheets(book, drawing, layout)
    return buffer.getvalue()


def _sheets(book, drawing, layout):
    wrap = book.add_format({"text_wrap": True, "border": 1})
    sheet, row, tables = book.add_worksheet("年度报告"), 0, 0
    sheet.activate()
    sheet.set_first_sheet()
    for block in drawing.blocks:
        if not isinstance(block, Grid):
            sheet.write_string(row, 0, block.printed)
            row += 1
            continue
        if layout.page["sheets"] == "many":
            tables += 1
            _grid(book.add_worksheet(f"附表{tables}"), 0, block, layout, wrap)
        else:
            _grid(sheet, row, block, layout, wrap)
            row += len(block.rows) + 1


def _grid(sheet, first, grid, layout, wrap):
    for (row, column), cell in placed(grid.rows).items():
        top, last, right = first + row, first + row + cell.rowspan - 1, column + cell.colspan - 1
        if cell.colspan > 1 or cell.rowspan > 1:
            sheet.merge_range(top, column, last, right, "", wrap)
        _write(sheet, top, column, cell, layout, wrap)


def _write(sheet, row, column, cell, layout, wrap):
    number = cell.path and layout.page["numbers"] == "number" and _PLAIN.fullmatch(cell.text)
    if not number:
        sheet.write_string(row, column, cell.text, wrap) if cell.text else sheet.write_blank(
            row, column, None, wrap
        )
    elif layout.page["formulas"] and cell.path.endswith(".total") and column > 6:
        left, right = (xl_rowcol_to_cell(row, at) for at in (column - 6, column - 1))
        sheet.write_formula(row, column, f"=SUM({left}:{right})", wrap, int(cell.text))
    else:
        sheet.write_number(row, column, Decimal(cell.text), wrap)


def _old_year(book):
    """Add a hidden sheet with last year's figures, as copies of old workbooks have."""
    sheet = book.add_worksheet("上年")
    sheet.write_row(0, 0, ["信息内容", "本年处理决定数量"])
    sheet.write_row(1, 0, ["行政许可", 88888])
    sheet.hide()
