"""When a removed string counts as found: whatever its spaces, breaks, widths and punctuation."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BLOCK = "■"
"""What stands where something was hidden; nothing is read across it."""

_BARRIER = "\0"
_SHORT = 6
_FEWEST = 2
_CODE = 8


class Needle(NamedTuple):
    """A removed string, and its letters and digits alone as they are compared."""

    text: str
    letters: str


class Hay(NamedTuple):
    """A text made comparable: its letters and digits, and where each stood."""

    text: str
    letters: str
    places: tuple[int, ...]


def needles_of(strings: Iterable[str]) -> list[Needle]:
    """Return what to look for; of a single letter nothing can be said, it is left out."""
    found: dict[str, Needle] = {}
    for text in strings:
        letters = hay_of(text).letters.replace(_BARRIER, "")
        if len(letters) >= _FEWEST:
            found.setdefault(letters, Needle(text, letters))
    return sorted(found.values(), key=lambda needle: -len(needle.letters))


def too_short(strings: Iterable[str]) -> list[str]:
    """Return the strings that are too short to be looked for."""
    return [text for text in strings if 0 < len(hay_of(text).letters) < _FEWEST]


def hay_of(text: str) -> Hay:
    """Return a text made comparable: half width, small letters, nothing but letters and digits."""
    letters, places = [], []
    for place, character in enumerate(text):
        if character == BLOCK:
            letters.append(_BARRIER)
            places.append(place)
            continue
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if unicodedata.category(plain)[0] in "LN":
                letters.append(plain)
                places.append(place)
    return Hay(text, "".join(letters), tuple(places))


def places_in(hay: Hay, needle: Needle) -> Iterator[tuple[int, int]]:
    """Yield where a string stands in a text: place of its first and of its last character."""
    start = hay.letters.find(needle.letters)
    while start >= 0:
        end = start + len(needle.letters)
        first, last = hay.places[start], hay.places[end - 1]
        if len(needle.letters) >= _SHORT or not _is_part(hay.text, first, last):
            yield first, last
        start = hay.letters.find(needle.letters, start + 1)


def stands_in(text: str, needles: Iterable[Needle]) -> list[Needle]:
    """Return the strings that stand in a text."""
    hay = hay_of(text)
    return [needle for needle in needles if next(places_in(hay, needle), None) is not None]


def unmistakable(needles: Iterable[Needle]) -> list[Needle]:
    """Return the strings that a file format does not use for itself: "auto" and "100" are left."""
    return [
        needle
        for needle in needles
        if not needle.letters.isascii()
        or (len(needle.letters) >= _CODE and any(one.isdigit() for one in needle.letters))
    ]


def masked(text: str) -> str:
    """Return a removed string so that it is known again but not told."""
    plain = "".join(text.split())
    return plain[:1] + BLOCK * min(len(plain) - 1, 12) if len(plain) > 1 else BLOCK


def spans_of(text: str, needles: Iterable[Needle]) -> list[tuple[int, int]]:
    """Return the stretches of a text that removed strings take up, first and last place, merged."""
    hay = hay_of(text)
    merged: list[tuple[int, int]] = []
    for first, last in sorted(span for needle in needles for span in places_in(hay, needle)):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _is_part(text: str, first: int, last: int) -> bool:
    """Tell whether a short number or word is only a part of a longer one: 100 of 2100."""
    before, after = text[first - 1 : first] if first else "", text[last + 1 : last + 2]
    return _goes_on(before, text[first]) or _goes_on(text[last], after)


def _goes_on(one: str, other: str) -> bool:
    pair = unicodedata.normalize("NFKC", one), unicodedata.normalize("NFKC", other)
    return all(each.isascii() and each.isalnum() and each for each in pair)
