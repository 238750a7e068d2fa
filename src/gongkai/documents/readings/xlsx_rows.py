"""A sheet's visible rows, numbered without gaps, and the merged cells that reach into them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.readings.xlsx_sheet import Grid, Merge

_MOST_COVERED_ROWS = 1_000_000


class Item(NamedTuple):
    """A visible cell at its visible column, from 1, and what it covers."""

    column: int
    colspan: int
    rowspan: int
    text: str
    is_framed: bool


@dataclass
class Row:
    """A visible row: its number among them, its number in the sheet, and its cells.

    `covered` lists the columns, first and last, that merged cells from above cover.
    """

    place: int
    number: int
    items: list[Item] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """Return how many cells stand in the row."""
        return len(self.items) + len(self.covered)


def visible_rows(grid: Grid, name: str) -> list[Row]:
    """Return the rows that hold or are covered by something, top down.

    :raises ReportFileUnreadable: if merged cells cover too much
    """
    rows, columns = _Shown(grid.hidden_rows), _Shown(grid.hidden_columns)
    found: dict[int, Row] = {}
    cells = {
        number: {column: cell for column, cell in line.items() if columns.shows(column)}
        for number, line in grid.cells.items()
        if rows.shows(number)
    }
    numbers = sorted(cells)
    covering = 0
    for merge in grid.merges:
        within = numbers[bisect_left(numbers, merge.top) : bisect_right(numbers, merge.bottom)]
        covering += len(within) + 1
        for number in within:
            line = cells[number]
            for column in [each for each in line if merge.left <= each <= merge.right]:
                del line[column]
        first, last = rows.upto(merge.top - 1) + 1, rows.upto(merge.bottom)
        left, right = columns.upto(merge.left - 1) + 1, columns.upto(merge.right)
        if first > last or left > right or not (merge.cell.text or merge.cell.is_framed):
            continue
        rowspan = last - first + 1
        covering += rowspan
        if covering > _MOST_COVERED_ROWS:
            raise ReportFileUnreadable(
                f"文件“{name}”的合并单元格跨越过多的行，不像一份报告，"
                "请只保留报告的表格，另存后重新上传。"
            )
        item = Item(left, right - left + 1, rowspan, *merge.cell)
        _row(found, first, _first_shown(merge, rows)).items.append(item)
        for down in range(1, rowspan):
            _row(found, first + down, 0).covered.append((left, right))
    for number, line in cells.items():
        if line:
            row = _row(found, rows.upto(number), number)
            row.items += [Item(columns.upto(column), 1, 1, *cell) for column, cell in line.items()]
    for row in found.values():
        row.items.sort()
    return [found[place] for place in sorted(found)]


def _row(found: dict[int, Row], place: int, number: int) -> Row:
    row = found.setdefault(place, Row(place, number))
    row.number = row.number or number
    return row


def _first_shown(merge: Merge, rows: "_Shown") -> int:
    return next((n for n in range(merge.top, merge.bottom + 1) if rows.shows(n)), merge.top)


class _Shown:
    """Counts what is shown among numbered rows or columns of which some are hidden."""

    def __init__(self, hidden: Sequence[int]) -> None:
        self._hidden = sorted(set(hidden))

    def upto(self, number: int) -> int:
        """Return how many are shown from 1 to `number`."""
        return number - bisect_right(self._hidden, number)

    def shows(self, number: int) -> bool:
        """Test if one is shown."""
        place = bisect_left(self._hidden, number)
        return place == len(self._hidden) or self._hidden[place] != number
