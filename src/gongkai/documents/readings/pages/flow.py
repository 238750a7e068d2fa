"""Lines and tables of all pages in reading order, page furniture removed and tables joined."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from gongkai.documents.readings.pages.furniture import without_furniture
from gongkai.documents.readings.pages.glyphs import Glyph, Page
from gongkai.documents.readings.pages.joining import continues, join, take_overflow
from gongkai.documents.readings.pages.lines import Line, lines_of
from gongkai.documents.readings.pages.paragraphs import PlacedLine
from gongkai.documents.readings.pages.parts import Part, part_of
from gongkai.documents.readings.pages.rulings import Ruling, TooManyRules, rulings

Item: TypeAlias = PlacedLine | Part

_SAME_WIDTH = 4.0
_MOST_CELLS = 60_000
_CONTINUED = re.compile(r"[（(]?\s*(?:接上[页表]|续上?[页表])\s*[）)]?\s*[一二三\d]*\s*[:：]?")


def flow_of(pages: Sequence[Page]) -> list[Item]:
    """Return what the pages hold from the first line to the last.

    :raises TooManyRules: more rules than any report has
    """
    drawn = [rulings(page.rules, page.glyphs) for page in pages]
    if sum(len(ruling.spans) for page in drawn for ruling in page) > _MOST_CELLS:
        raise TooManyRules
    parts: list[list[Part]] = []
    texts: list[list[Line]] = []
    for page, found in zip(pages, drawn, strict=True):
        kept = [each for each in found if _is_table(each, found, drawn)]
        around, inside = _parted(page.glyphs, kept)
        texts.append(lines_of(around))
        parts.append(
            [part_of(ruling, inside[number], page.number) for number, ruling in enumerate(kept)]
        )
    texts = without_furniture(texts, [page.height for page in pages])
    items: list[Item] = []
    for page, tables, lines in zip(pages, parts, texts, strict=True):
        for item in _from_top(page, tables, lines):
            _add(items, item)
    return items


def _is_table(ruling: Ruling, beside: Sequence[Ruling], drawn: Sequence[Sequence[Ruling]]) -> bool:
    """Test if a grid is a table; a frame of one column is one only where it is a table's piece."""
    if len(ruling.columns) > 2:
        return True
    if any(other.is_within(ruling) for other in beside if other is not ruling):
        return False
    return any(
        len(other.columns) > 2 and abs(other.width - ruling.width) <= _SAME_WIDTH
        for page in drawn
        if page is not beside
        for other in page
    )


def _parted(
    glyphs: Iterable[Glyph], tables: Sequence[Ruling]
) -> tuple[list[Glyph], list[list[Glyph]]]:
    """Return the characters outside all tables, and for each table those inside it."""
    around: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in tables]
    smallest = sorted(range(len(tables)), key=lambda number: tables[number].area)
    for glyph in glyphs:
        number = next((n for n in smallest if tables[n].holds(*glyph.middle)), None)
        (around if number is None else inside[number]).append(glyph)
    return around, inside


def _from_top(page: Page, tables: Sequence[Part], lines: Sequence[Line]) -> list[Item]:
    placed: list[tuple[float, Item]] = [(table.top, table) for table in tables]
    placed += [(line.top, PlacedLine(line, page.number, page.width)) for line in lines]
    return [item for _, item in sorted(placed, key=lambda each: each[0])]


def _add(items: list[Item], item: Item) -> None:
    """Append an item; a table that goes on from the page before is joined to that piece."""
    if isinstance(item, Part):
        number = next((n for n, each in _from_end(items) if isinstance(each, Part)), None)
        before = None if number is None else items[number]
        if number is not None and isinstance(before, Part) and continues(before, item):
            between = [each.line for each in items[number + 1 :] if isinstance(each, PlacedLine)]
            says_so = len(between) == 1 and bool(_CONTINUED.fullmatch(between[0].text))
            if says_so or take_overflow(before, between):
                del items[number + 1 :]
                join(before, item)
                return
    items.append(item)


def _from_end(items: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    # What a page cut off is a few lines; a table farther off is another.
    return (
        (number, items[number]) for number in range(len(items) - 1, max(len(items) - 5, -1), -1)
    )
