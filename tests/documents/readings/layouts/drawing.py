"""What a layout draws: paragraphs and grids in order, before any file format."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a paragraph is to the reader."""

    TITLE = "TITLE"
    LEAD = "LEAD"
    HEADING = "HEADING"
    SUBHEADING = "SUBHEADING"
    TEXT = "TEXT"
    ENDING = "ENDING"


class Paragraph(NamedTuple):
    """One paragraph; `number` is kept apart where Word would number it by itself."""

    text: str
    role: Role
    number: str = ""

    @property
    def printed(self):
        """Return the text with its number."""
        return self.number + self.text


class Cell(NamedTuple):
    """One cell that starts in a row; `path` is that of the figure it holds."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = True
    path: str | None = None


class Grid(NamedTuple):
    """One table; where its cells are `merged`, a row lists only the cells that start in it."""

    key: str
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int
    columns: int
    merged: bool = True


@dataclass(frozen=True)
class Drawing:
    """A report to be put into a file: its blocks in the order of reading."""

    title: str
    organ: str
    year: int
    blocks: tuple[Paragraph | Grid, ...]


def placed(rows):
    """Return the cells of spanned rows by row and column of their upper left corner."""
    taken, at = set(), {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            at[number, column] = cell
            taken |= {
                (number + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
    return at


def rows_of(at, count):
    """Return the rows that placed cells make."""
    rows = [[] for _ in range(count)]
    for (row, _), cell in sorted(at.items()):
        rows[row].append(cell)
    return tuple(tuple(row) for row in rows)
