"""Characters put together to lines, with a blank only where the page shows one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.documents.readings.pages.glyphs import Glyph

# In shares of the type's size: how far baselines of one line may differ, and what gap is a blank
# between letters, between numbers, between any characters, and around a blank that the file draws.
_SAME_BASE = 0.4
_NUMBER_GAP = 0.8
_LATIN_GAP = 0.2
_WIDE_GAP = 1.0
_DRAWN_GAP = 0.15


class Line(NamedTuple):
    """One line of text and its place; `size` is that of its type."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def width(self) -> float:
        """Return its length in points."""
        return self.x1 - self.x0


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that characters form, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.base, each.x0)):
        apart = _SAME_BASE * max(glyph.size, 1.0)
        if rows and glyph.base - rows[-1][0].base <= apart:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(row)) is not None]


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=lambda glyph: glyph.x0)
    drawn = [glyph for glyph in row if not glyph.text.isspace()]
    if not drawn:
        return None
    blanks = [glyph for glyph in row if glyph.text.isspace() and glyph.x1 > glyph.x0]
    return Line(
        _text(drawn, blanks),
        drawn[0].x0,
        max(glyph.x1 for glyph in drawn),
        min(glyph.top for glyph in drawn),
        max(glyph.bottom for glyph in drawn),
        sorted(glyph.size for glyph in drawn)[len(drawn) // 2],
    )


def _text(drawn: Sequence[Glyph], blanks: Sequence[Glyph]) -> str:
    pieces = [drawn[0].text]
    waiting = 0
    for before, after in zip(drawn, drawn[1:], strict=False):
        blank = ""
        while waiting < len(blanks) and blanks[waiting].x0 < after.x0:
            if blanks[waiting].x0 >= before.x0:
                blank = "\u3000" if blanks[waiting].text == "\u3000" else blank or " "
            waiting += 1
        pieces.append(_between(before, after, blank) + after.text)
    return "".join(pieces)


def _between(before: Glyph, after: Glyph, blank: str) -> str:
    gap = after.x0 - before.x1
    size = min(before.size, after.size)
    if before.text.isdigit() and after.text.isdigit():
        # Spread digits are one number; two numbers stand further apart.
        return " " if gap > _NUMBER_GAP * size else ""
    if blank:
        return blank if gap > _DRAWN_GAP * size else ""
    latin = before.text.isascii() and after.text.isascii()
    return " " if gap > (_LATIN_GAP if latin else _WIDE_GAP) * size else ""
