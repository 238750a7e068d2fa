"""The words of a search, and where they stand in a text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

LONGEST_QUERY = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class QueryTooLong(ValueError):
    """More was typed than a search takes; the message says how much it takes."""


class Piece(NamedTuple):
    """A part of a text; `matched` where it is a word that was searched for."""

    text: str
    matched: bool


def words_of(query: str) -> list[str]:
    """Return the words of a query, parted by blanks (full-width ones too), each once.

    :raises QueryTooLong: if the query has more than LONGEST_QUERY characters
    """
    text = " ".join(_CONTROL.sub(" ", query).split())
    if len(text) > LONGEST_QUERY:
        raise QueryTooLong(
            f"检索词共{len(text)}个字，超过上限{LONGEST_QUERY}个字，请缩短后重新检索。"
        )
    return list(dict.fromkeys(text.split()))


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return a text cut into pieces, so that the words in it can be shown as found."""
    if not words:
        return (Piece(text, False),)
    longest_first = sorted(words, key=len, reverse=True)
    # One group: the odd parts of the split are the words.
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", text, flags=re.IGNORECASE)
    return tuple(Piece(part, bool(place % 2)) for place, part in enumerate(parts) if part)


def extract(text: str, words: Sequence[str], *, before: int = 30, after: int = 90) -> str:
    """Return the part of a text around the first word found in it, else its beginning."""
    flat = " ".join(text.split())
    places = [flat.lower().find(word.lower()) for word in words]
    first = min((place for place in places if place >= 0), default=0)
    start = max(0, first - before)
    end = min(len(flat), first + after)
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"
