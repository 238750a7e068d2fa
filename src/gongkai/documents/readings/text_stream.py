"""Tables of which text keeps every cell on a line of its own: their lines put together again."""

import re
from collections.abc import Iterable, Sequence

from gongkai.documents.readings.labels import (
    letters,
    proactive_row_label,
)
from gongkai.documents.readings.placing import is_value

_CONTENT = letters("信息内容")
_BARS = re.compile(r"\s*\|[|\s]*")
# Fewer lines than this are no table of cells that stand alone.
_FEWEST = 12
# A line has three labels at the most, a head more columns.
_HEAD_WORDS = 4


def with_bars_joined(lines: Sequence[str]) -> list[str]:
    """Return the lines with those that hold only bars added to the line above, which they close.

    The lines keep their number: what was moved up leaves an empty line.
    """
    joined = list(lines)
    for place in range(1, len(joined)):
        if not joined[place - 1] or "|" in joined[place - 1] or not joined[place].strip():
            continue
        if _BARS.fullmatch(joined[place]):
            joined[place - 1], joined[place] = f"{joined[place - 1]} {joined[place]}", ""
    return joined


def is_streamed(run: Sequence[str]) -> bool:
    """Test if nearly every line of a run holds at most one cell."""
    if len(run) < _FEWEST or sum(line.count("|") for line in run) > 3 * len(run):
        return False
    lone = sum(sum(map(bool, map(str.strip, line.split("|")))) <= 1 for line in run)
    return lone * 10 >= len(run) * 9


def streamed_rows(run: Iterable[str]) -> list[list[str]]:
    """Return the lines of a table by where their labels begin; every bar closes a cell."""
    pieces = [piece.strip() for piece in "".join(run).split("|")]
    if not pieces[-1]:
        pieces.pop()
    rows: list[list[str]] = []
    for piece in pieces:
        if not rows or _begins(piece, rows[-1]):
            rows.append([])
        rows[-1].append(piece)
    return rows


def _begins(piece: str, row: Sequence[str]) -> bool:
    """Test if a cell begins the next line, by what it says and what the line so far holds."""
    if not piece:
        return False
    if is_value(piece, False):
        # Figures stand behind the label of their line; a head of columns is a line of its own.
        return not row[-1] and sum(map(_is_word, row)) >= _HEAD_WORDS
    if is_value(row[-1], False):
        return True
    return letters(row[0]) == _CONTENT and proactive_row_label(piece) is not None


def _is_word(text: str) -> bool:
    return not is_value(text, False)
