"""Writing an empty workbook for offices to fill in: headers, drop-downs, an example, notes."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from gongkai.documents.workbooks.sheets import CellType, ColumnSpec, SheetSpec

NOTES_SHEET = "填表说明"
LISTS_SHEET = "选项"

# Rows that get drop-downs and formats; more rows import just as well.
_PREPARED_ROWS = 5000
_FONT = {"font_name": "宋体", "font_size": 11}
_DARK, _LIGHT = "#163a69", "#6b7f99"
_WIDTHS = {
    CellType.TEXT: 32,
    CellType.CODE: 22,
    CellType.DATE: 16,
    CellType.YES_NO: 12,
    CellType.INTEGER: 14,
    CellType.AMOUNT: 16,
    CellType.CHOICE: 24,
}
_FORMATS = {
    CellType.TEXT: "@",
    CellType.CODE: "@",
    CellType.DATE: "yyyy-mm-dd",
    CellType.INTEGER: "0",
    CellType.AMOUNT: "0.00",
}
_NOTES_COLUMNS = (
    ("工作表", 18),
    ("列", 22),
    ("是否必填", 10),
    ("类型", 10),
    ("说明", 70),
    ("示例", 24),
)


def template_workbook(
    specs: Sequence[SheetSpec],
    *,
    title: str,
    general_rules: Sequence[str],
    lists: Mapping[str, Sequence[str]],
) -> bytes:
    """Return an .xlsx file with a sheet per spec, a sheet of notes first, and the lists hidden.

    :param lists: entries of the drop-downs that columns ask for by `list_name`
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    writer = _TemplateWriter(book, lists)
    writer.notes(specs, title, general_rules)
    for spec in specs:
        writer.sheet(spec)
    writer.lists_sheet()
    book.close()
    return buffer.getvalue()


class _TemplateWriter:
    """Writes the sheets of one template."""

    def __init__(self, book: Any, lists: Mapping[str, Sequence[str]]) -> None:
        self._book = book
        self._given = lists
        self._lists: list[tuple[str, Sequence[str]]] = []

    def _style(self, **properties: Any) -> Any:
        return self._book.add_format({**_FONT, **properties})

    def notes(self, specs: Sequence[SheetSpec], title: str, rules: Sequence[str]) -> None:
        """Write the notes: general rules, then every column of every sheet."""
        sheet = self._book.add_worksheet(NOTES_SHEET)
        heading = self._style(bold=True, font_size=16)
        wrapped = self._style(text_wrap=True, valign="top")
        framed = self._style(text_wrap=True, valign="top", border=1, border_color="#c8d2de")
        header = self._style(bold=True, font_color="white", bg_color=_DARK, border=1)
        last = len(_NOTES_COLUMNS) - 1
        for place, (_, width) in enumerate(_NOTES_COLUMNS):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, title, heading)
        row = 1
        for number, rule in enumerate(rules, start=1):
            sheet.merge_range(row, 0, row, last, f"{number}. {rule}", wrapped)
            sheet.set_row(row, _height(rule, sum(width for _, width in _NOTES_COLUMNS)))
            row += 1
        for spec in specs:
            row += 1
            for place, (name, _) in enumerate(_NOTES_COLUMNS):
                sheet.write_string(row, place, name, header)
            row += 1
            sheet.merge_range(row, 0, row, last, f"{spec.title}：{spec.purpose}", framed)
            for column in spec.columns:
                row += 1
                cells = _told(spec, column)
                widths = [width for _, width in _NOTES_COLUMNS]
                sheet.set_row(row, max(map(_height, cells, widths)))
                for place, text in enumerate(cells):
                    sheet.write_string(row, place, text, framed)
            for binding in spec.rules:
                row += 1
                sheet.merge_range(row, 0, row, last, f"规则：{binding.told()}", framed)
            row += 1
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def sheet(self, spec: SheetSpec) -> None:
        """Write one empty sheet with its header and example row."""
        sheet = self._book.add_worksheet(spec.title)
        required = self._style(bold=True, font_color="white", bg_color=_DARK, border=1)
        optional = self._style(bold=True, font_color="white", bg_color=_LIGHT, border=1)
        for place, column in enumerate(spec.columns):
            number_format = _FORMATS.get(column.type, "General")
            body = self._style(num_format=number_format)
            example = self._style(num_format=number_format, italic=True, font_color="#7a7a7a")
            sheet.set_column(place, place, _WIDTHS[column.type], body)
            sheet.write_string(0, place, column.header, required if column.required else optional)
            if column.help:
                sheet.write_comment(0, place, column.help, {"x_scale": 2})
            _write_example(sheet, place, column, example)
            self._offer(sheet, place, column)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, 0, len(spec.columns) - 1)

    def _offer(self, sheet: Any, place: int, column: ColumnSpec) -> None:
        """Offer the column's choices as a drop-down, or say what a date looks like."""
        rows = (1, place, _PREPARED_ROWS, place)
        if column.type is CellType.DATE:
            sheet.data_validation(
                *rows,
                {
                    "validate": "date",
                    "criteria": ">=",
                    "value": date(2000, 1, 1),
                    "ignore_blank": True,
                    "error_type": "warning",
                    "error_title": "不是日期",
                    "error_message": "请填写日期，例如 2023-05-01。",
                },
            )
            return
        options = column.options or tuple(self._given.get(column.list_name, ()))
        if not options:
            return
        self._lists.append((f"{column.header}", options))
        letter = xl_col_to_name(len(self._lists) - 1)
        closed = not column.list_name
        sheet.data_validation(
            *rows,
            {
                "validate": "list",
                "source": f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(options) + 1}",
                "error_type": "stop" if closed else "information",
                "error_title": "不在列表中",
                "error_message": "请从下拉列表中选择。" if closed else "列表中没有，导入时将新建。",
            },
        )

    def lists_sheet(self) -> None:
        """Write the lists behind the drop-downs; a list of any length fits there."""
        sheet = self._book.add_worksheet(LISTS_SHEET)
        for place, (name, options) in enumerate(self._lists):
            sheet.write_string(0, place, name)
            sheet.write_column(1, place, options)
        sheet.hide()


def _write_example(sheet: Any, place: int, column: ColumnSpec, style: Any) -> None:
    if isinstance(column.example, date):
        sheet.write_datetime(1, place, column.example, style)
    elif column.type in (CellType.INTEGER, CellType.AMOUNT) and column.example != "":
        sheet.write_number(1, place, float(str(column.example)), style)
    else:
        sheet.write_string(1, place, str(column.example), style)


def _height(text: str, width: int) -> float:
    """Return a row's height in points for wrapped text; Chinese characters are two units wide."""
    units = sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
    return 16.0 * max(1, -(-units // (width - 2)))


def _told(spec: SheetSpec, column: ColumnSpec) -> tuple[str, ...]:
    parts = [column.help]
    if column.options:
        parts.append(f"可选：{'、'.join(column.options)}。")
    if column.longest and column.type is CellType.TEXT:
        parts.append(f"不超过{column.longest}字。")
    if column.also:
        parts.append(f"表头也可写作：{'、'.join(column.also)}。")
    example = column.shown(column.example) if column.example != "" else ""
    return (
        spec.title,
        column.header,
        "必填" if column.required else "",
        column.type.value,
        "".join(parts),
        example,
    )
