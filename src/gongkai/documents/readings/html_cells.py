"""A page's table as rows of cells, quickly where a cell holds nothing but one run of text."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from gongkai.documents.readings.cleaning import cleaned
from gongkai.documents.readings.html_tags import (
    BREAKING_NAMES,
    CELLS,
    FOOT,
    HEAD,
    SECTIONS,
    SKIPPED_NAMES,
    TR,
)
from gongkai.documents.readings.limits import TableRoom
from gongkai.documents.readings.sources import SourceCell

Row = tuple[SourceCell, ...]
LinesOf = Callable[[str], str]
"""Takes any markup and returns the lines it shows; slow."""

WIDEST = 1_000
"""The most columns a cell may claim (HTML standard, 4.9.11)."""

_TALLEST = 65_534
_LONGEST_KNOWN = 200
# A layout's cell holds an article; the longest label of the official tables has 60 characters.
_LONGEST_CELL = 600
_SPAN = re.compile(r"\s*\+?([0-9]{1,9})")
_BETWEEN = "\x1e"
# Half the time of calling the class, which tells in files with hundreds of cells.
_NEW = tuple.__new__


class Concealed(NamedTuple):
    """What a page does not show, by the nodes' numbers in memory.

    `cells` are the table cells that hold something hidden, a script or the like.
    """

    nodes: frozenset[int] = frozenset()
    cells: frozenset[int] = frozenset()


def rows_of(
    table: Any, room: TableRoom, place: str, concealed: Concealed, lines_of: LinesOf
) -> tuple[Row, ...] | None:
    """Return the visible rows of a table that holds no other table, the head first.

    None for a table that only lays the page out: it has a single cell, or one with an article.

    :raises ReportFileUnreadable: if the table is too large
    """
    hidden, careful = concealed
    rows: list[Row] = []
    total = 0
    for section in _sections(table):
        lines: list[list[SourceCell]] = []
        spanning = False
        for line in section.iter():
            if line.tag_id != TR or (hidden and line.mem_id in hidden):
                continue
            cells = []
            for cell in line.iter():
                if cell.tag_id not in CELLS or (hidden and cell.mem_id in hidden):
                    continue
                attributes = cell.attributes
                across, down = attributes.get("colspan"), attributes.get("rowspan")
                text = cell.text(separator=_BETWEEN, skip_empty=True)
                if len(text) < _LONGEST_KNOWN and not (
                    _BETWEEN in text or (careful and cell.mem_id in careful)
                ):
                    if across is None and down is None and text.isdigit() and text.isascii():
                        # As most cells: nothing to clean, and no two alike to remember.
                        made = _NEW(SourceCell, (text, 1, 1, None))
                    else:
                        made = _known(text, across, down)
                else:
                    markup = cell.inner_html or ""
                    plain = None if cell.mem_id in careful else _plain_lines(markup)
                    made = _made(lines_of(markup) if plain is None else plain, across, down)
                    if len(made.text) > _LONGEST_CELL:
                        return None
                cells.append(made)
                if down:
                    spanning = True
            room.take(place, len(rows) + len(lines) + 1, len(cells))
            lines.append(cells)
            total += len(cells)
        if spanning:
            _clamp(lines)
        rows.extend([tuple(cells) for cells in lines])
    return tuple(rows) if total > 1 else None


def _sections(table: Any) -> list[Any]:
    """Return the table's sections in the order of display: the foot comes last."""
    sections = [child for child in table.iter() if child.tag_id in SECTIONS]
    if len(sections) > 1:
        order = {HEAD: 0, FOOT: 2}
        sections.sort(key=lambda section: order.get(section.tag_id, 1))
    return sections


def _clamp(lines: list[list[SourceCell]]) -> None:
    """End each cell with its section; a span of 0 rows means just that."""
    for number, cells in enumerate(lines):
        left = len(lines) - number
        for place, cell in enumerate(cells):
            if cell.rowspan > left or cell.rowspan == 0:
                cells[place] = cell._replace(rowspan=left)


def _made(text: str, colspan: str | None, rowspan: str | None) -> SourceCell:
    across, down = _SPAN.match(colspan or ""), _SPAN.match(rowspan or "")
    return SourceCell(
        text,
        min(max(int(across[1]), 1), WIDEST) if across else 1,
        min(int(down[1]), _TALLEST) if down else 1,
    )


@lru_cache(maxsize=4096)
def _known(text: str, colspan: str | None, rowspan: str | None) -> SourceCell:
    return _made(cleaned(text), colspan, rowspan)


def _plain_lines(markup: str) -> str | None:
    """Return the lines of a cell's markup; None if it holds what this does not understand.

    The parser writes `<` and `>` only where a tag is, except in comments and scripts.
    """
    start, *pieces = markup.split("<")
    found = [start]
    for piece in pieces:
        tag, _, text = piece.partition(">")
        name = tag.partition(" ")[0]
        if name in BREAKING_NAMES:
            found.append(_BETWEEN)
        elif name in SKIPPED_NAMES or name.startswith("!"):
            return None
        found.append(text)
    text = "".join(found)
    if "&" in text:
        text = unescape(text)
    return "\n".join([line for line in map(cleaned, text.split(_BETWEEN)) if line])
