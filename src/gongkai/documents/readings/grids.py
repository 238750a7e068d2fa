"""A table's cells on a grid: which cell covers which place, and whether the grid can be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.documents.readings.sources import ReportFileUnreadable, SourceLines, SourceTable

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


@dataclass(slots=True)
class Grid:
    """
    The cells of a table by row and column.

    `texts` lists for each row the texts of the cells that start in it, `own` has these cells;
    `lines` has for each row the cell at each place. `filled` is the number of cells in a line where
    blanks fill nearly every line up to it. Without spans a cell's place is its number in the row.
    """

    name: str
    texts: Sequence[tuple[str, ...]]
    own: Mapping[int, tuple[GridCell, ...]]
    lines: Mapping[int, tuple[GridCell | None, ...]]
    width: int
    filled: int | None
    has_spans: bool

    def places_in(self, row: int) -> int:
        """Return how many places a row has."""
        return len(self.lines[row] if self.has_spans else self.texts[row])

    def row_name(self, row: int) -> str:
        """Return where a row is, for people: counted from 1."""
        return f"{self.name}第{row + 1}行"

    def place(self, row: int, column: int) -> str:
        """Return where a place is, for people: rows and columns counted from 1."""
        return f"{self.name}第{row + 1}行第{column + 1}列"


def gridded(table: SourceTable | SourceLines) -> Grid:
    """Return a table's cells on a grid.

    :raises ReportFileUnreadable: for a table too large to be one of a report
    """
    if isinstance(table, SourceLines):
        return _ragged(table)
    texts: list[tuple[str, ...]] = []
    own: dict[int, tuple[GridCell, ...]] = {}
    lines: dict[int, tuple[GridCell | None, ...]] = {}
    open_cells: dict[int, GridCell] = {}
    places = width = 0
    for number, row in enumerate(table.rows):
        line: list[GridCell | None] = []
        starting: list[GridCell] = []
        tall: list[GridCell] = []
        last_open = max(open_cells, default=-1)
        left = 0
        for text, colspan, rowspan, confidence in row:
            while left <= last_open and left in open_cells:
                line.append(open_cells[left])
                left += 1
            right = left + colspan - 1 if colspan > 1 else left
            placed = _NEW(GridCell, (text, number, left, right, rowspan, confidence))
            starting.append(placed)
            if right == left:
                line.append(placed)
            else:
                line.extend([placed] * colspan)
            left = right + 1
            if rowspan > 1:
                tall.append(placed)
        while left in open_cells:
            line.append(open_cells[left])
            left += 1
        places += left
        if places > _MOST_PLACES:
            raise ReportFileUnreadable(
                f"{table.place}的单元格超过{_MOST_PLACES}个，不是年度报告的表格，"
                "请核对文件后重新提供。"
            )
        width = max(width, left)
        texts.append(tuple([cell[0] for cell in row]))
        own[number] = tuple(starting)
        lines[number] = tuple(line)
        if open_cells:
            open_cells = {
                place: cell
                for place, cell in open_cells.items()
                if cell.row + cell.rowspan - 1 > number
            }
        for cell in tall:
            open_cells.update(dict.fromkeys(range(cell.left, cell.right + 1), cell))
    return Grid(table.place, texts, own, lines, width, _filled(texts), has_spans=True)


class _MadeRows(dict[int, tuple[GridCell, ...]]):
    """The rows of a table without spans; their cells are made where they are asked for.

    Few are: the lines of figures, most of a report, are read by their texts alone.
    """

    def __init__(self, texts: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, row: int) -> tuple[GridCell, ...]:
        made = tuple(
            [
                _NEW(GridCell, (text, row, place, place, 1, None))
                for place, text in enumerate(self._texts[row])
            ]
        )
        self[row] = made
        return made


def _ragged(table: SourceLines) -> Grid:
    rows = _MadeRows(table.rows)
    width = max(map(len, table.rows), default=0)
    return Grid(table.place, table.rows, rows, rows, width, _filled(table.rows), has_spans=False)


def _filled(texts: Sequence[tuple[str, ...]]) -> int | None:
    counts = [len(row) for row in texts if row]
    most = max(counts, default=0)
    if len(counts) < _FEWEST_LINES or counts.count(most) * 3 < len(counts) * 2:
        return None
    return most
