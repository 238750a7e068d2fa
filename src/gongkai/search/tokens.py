"""Texts cut for the index: Chinese text by overlapping pairs of characters, the rest by words."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_UNIT = re.compile(rf"[{HAN}]|[^\W_{HAN}]+|\n\s*\n|[^\w\s]|_")
_ALL_SIGNS = re.compile(r"[\W_]+")
BREAK = ""
"""Stands between units that a sign or the end of a paragraph parts."""


class Phrase(NamedTuple):
    """What must stand in the index for a word to occur.

    `pairs` in a row; `singles` anywhere. A word of one unit is a single; so is what follows the
    last sign of a word where it is one unit ("3.1").
    """

    pairs: tuple[str, ...]
    singles: tuple[str, ...]


def units_of(text: str) -> list[str]:
    """Return the units of a text in order: Chinese characters, words and numbers, and breaks.

    Width and case make no difference, signs are all alike; blanks part words and nothing else.
    """
    found: list[str] = []
    for unit in _UNIT.findall(normalize("NFKC", text).lower()):
        if unit[0].isalnum():
            found.append(unit)
        elif found and found[-1] != BREAK:
            found.append(BREAK)
    return found


def stream_of(units: Sequence[str], whole: Iterable[str] = ()) -> str:
    """Return the tokens of a text with blanks between them, as they are indexed.

    Overlapping pairs come first, in the order of the text, then each unit once, and words that are
    indexed as a whole.
    """
    pairs = [_pair(first, second) for first, second in pairwise([*units, BREAK]) if first]
    return " ".join([*pairs, *{unit for unit in units if unit}, *whole])


def phrase_of(word: str) -> Phrase | None:
    """Return what to look for where a word is searched, None if it has only signs."""
    units = units_of(word)
    while units and units[-1] == BREAK:
        units.pop()
    if not units:
        return None
    if len(units) == 1:
        return Phrase((), (units[0],))
    alone = units[-2] == BREAK
    pairs = [_pair(first, second) for first, second in pairwise(units) if first]
    return Phrase(tuple(pairs), (units[-1],) if alone else ())


def squeezed(text: str) -> str:
    """Return a number (发文字号、索引号) without its signs: brackets of all kinds are alike."""
    return _ALL_SIGNS.sub("", normalize("NFKC", text).lower())


def is_han(unit: str) -> bool:
    """Tell whether a unit is one Chinese character."""
    return len(unit) == 1 and not unit.isascii() and bool(re.match(rf"[{HAN}]", unit))


def _pair(first: str, second: str) -> str:
    if second == BREAK:
        return f"{first}|"
    if len(first) == len(second) == 1:
        return first + second if not (first.isascii() and second.isascii()) else f"{first}+{second}"
    return f"{first}+{second}"
