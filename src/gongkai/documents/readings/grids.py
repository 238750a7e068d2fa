"""A table's cells on a grid: which cell covers which place, and whether the grid can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.documents.readings.sources import ReportFileUnreadable, SourceTable

_MOST_PLACES = 400_000
_FEWEST_LINES = 4
# Half the time of calling the class, which tells in files with hundreds of cells.
_NEW = tuple.__new__


class GridCell(NamedTuple):
    """A cell, the row it starts in, and the columns it covers, from 0; `right` is the last."""

    text: str
    row: int
    left: int
    right: int
    rowspan: int
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Grid:
    """
    The cells of a table by row and column.

    `own` lists for each row the cells that start in it; `lines` for each row the cell at each
    place. `filled` is the number of cells in a line where blanks fill nearly every line up to it.
    """

    table: SourceTable
    own: tuple[tuple[GridCell, ...], ...]
    lines: tuple[tuple[GridCell | None, ...], ...]
    width: int
    filled: int | None

    def place(self, row: int, column: int) -> str:
        """Return where a place is, for people: rows and columns counted from 1."""
        return f"{self.table.place}第{row + 1}行第{column + 1}列"


def gridded(table: SourceTable) -> Grid:
    """Return a table's cells on a grid.

    :raises ReportFileUnreadable: for a table too large to be one of a report
    """
    if not table.has_spans:
        return _ragged(table)
    own: list[tuple[GridCell, ...]] = []
    lines: list[tuple[GridCell | None, ...]] = []
    open_cells: dict[int, GridCell] = {}
    places = 0
    for number, row in enumerate(table.rows):
        line: list[GridCell | None] = []
        starting: list[GridCell] = []
        for text, colspan, rowspan, confidence in row:
            while len(line) in open_cells:
                line.append(open_cells[len(line)])
            left = len(line)
            wide = colspan if colspan > 1 else 1
            placed = _NEW(GridCell, (text, number, left, left + wide - 1, rowspan, confidence))
            starting.append(placed)
            if wide == 1:
                line.append(placed)
            else:
                line.extend([placed] * wide)
        while len(line) in open_cells:
            line.append(open_cells[len(line)])
        places += len(line)
        if places > _MOST_PLACES:
            raise ReportFileUnreadable(
                f"{table.place}的单元格超过{_MOST_PLACES}个，不是年度报告的表格，"
                "请核对文件后重新提供。"
            )
        own.append(tuple(starting))
        lines.append(tuple(line))
        if open_cells:
            open_cells = {
                place: cell
                for place, cell in open_cells.items()
                if cell.row + cell.rowspan - 1 > number
            }
        for cell in starting:
            if cell[4] > 1:
                open_cells.update(dict.fromkeys(range(cell.left, cell.right + 1), cell))
    width = max((len(line) for line in lines), default=0)
    return Grid(table, tuple(own), tuple(lines), width, _filled(own))


def _ragged(table: SourceTable) -> Grid:
    own = tuple(
        [
            tuple(
                [
                    _NEW(GridCell, (cell[0], number, place, place, 1, cell[3]))
                    for place, cell in enumerate(row)
                ]
            )
            for number, row in enumerate(table.rows)
        ]
    )
    width = max((len(row) for row in own), default=0)
    return Grid(table, own, own, width, _filled(own))


def _filled(own: Sequence[tuple[GridCell, ...]]) -> int | None:
    counts = [len(row) for row in own if row]
    most = max(counts, default=0)
    if len(counts) < _FEWEST_LINES or counts.count(most) * 3 < len(counts) * 2:
        return None
    return most
