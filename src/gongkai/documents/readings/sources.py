"""What every reader makes of its format: paragraphs and tables in the order of the source."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class ReportFileUnreadable(Exception):
    """The file cannot be read as a report; the message is one Chinese line with the remedy."""


class SourceCell(NamedTuple):
    """One cell that starts in a row: its text (line breaks kept) and how many places it covers."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    confidence: float | None = None


class SourceTable(NamedTuple):
    """A table; as in HTML a row lists only the cells that start in it."""

    rows: tuple[tuple[SourceCell, ...], ...]
    place: str


class SourceLines(NamedTuple):
    """
    A table of a format that does not keep which cells are merged: text with cells joined by "|".

    A cell's number in its row says nothing about its column.
    """

    rows: tuple[tuple[str, ...], ...]
    place: str


class SourceText(NamedTuple):
    """One paragraph or heading; `level` is 1–6 for a heading, 0 for running text."""

    text: str
    place: str
    level: int = 0


Block: TypeAlias = SourceText | SourceTable | SourceLines


@dataclass(frozen=True)
class Source:
    """
    A report as its format gives it; `format` is "html", "docx", "pdf", "xlsx", "txt" or "json".

    `title` and `dated` are what the format's own metadata say (HTML's title and PubDate tags,
    a page's publication line), as written, else None.
    """

    format: str
    blocks: tuple[Block, ...]
    title: str | None = None
    dated: str | None = None
    by_ocr: bool = False
