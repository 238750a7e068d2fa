"""Workbooks as they are written: text stays text, numbers keep their digits, heads in sight."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from gongkai.documents.characters import writable
from gongkai.rules.reports.values import value_text

LONGEST_CELL = 32_767

# Excel keeps fifteen digits of a number; a longer one is written as text, exactly.
_GREATEST_NUMBER = 10**15
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_A4 = 9


def written_workbook(
    fill: Callable[[Any], None], *, created: date, properties: dict[str, str]
) -> bytes:
    """
    Return the workbook that `fill` fills; equal content gives equal bytes.

    No text in it is taken for a formula, a number or an address.

    :param created: the day its properties tell
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        told = {key: writable(value) for key, value in properties.items()}
        book.set_properties({**told, "created": datetime.combine(created, time())})
        fill(book)
    return buffer.getvalue()


def head_list(
    sheet: Any, row: int, columns: Sequence[tuple[str, float]], style: Any, *, frozen: int = 1
) -> None:
    """
    Write the head of a list in a row, counted from 0, and set the sheet up to be read and printed.

    :param columns: each column's heading and its width in letters
    :param frozen: how many columns stay in sight besides the head
    """
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, heading, style)
    sheet.freeze_panes(row + 1, frozen)
    sheet.repeat_rows(0, row)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text, as much of it as a cell holds, without what no file may hold."""
    sheet.write_string(row, column, writable(text)[:LONGEST_CELL], style)


def write_number(sheet: Any, row: int, column: int, number: int | Decimal, style: Any) -> None:
    """Write a number, as text where Excel would lose digits of it."""
    if -_GREATEST_NUMBER < number < _GREATEST_NUMBER:
        sheet.write_number(row, column, number, style)
    else:
        sheet.write_string(row, column, value_text(number), style)
