"""One worksheet's visible cells by row and column, merged cells as one."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.cleaning import cleaned_lines
from gongkai.documents.readings.limits import MOST_CELLS
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.readings.xlsx_parts import MAIN, CellStyle, text_of
from gongkai.documents.readings.xlsx_values import number_shown, unescaped

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ROW, _CELL, _VALUE = f"{MAIN}row", f"{MAIN}c", f"{MAIN}v"
_FORMULA, _INLINE = f"{MAIN}f", f"{MAIN}is"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_MERGES = 20_000
_MOST_TEXTS = 100_000_000
_HIDDEN = ("1", "true")
_PLAIN = CellStyle()


@dataclass(frozen=True)
class Workbook:
    """What all sheets of a workbook share."""

    name: str
    texts: list[str]
    styles: list[CellStyle]
    is_1904: bool


class Cell(NamedTuple):
    """A visible cell's text and whether it has a frame."""

    text: str
    is_framed: bool


class Merge(NamedTuple):
    """A merged range, from 1 and inclusive, with the cell that shows in all of it."""

    top: int
    left: int
    bottom: int
    right: int
    cell: Cell


@dataclass
class Grid:
    """A sheet's cells by row and column, and what is hidden of them."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def read_sheet(root: Any, sheet: str, book: Workbook) -> Grid:
    """Return what a sheet shows.

    :raises ReportFileUnreadable: if it has too many cells, or a formula without a result
    """
    grid = Grid(hidden_columns=_hidden_columns(root))
    row_number = total = 0
    for row in root.iter(_ROW):
        row_number = number_in(row.get("r"), row_number + 1, _LAST_ROW)
        if row.get("hidden") in _HIDDEN:
            grid.hidden_rows.append(row_number)
        column = 0
        for element in row.iterchildren(_CELL):
            reference = _REFERENCE.fullmatch(element.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            cell = _cell(element, sheet, f"{_letters(column)}{row_number}", book)
            if not cell.text and not cell.is_framed:
                continue
            total += 1
            if total > MOST_CELLS:
                raise ReportFileUnreadable(
                    f"文件“{book.name}”的工作表“{sheet}”超过{MOST_CELLS}个单元格，不像一份报告，"
                    "请只保留报告的表格，另存后重新上传。"
                )
            grid.cells.setdefault(row_number, {})[column] = cell
    _merge(root, grid, book.name)
    return grid


def _hidden_columns(root: Any) -> list[int]:
    ranges = sorted(
        (number_in(each.get("min"), 1, _LAST_COLUMN), number_in(each.get("max"), 1, _LAST_COLUMN))
        for each in root.iter(f"{MAIN}col")
        if each.get("hidden") in _HIDDEN
    )
    hidden: list[int] = []
    for first, last in ranges:
        # Sorted, so that ranges that overlap add only what is new.
        begin = max(first, hidden[-1] + 1) if hidden else first
        hidden.extend(range(begin, last + 1))
    return hidden


def _cell(element: Any, sheet: str, place: str, book: Workbook) -> Cell:
    kind, number = element.get("t", "n"), number_in(element.get("s"), 0)
    style = book.styles[number] if number < len(book.styles) else _PLAIN
    stored = element.findtext(_VALUE)
    if stored is None and element.find(_FORMULA) is not None and kind != "str":
        raise ReportFileUnreadable(
            f"文件“{book.name}”的工作表“{sheet}”{place}是公式但没有计算结果，"
            "请用Excel或WPS打开并保存一次后重新上传。"
        )
    text = stored or ""
    if kind == "inlineStr":
        inline = element.find(_INLINE)
        text = "" if inline is None else unescaped(text_of(inline))
    elif kind == "s":
        index = number_in(text.strip(), len(book.texts), _MOST_TEXTS)
        text = unescaped(book.texts[index]) if index < len(book.texts) else ""
    elif kind == "str":
        text = unescaped(text)
    elif kind == "b":
        text = "TRUE" if text == "1" else "FALSE"
    elif kind == "n":
        text = number_shown(text.strip(), style, is_1904=book.is_1904)
    return Cell(cleaned_lines(text) if text else "", style.is_framed)


def _merge(root: Any, grid: Grid, name: str) -> None:
    for number, element in enumerate(root.iter(f"{MAIN}mergeCell")):
        if number > _MOST_MERGES:
            raise ReportFileUnreadable(
                f"文件“{name}”的合并单元格超过{_MOST_MERGES}个，不像一份报告，"
                "请只保留报告的表格，另存后重新上传。"
            )
        corners = _REFERENCE.findall(element.get("ref", ""))
        if len(corners) != 2:
            continue
        (left, top), (right, bottom) = (
            (_column(letters), min(int(digits), _LAST_ROW)) for letters, digits in corners
        )
        if top <= bottom and left <= right:
            cell = grid.cells.get(top, {}).get(left, Cell("", False))
            grid.merges.append(Merge(top, left, bottom, right, cell))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
