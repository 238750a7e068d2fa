"""Running heads, footers and page numbers: told by their place and because they come again."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.documents.readings.pages.lines import Line

_OUTERMOST = 3
_SAME_PLACE = 8.0
_SHARE = 0.4
# GB/T 9704 leaves 37 mm above the text.
_MARGIN = 105.0
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(
    r"[-—–－―─·•~～]+\s*\d{1,3}\s*[-—–－―─·•~～]+"
    r"|第\s*\d{1,3}\s*页(?:\s*[,，/、]?\s*[（(]?\s*共\s*\d{1,3}\s*页\s*[）)]?)?"
    r"|Page\s+\d{1,3}(?:\s+of\s+\d{1,3})?",
    re.IGNORECASE,
)


class _Edge(NamedTuple):
    """A line near an edge of its page, how far it is from it, and the figures in it."""

    page: int
    line: int
    from_edge: float
    figures: tuple[int, ...]


def without_furniture(pages: Sequence[Sequence[Line]], sizes: Sequence[float]) -> list[list[Line]]:
    """Return the lines of each page without what belongs to the page and not to the text.

    `pages` holds the lines outside tables from top to bottom, `sizes` the height of each page.
    """
    dropped: set[tuple[int, int]] = set()
    seen: defaultdict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for number, is_head in _outermost(lines, sizes[page]):
            line = lines[number]
            text = line.text.strip()
            if _NUMBERED.fullmatch(text):
                dropped.add((page, number))
            else:
                from_edge = line.top if is_head else sizes[page] - line.top
                figures = tuple(int(digits[-9:]) for digits in _DIGITS.findall(text))
                edge = _Edge(page, number, from_edge, figures)
                seen[is_head, _DIGITS.sub("#", text)].append(edge)
    full = sum(bool(lines) for lines in pages)
    for edges in seen.values():
        dropped |= _repeated(edges, full)
    return [
        [line for number, line in enumerate(lines) if (page, number) not in dropped]
        for page, lines in enumerate(pages)
    ]


def _outermost(lines: Sequence[Line], height: float) -> Iterator[tuple[int, bool]]:
    """Yield the number of each line at the upper or lower edge, and whether it is the upper."""
    for number, line in enumerate(lines):
        if number < _OUTERMOST and line.bottom < _MARGIN:
            yield number, True
        elif number >= len(lines) - _OUTERMOST and line.top > height - _MARGIN:
            yield number, False


def _repeated(edges: Sequence[_Edge], pages: int) -> set[tuple[int, int]]:
    """Return the page and number of lines that come again at their place on enough pages."""
    for first in edges:
        near = [edge for edge in edges if abs(edge.from_edge - first.from_edge) <= _SAME_PLACE]
        count = len({edge.page for edge in near})
        if count >= max(2, _SHARE * pages) and _is_furniture(near):
            return {(edge.page, edge.line) for edge in near}
    return set()


def _is_furniture(edges: Sequence[_Edge]) -> bool:
    """Test if lines differ in nothing, or in a number that counts on with the pages."""
    if len({edge.figures for edge in edges}) == 1:
        return True
    return any(
        len({figure - edge.page for figure, edge in zip(column, edges, strict=True)}) == 1
        for column in zip(*(edge.figures for edge in edges), strict=True)
    )
