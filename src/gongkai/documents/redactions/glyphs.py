"""Characters with their places put together to lines, as the hidden text and the clean layer."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

_APART = 0.6
_SPACE = 0.2
_LEAN = 0.2
_FULL = 0.75
_PARAGRAPH = 10


class Glyph(NamedTuple):
    """A character with its box, baseline and size in points, from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


class Run(NamedTuple):
    """Characters in a row, from where to where, on what baseline and how large."""

    text: str
    left: float
    right: float
    base: float
    size: float


def glyphs_of(told: Iterable[list[float]]) -> list[Glyph]:
    """Return characters as the process that opened the page tells them."""
    found: list[Glyph] = []
    first: int | None = None
    for code, *edges in told:
        code = int(code)
        if 0xD800 <= code < 0xDC00:
            first = code
            continue
        if 0xDC00 <= code < 0xE000:
            if first is None:
                continue
            code = 0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00)
        first = None
        if code in (0xFFFE, 0xFFFF, 0xAD, 0x02):
            code = 0x2D
        found.append(Glyph(chr(code), *edges))
    return found


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """Return characters put together where they stand beside each other."""
    return [_run(row) for row in _rows(glyphs)]


def strings_of(glyphs: Iterable[Glyph]) -> list[str]:
    """Return what characters say: lines of a paragraph as one, cells and short lines each alone."""
    runs = runs_of(glyphs)
    widest = max((run.right - run.left for run in runs), default=0.0)
    found: list[str] = []
    goes_on = False
    for run in runs:
        if goes_on:
            found[-1] += run.text
        else:
            found.append(run.text)
        is_full = run.right - run.left >= _FULL * widest
        goes_on = is_full and widest >= _PARAGRAPH * run.size
    return found


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and not _follows(row[-1], glyph):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _follows(one: Glyph, other: Glyph) -> bool:
    size = max(one.size, other.size, 1.0)
    gap = other.left - one.right
    return abs(one.base - other.base) <= _LEAN * size and -_APART * size <= gap <= _APART * size


def _run(row: list[Glyph]) -> Run:
    text = row[0].text
    for one, other in zip(row, row[1:], strict=False):
        is_word = one.text.isascii() and other.text.isascii()
        if is_word and other.left - one.right > _SPACE * max(one.size, 1.0):
            text += " "
        text += other.text
    size = max(max(glyph.size for glyph in row), 1.0)
    return Run(text, row[0].left, max(glyph.right for glyph in row), row[0].base, size)
