"""A table of the report placed on a grid: where each cell begins and what it prints."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.reports.editions import Cell, TableLayout

_WIDE_TABLE = 5


class BrokenTable(ValueError):
    """The spans of a table layout overlap or leave a hole."""


class CellRole(StrEnum):
    """What a cell is to a reader, which decides scope, shade and alignment."""

    COLUMN_HEADER = "COLUMN_HEADER"
    ROW_HEADER = "ROW_HEADER"
    FIGURE = "FIGURE"


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with the row and column, from 0, of its upper left corner, and what it prints."""

    row: int
    column: int
    rowspan: int
    colspan: int
    role: CellRole
    text: str
    path: str | None

    @property
    def last_row(self) -> int:
        """Return the lowest row that the cell covers."""
        return self.row + self.rowspan - 1

    @property
    def last_column(self) -> int:
        """Return the rightmost column that the cell covers."""
        return self.column + self.colspan - 1

    @property
    def is_merged(self) -> bool:
        """Return whether the cell covers more than one place."""
        return self.rowspan > 1 or self.colspan > 1

    @property
    def scope(self) -> str:
        """Return which cells a header heads, in the words of HTML's `scope`."""
        if self.role is CellRole.COLUMN_HEADER:
            return "colgroup" if self.colspan > 1 else "col"
        return "rowgroup" if self.rowspan > 1 else "row"


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table whose cells know their place; the first `head` of its `rows` rows are the head."""

    key: str
    caption: str
    rows: int
    columns: int
    head: int
    cells: tuple[PlacedCell, ...]

    def by_row(self) -> tuple[tuple[PlacedCell, ...], ...]:
        """Return the cells that begin in each row, left to right."""
        rows: list[list[PlacedCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return tuple(tuple(row) for row in rows)

    @property
    def is_wide(self) -> bool:
        """Return whether the table has too many columns for the size of ordinary text."""
        return self.columns >= _WIDE_TABLE

    def is_centred(self, cell: PlacedCell) -> bool:
        """Return whether a cell's text is centred; row labels of a wide table stand left."""
        is_row_label = cell.role is CellRole.ROW_HEADER and cell.rowspan == 1
        return not (is_row_label and self.is_wide)


def placed(layout: TableLayout, figure: Callable[[str], str]) -> PlacedTable:
    """Place the cells of `layout`; `figure` gives the printed value at a path.

    :raises BrokenTable: when cells overlap, stick out, or leave a place empty.
    """
    taken: set[tuple[int, int]] = set()
    cells = []
    for number, row in enumerate(layout.rows):
        column = 0
        is_figure_row = any(cell.path is not None for cell in row)
        for cell in row:
            while (number, column) in taken:
                column += 1
            covered = set(_covered(number, column, cell))
            if covered & taken:
                raise BrokenTable(f"{layout.caption}: row {number}, column {column} overlaps")
            taken |= covered
            role = _role(cell, heads_columns=number < layout.head_rows or not is_figure_row)
            text = cell.text if cell.path is None else figure(cell.path)
            cells.append(
                PlacedCell(number, column, cell.rowspan, cell.colspan, role, text, cell.path)
            )
    whole = {(row, column) for row in range(len(layout.rows)) for column in range(layout.columns)}
    if taken != whole:
        raise BrokenTable(f"{layout.caption}: holes or overhang at {sorted(taken ^ whole)[:5]}")
    return PlacedTable(
        layout.key,
        layout.caption,
        len(layout.rows),
        layout.columns,
        layout.head_rows,
        tuple(cells),
    )


def _covered(row: int, column: int, cell: Cell) -> Iterator[tuple[int, int]]:
    for down in range(cell.rowspan):
        for right in range(cell.colspan):
            yield row + down, column + right


def _role(cell: Cell, *, heads_columns: bool) -> CellRole:
    if cell.path is not None:
        return CellRole.FIGURE
    return CellRole.COLUMN_HEADER if heads_columns else CellRole.ROW_HEADER
