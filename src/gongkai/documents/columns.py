"""Plain text in columns: a Chinese character is two places wide, and control characters are out."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence

from gongkai.documents.characters import writable

_GAP = "  "
_ELLIPSIS = "…"


def one_line(text: str) -> str:
    """Return text from a file so that a terminal shows it on one line and obeys nothing in it."""
    return " ".join(writable(text).split())


def width(text: str) -> int:
    """Return how many places of a terminal a text takes."""
    return sum(_places(character) for character in text)


def shortened(text: str, widest: int) -> str:
    """Return a text that takes at most `widest` places, its middle left out if it must be."""
    if width(text) <= widest:
        return text
    room = widest - width(_ELLIPSIS)
    head = _fitting(text, room - room // 3)
    # Labels tell the line first and the column last, and both are needed.
    tail = _fitting(text[::-1], room // 3)[::-1]
    return f"{head}{_ELLIPSIS}{tail}"


def in_columns(
    rows: Sequence[Sequence[str]], *, right: Collection[int] = (), widest: int = 60
) -> Iterator[str]:
    """Yield each row as a line, columns aligned, those numbered in `right` (from 0) to the right.

    :param widest: the most places a column may take; longer texts lose their middle
    """
    cells = [[shortened(one_line(text), widest) for text in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (
            " " * (places - width(text)) + text
            if number in right
            else text + " " * (places - width(text))
            for number, (text, places) in enumerate(zip(row, widths, strict=True))
        )
        yield _GAP.join(padded).rstrip()


def _places(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fitting(text: str, room: int) -> str:
    taken = 0
    for place, character in enumerate(text):
        taken += _places(character)
        if taken > room:
            return text[:place]
    return text
