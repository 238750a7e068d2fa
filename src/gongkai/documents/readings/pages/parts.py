"""The part of a table that stands on one page, its characters placed in its cells."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gongkai.documents.readings.pages.glyphs import Glyph
from gongkai.documents.readings.pages.lines import Line, lines_of
from gongkai.documents.readings.pages.rulings import Ruling

# In shares of the type's size: the gap within a number, and how far its digits may overlap.
_WITHIN_NUMBER = 0.12
_OVERLAP = -0.3
_NUMBER = frozenset("0123456789０１２３４５６７８９.,，．-－%％")


@dataclass
class PartCell:
    """One cell: its edges in points, the rows it covers, its lines from top to bottom."""

    left: float
    right: float
    row: int
    end_row: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its text, line breaks kept."""
        return "\n".join(line.text for line in self.lines)


@dataclass
class Part:
    """A table or the piece of one on a page; `top` is its place on the first."""

    page: int
    last_page: int
    top: float
    columns: list[float]
    rows: int
    cells: list[PartCell]

    @property
    def left(self) -> float:
        """Return its left edge."""
        return self.columns[0]

    @property
    def width(self) -> float:
        """Return the distance of its outer edges."""
        return self.columns[-1] - self.columns[0]


def part_of(ruling: Ruling, glyphs: Iterable[Glyph], page: int) -> Part:
    """Return the table that `ruling` draws with `glyphs` in its cells."""
    owner = {
        (column, row): number
        for number, (left, top, right, bottom) in enumerate(ruling.spans)
        for column in range(left, right)
        for row in range(top, bottom)
    }
    inside: dict[int, list[Glyph]] = {}
    for word in _words(glyphs):
        (x, _), (_, y) = _middle(word), word[0].middle
        place = (_place(ruling.columns, x), _place(ruling.rows, y))
        inside.setdefault(owner[place], []).extend(word)
    cells = [
        PartCell(
            ruling.columns[left],
            ruling.columns[right],
            top,
            bottom,
            lines_of(inside.get(number, ())),
        )
        for number, (left, top, right, bottom) in enumerate(ruling.spans)
    ]
    edges = list(ruling.columns)
    return _tidied(Part(page, page, ruling.rows[0], edges, len(ruling.rows) - 1, cells))


def _tidied(part: Part) -> Part:
    """
    Return `part` without rows that only the making of the page left: nothing is written in them.

    Such a row lies beside a cell over several rows; an empty row of the form's own does not.
    """
    written = {cell.row for cell in part.cells if cell.lines}
    beside = {row for cell in part.cells for row in range(cell.row + 1, cell.end_row)}
    dropped = beside - written
    if not dropped:
        return part
    before = list(accumulate((row in dropped for row in range(part.rows)), initial=0))
    for cell in part.cells:
        cell.row -= before[cell.row]
        cell.end_row -= before[cell.end_row]
    part.cells = [cell for cell in part.cells if cell.end_row > cell.row]
    part.rows -= len(dropped)
    return part


def _words(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    """Yield each character alone, but a number whole: it may be wider than its cell."""
    word: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: (round(each.base), each.x0)):
        if word and not _continues(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _continues(before: Glyph, after: Glyph) -> bool:
    if before.text not in _NUMBER or after.text not in _NUMBER:
        return False
    size = min(before.size, after.size)
    gap = after.x0 - before.x1
    return abs(after.base - before.base) < 1 and _OVERLAP * size < gap <= _WITHIN_NUMBER * size


def _middle(word: Sequence[Glyph]) -> tuple[float, float]:
    return (word[0].x0 + word[-1].x1) / 2, word[0].middle[1]


def _place(edges: Sequence[float], value: float) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)
