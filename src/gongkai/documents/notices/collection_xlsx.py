"""The state of a collection as a workbook: one sheet of organs, one of everything found."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from gongkai.documents.workbooks.writing import head_list, write_text, written_workbook


class Sheet(NamedTuple):
    """One sheet: its name, its headers with their widths in characters, and its rows."""

    name: str
    headers: tuple[tuple[str, int], ...]
    rows: Sequence[Sequence[str | int]]


def render_collection_xlsx(title: str, office: str, sheets: Sequence[Sheet], on: date) -> bytes:
    """Return the workbook of a day; text is never taken for a formula, number or address."""

    def fill(book: Any) -> None:
        face = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "top"}
        formats = {
            "title": book.add_format({"font_name": "黑体", "font_size": 14}),
            "head": book.add_format({**face, "font_name": "黑体", "bg_color": "#EEF3F9"}),
            "text": book.add_format({**face, "text_wrap": True}),
            "number": book.add_format({**face, "num_format": "0"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), title, sheet, formats)

    return written_workbook(fill, created=on, properties={"title": title, "author": office})


def _write(page: Any, title: str, sheet: Sheet, formats: dict[str, Any]) -> None:
    write_text(page, 0, 0, title, formats["title"])
    head_list(page, 1, sheet.headers, formats["head"])
    for number, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, column, value, formats["number"])
            else:
                write_text(page, number, column, value, formats["text"])
    page.autofilter(1, 0, 1 + len(sheet.rows), len(sheet.headers) - 1)
    page.set_footer("&C— &P —")
