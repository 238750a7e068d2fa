"""A Word table's rows, its merged cells as spans."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.docx_names import (
    CELL,
    CELL_PROPERTIES,
    ROW,
    ROW_PROPERTIES,
    VALUE,
    WORD,
    is_on,
    properties_of,
    value_of,
)
from gongkai.documents.readings.docx_paragraphs import ParagraphReader, elements_in
from gongkai.documents.readings.limits import TableRoom
from gongkai.documents.readings.sources import SourceCell

_ROWS, _CELLS = frozenset((ROW,)), frozenset((CELL,))
_SPAN, _DOWN, _ACROSS = f"{WORD}gridSpan", f"{WORD}vMerge", f"{WORD}hMerge"
_WIDEST = 1_000


@dataclass(slots=True)
class _Open:
    """A cell whose rows are still being counted."""

    text: str
    colspan: int
    first_row: int
    rowspan: int = 1


def rows_in(table: Any) -> Iterator[Any]:
    """Yield the rows that are displayed."""
    for row in elements_in(table, _ROWS):
        properties = properties_of(row, ROW_PROPERTIES)
        if properties is None or not (
            is_on(properties, "hidden") or value_of(properties, "del") is not None
        ):
            yield row


def cells_in(row: Any) -> Iterator[Any]:
    """Yield the cells as they stand in the XML, also those that a merged cell covers."""
    return elements_in(row, _CELLS)


def read_rows(
    table: Any, paragraphs: ParagraphReader, room: TableRoom, place: str
) -> tuple[tuple[SourceCell, ...], ...]:
    """Return the cells that start in each row.

    :raises ReportFileUnreadable: if the table is too large
    """
    rows: list[list[_Open]] = []
    merging: dict[int, _Open] = {}
    for number, row in enumerate(rows_in(table)):
        line: list[_Open] = []
        column = number_in(value_of(properties_of(row, ROW_PROPERTIES), "gridBefore"), 0, _WIDEST)
        if column:
            line.append(_Open("", column, number))
        for cell in cells_in(row):
            colspan, down, across = _merging(cell)
            above = merging.get(column)
            if across == "continue" and line:
                line[-1].colspan += colspan
            elif down == "continue" and above and _goes_on(above, number, colspan):
                above.rowspan += 1
            else:
                text = "\n".join(paragraphs.lines_in(cell))
                made = _Open(text, colspan, number)
                line.append(made)
                if down:
                    merging[column] = made
                else:
                    merging.pop(column, None)
            column += colspan
        room.take(place, number + 1, len(line))
        rows.append(line)
    return tuple(
        tuple([SourceCell(cell.text, cell.colspan, cell.rowspan) for cell in line]) for line in rows
    )


def _goes_on(above: _Open, row: int, colspan: int) -> bool:
    return above.colspan == colspan and above.first_row + above.rowspan == row


def _merging(cell: Any) -> tuple[int, str, str]:
    """Return a cell's columns and whether it begins or continues a merge down and across."""
    colspan, down, across = 1, "", ""
    properties = properties_of(cell, CELL_PROPERTIES)
    if properties is not None:
        for merge in properties.iterchildren(_SPAN, _DOWN, _ACROSS):
            if merge.tag == _SPAN:
                colspan = max(number_in(merge.get(VALUE), 1, _WIDEST), 1)
            elif merge.tag == _DOWN:
                down = merge.get(VALUE, "continue")
            else:
                across = merge.get(VALUE, "continue")
    return colspan, down, across
