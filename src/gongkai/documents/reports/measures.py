"""The measures of printed tables on A4: type sizes, column widths, lines of a header."""

import math
from dataclasses import dataclass

from gongkai.documents.reports.grid import CellRole, PlacedCell, PlacedTable

# GB/T 9704 5.2.1: the type area is 156 mm wide.
TEXT_WIDTH = 156.0
CELL_MARGIN = 0.65

_NARROW_SIZE, _WIDE_SIZE = 10.5, 9.0
_MILLIMETRES_PER_POINT = 25.4 / 72
_CHARACTER = _WIDE_SIZE * _MILLIMETRES_PER_POINT
_DIGIT = 0.64 * _CHARACTER
_TALL_LABEL_ROWS, _TALL_LABEL_CHARACTERS = 9, 3
_SHORT_LABEL = 8
_HEADER_LINE = 3
_SLACK = 0.25


@dataclass(frozen=True, slots=True)
class TableMeasures:
    """How a table is printed: type size in points, column widths in millimetres."""

    size: float
    widths: tuple[float, ...]

    def width(self, cell: PlacedCell) -> float:
        """Return the width of `cell` in millimetres."""
        return sum(self.widths[cell.column : cell.last_column + 1])

    def line_length(self, cell: PlacedCell) -> int | None:
        """Return how many characters a line of a wrapped header holds, so that lines are even.

        None for what fits on one line, and for long texts, which wrap as they may.
        """
        characters = len(cell.text)
        capacity = int((self.width(cell) - 2 * CELL_MARGIN) / (self.size * _MILLIMETRES_PER_POINT))
        if cell.role is CellRole.FIGURE or characters <= capacity or capacity == 0:
            return None
        lines = math.ceil(characters / capacity)
        is_label = characters <= _SHORT_LABEL or cell.rowspan >= _TALL_LABEL_ROWS
        return math.ceil(characters / lines) if is_label else None


def measured(table: PlacedTable) -> TableMeasures:
    """Return the measures of `table` in the type area of an official document.

    A narrow table has even columns. In a wide one all columns of figures are as wide as the
    longest figure needs, or three characters; short labels get one line, long labels the rest.
    """
    if not table.is_wide:
        return TableMeasures(_NARROW_SIZE, (TEXT_WIDTH / table.columns,) * table.columns)
    figures = {cell.column for cell in table.cells if cell.role is CellRole.FIGURE}
    labels = [column for column in range(table.columns) if column not in figures]
    digits = max(len(cell.text) for cell in table.cells if cell.role is CellRole.FIGURE)
    figure = max(digits * _DIGIT, _HEADER_LINE * _CHARACTER) + 2 * CELL_MARGIN + _SLACK
    needs = [
        _label_need(table, column) if column in labels else figure
        for column in range(table.columns)
    ]
    spare = TEXT_WIDTH - sum(needs)
    if spare > 0 and labels:
        needs[max(labels, key=lambda column: _longest_label(table, column))] += spare
        return TableMeasures(_WIDE_SIZE, tuple(needs))
    return TableMeasures(_WIDE_SIZE, tuple(need * TEXT_WIDTH / sum(needs) for need in needs))


def _label_need(table: PlacedTable, column: int) -> float:
    widths = (_label_width(cell) for cell in _labels(table, column))
    return max(widths, default=_CHARACTER) + 2 * CELL_MARGIN + _SLACK


def _label_width(cell: PlacedCell) -> float:
    most = _TALL_LABEL_CHARACTERS if cell.rowspan >= _TALL_LABEL_ROWS else _SHORT_LABEL
    return min(len(cell.text), most) * _CHARACTER


def _longest_label(table: PlacedTable, column: int) -> int:
    return max((len(cell.text) for cell in _labels(table, column)), default=0)


def _labels(table: PlacedTable, column: int) -> list[PlacedCell]:
    return [
        cell
        for cell in table.cells
        if cell.column == column and cell.colspan == 1 and cell.role is CellRole.ROW_HEADER
    ]
