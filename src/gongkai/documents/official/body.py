"""The text of an official document: four levels of headings, paragraphs and tables."""

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from gongkai.documents.characters import writable
from gongkai.documents.drafts.blocks import Block, ItemList
from gongkai.documents.drafts.blocks import Paragraph as DraftParagraph
from gongkai.documents.drafts.blocks import Table as DraftTable
from gongkai.documents.drafts.html_reading import read_blocks
from gongkai.documents.drafts.levels import level_of
from gongkai.documents.readings.cleaning import cleaned

_LONGEST_HEADING, _LONGEST_LEAD = 56, 32
_MARKUP = re.compile(r"<(?:p|h[1-6]|div|ul|ol|table|br|span|section|body)\b[^>]*>", re.IGNORECASE)
_SENTENCE_END = re.compile("[。！？；]")


class BodyHeading(NamedTuple):
    """A heading; `text` bears its number, `rest` is what follows it in the same paragraph."""

    level: int
    text: str
    rest: str = ""


class BodyParagraph(NamedTuple):
    """A paragraph of running text."""

    text: str


class BodyCell(NamedTuple):
    """A cell that starts in a row, with the places it covers."""

    text: str
    colspan: int = 1
    rowspan: int = 1


class BodyTable(NamedTuple):
    """A table (GB/T 9704-2012 第8章); a row lists only the cells that start in it."""

    rows: tuple[tuple[BodyCell, ...], ...]
    header_rows: int = 1
    caption: str = ""

    @property
    def columns(self) -> int:
        """Return how many columns the first row covers."""
        return sum(cell.colspan for cell in self.rows[0]) if self.rows else 0


BodyBlock: TypeAlias = BodyHeading | BodyParagraph | BodyTable


def parse_body(text: str) -> tuple[BodyBlock, ...]:
    """Return the structure of plain text, or of simple HTML; numbers make headings.

    A heading ends with its first sentence; what follows in the same paragraph is running text, and
    so is a numbered paragraph of one full sentence. Items of a list become paragraphs with numbers.

    :raises DraftRefused: if there is more of it than a document can have
    """
    if _MARKUP.search(text):
        return tuple(_from_blocks(read_blocks(text)))
    lines = (cleaned(line) for line in writable(text).split("\n"))
    return tuple(_paragraph(line) for line in lines if line)


def _from_blocks(blocks: Iterable[Block]) -> Iterable[BodyBlock]:
    for block in blocks:
        if isinstance(block, DraftParagraph):
            for line in block.text.split("\n"):
                if line.strip():
                    yield _paragraph(line.strip(), block.level)
        elif isinstance(block, ItemList):
            yield from _items(block)
        else:
            yield _table(block)


def _items(block: ItemList) -> Iterable[BodyBlock]:
    for number, item in enumerate(block.items, start=block.start):
        label = f"{number}." if block.is_ordered else ""
        for inside in _from_blocks(item):
            if label and isinstance(inside, BodyParagraph):
                inside = _paragraph(label + inside.text)
            label = ""
            yield inside


def _table(table: DraftTable) -> BodyTable:
    rows = tuple(
        tuple(
            BodyCell("\n".join(each.text for each in cell.blocks), cell.colspan, cell.rowspan)
            for cell in row
        )
        for row in table.rows
    )
    heads = [all(cell.is_header for cell in row) for row in table.rows]
    headers = heads.index(False) if False in heads else len(heads)
    return BodyTable(rows, headers or 1, table.caption)


def _paragraph(text: str, stated: int = 0) -> BodyBlock:
    level = level_of(text) or max(stated - 1, 0)
    if not level:
        return BodyParagraph(text)
    end = _SENTENCE_END.search(text)
    heading, rest = (text[: end.end()], text[end.end() :]) if end else (text, "")
    if end and not rest or len(heading) > (_LONGEST_LEAD if rest else _LONGEST_HEADING):
        # A numbered paragraph that says something in full is running text, not a heading.
        return BodyParagraph(text)
    return BodyHeading(level, heading, rest)
