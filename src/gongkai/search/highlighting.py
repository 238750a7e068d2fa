"""Where the words of a search stand in a text: marked, and in the best extract of it."""

import re
from collections.abc import Iterable, Sequence

from gongkai.search.tokens import BREAK, is_han, units_of
from gongkai.search.words import Piece

_BEFORE, _LENGTH = 30, 130
_MOST_PLACES = 300
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def pattern_of(alternatives: Iterable[Sequence[str]]) -> re.Pattern[str] | None:
    """Return what finds words in a text; each word comes with those that mean the same.

    Group n holds the nth word. None where no word can be seen.
    """
    groups = []
    for words in alternatives:
        written = [each for each in map(_written, sorted(words, key=len, reverse=True)) if each]
        if written:
            groups.append(f"({'|'.join(written)})")
    return re.compile("|".join(groups), re.IGNORECASE) if groups else None


def marked(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """Return a text cut into pieces, so that the words in it can be shown as found."""
    if pattern is None:
        return (Piece(text, False),)
    pieces: list[Piece] = []
    end = 0
    for found in pattern.finditer(_narrow(text)):
        if found.start() > end:
            pieces.append(Piece(text[end : found.start()], False))
        if found.end() > found.start():
            pieces.append(Piece(text[found.start() : found.end()], True))
        end = max(end, found.end())
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return tuple(pieces)


def extract(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...] | None:
    """Return the part of a text that has most of the words, marked; None if none stands there."""
    if pattern is None or not text:
        return None
    flat = " ".join(text.split())
    places = []
    for found in pattern.finditer(_narrow(flat)):
        places.append((found.start(), found.lastindex or 0))
        if len(places) >= _MOST_PLACES:
            break
    if not places:
        return None
    return marked(_window(flat, _best_start(places)), pattern)


def beginning(text: str) -> str:
    """Return how a text begins."""
    return _window(" ".join(text[: 4 * _LENGTH].split()), 0)


def _best_start(places: Sequence[tuple[int, int]]) -> int:
    """Return the first place from which most different words follow closely."""
    best, most = places[0][0], 0
    for number, (start, _) in enumerate(places):
        reach = start + _LENGTH - _BEFORE
        near = {group for place, group in places[number : number + 40] if place < reach}
        if len(near) > most:
            best, most = start, len(near)
    return max(0, best - _BEFORE)


def _window(flat: str, start: int) -> str:
    end = min(len(flat), start + _LENGTH)
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _written(word: str) -> str:
    """Return a word as it may stand in a text: signs may be others, blanks may part characters."""
    units = units_of(word)
    while units and units[-1] == BREAK:
        units.pop()
    if not units:
        return ""
    parts = []
    previous = BREAK
    for unit in units:
        if unit == BREAK:
            parts.append(r"[\W_]+")
        else:
            if previous != BREAK:
                parts.append(r"\s*" if is_han(unit) or is_han(previous) else r"\s+")
            parts.append(re.escape(unit))
        previous = unit
    # A number or a Latin word is found whole: 3号 is no part of 13号.
    before = "" if is_han(units[0]) else r"(?<![0-9A-Za-z])"
    after = "" if is_han(units[-1]) else r"(?![0-9A-Za-z])"
    return before + "".join(parts) + after


def _narrow(text: str) -> str:
    """Return a text of the same length with letters and digits of full width made plain."""
    return text.translate(_NARROW) if _WIDE.search(text) else text
