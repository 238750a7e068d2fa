"""What a draft consists of: paragraphs, headings, lists and tables, without any formatting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from gongkai.documents.readings.cleaning import cleaned

DEEPEST_LIST = 6
WIDEST, TALLEST = 100, 2_000
MOST_CELLS, MOST_BLOCKS = 20_000, 20_000


class DraftRefused(Exception):
    """The text cannot be taken in as a draft; the message is one Chinese line with the remedy."""


class Run(NamedTuple):
    """Characters of one kind; a line break is ``\\n``. `script` is sup, sub or empty."""

    text: str
    strong: bool = False
    href: str = ""
    script: str = ""


class Picture(NamedTuple):
    """The place of a picture in the text."""

    src: str
    alt: str


Inline: TypeAlias = Run | Picture


class Paragraph(NamedTuple):
    """A paragraph, or a heading of level 2 to 4; level 1 is the title, which is no part of it."""

    inlines: tuple[Inline, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Return the characters alone."""
        return "".join(each.text for each in self.inlines if isinstance(each, Run))


class ItemList(NamedTuple):
    """A list whose items hold blocks."""

    items: tuple[tuple[Block, ...], ...]
    is_ordered: bool = False
    start: int = 1


class Cell(NamedTuple):
    """A cell that starts in a row, with the places it covers."""

    blocks: tuple[Paragraph, ...]
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False


class Table(NamedTuple):
    """A table; a row lists only the cells that start in it."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


Block: TypeAlias = Paragraph | ItemList | Table

_BLANKS = re.compile("[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f"
    "\ufeff\ufff9-\ufffc\ud800-\udfff\ufffe\uffff]"
)


def tidied(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines with blanks run together, the ends trimmed, and like runs joined."""
    found: list[Inline] = []
    # A blank is written once, and none at the beginning of a line.
    at_blank = True
    for each in inlines:
        if isinstance(each, Picture):
            found.append(each)
            at_blank = False
            continue
        lines = _BLANKS.sub(" ", _INVISIBLE.sub("", each.text)).split("\n")
        lines = [*(line.rstrip(" ") for line in lines[:-1]), lines[-1]]
        lines = [lines[0], *(line.lstrip(" ") for line in lines[1:])]
        text = "\n".join(lines)
        if at_blank:
            text = text.lstrip(" ")
        if text:
            at_blank = text[-1] in " \n"
            _join(found, each._replace(text=text))
    return _trimmed(found)


def _join(found: list[Inline], run: Run) -> None:
    last = found[-1] if found else None
    if isinstance(last, Run) and run.text[0] == "\n":
        last = last._replace(text=last.text.rstrip(" "))
        found[-1] = last
        if not last.text:
            found.pop()
            last = None
    if isinstance(last, Run) and last[1:] == run[1:]:
        found[-1] = last._replace(text=last.text + run.text)
    else:
        found.append(run)


def _trimmed(found: list[Inline]) -> tuple[Inline, ...]:
    while found and isinstance(found[-1], Run):
        text = found[-1].text.rstrip(" \n")
        if text:
            found[-1] = found[-1]._replace(text=text)
            break
        found.pop()
    while found and isinstance(found[0], Run):
        text = found[0].text.lstrip(" \n")
        if text:
            found[0] = found[0]._replace(text=text)
            break
        found.pop(0)
    return tuple(found)


def paragraph(inlines: Iterable[Inline], level: int = 0) -> Paragraph | None:
    """Return a tidied paragraph, None for an empty one; a heading keeps no emphasis."""
    kept = tidied(inlines)
    if level:
        kept = tidied(
            each._replace(strong=False, text=each.text.replace("\n", ""))
            if isinstance(each, Run)
            else each
            for each in kept
        )
        if not any(isinstance(each, Run) for each in kept):
            level = 0
    return Paragraph(kept, level) if kept else None


def plain(text: str) -> tuple[Inline, ...]:
    """Return text as one run."""
    return (Run(cleaned(text)),)
