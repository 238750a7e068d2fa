"""Words that mean the same and words of the trade, as they come with the software."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from zlib import crc32

from gongkai.search.tokens import is_han

_MOST_MARKS = 20


@cache
def built_in_synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words that mean the same."""
    return tuple(tuple(group) for group in _told()["synonyms"])


@cache
def trade_words() -> tuple[str, ...]:
    """Return the words of the trade, each once."""
    listed = [*_told()["words"], *(word for group in built_in_synonyms() for word in group)]
    return tuple(dict.fromkeys(listed))


@cache
def words_of_asking() -> tuple[str, ...]:
    """Return what only asks and stands in no text for itself (怎么, 需要什么)."""
    return tuple(_told()["asking"])


@cache
def spoken_words() -> Mapping[str, str]:
    """Return how people say it, with the words that texts use instead (取钱: 提取)."""
    return {said: meant for said, meant in _told()["spoken"]}


@cache
def whole_words() -> frozenset[str]:
    """Return the words that are indexed as a whole besides, so that they are found at once."""
    # Where a word ends is told by its characters in Chinese alone.
    return frozenset(word for word in trade_words() if len(word) > 2 and all(map(is_han, word)))


def whole_words_in(units: Sequence[str], words: frozenset[str]) -> Collection[str]:
    """Return which of these words stand in a text, given as its units, each once."""
    text = _joined(units)
    return {
        text[at : at + length]
        for length in _lengths(words)
        for at in range(len(text) - length + 1)
        if text[at : at + length] in words
    }


class Group(NamedTuple):
    """Words that mean the same and are indexed as one: `mark` stands where any of them does.

    `least` are those that hold none of the others: wherever any stands, one of them does.
    """

    mark: str
    words: frozenset[str]
    least: frozenset[str]


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups that are indexed as one, so that all their words are found at once."""
    made = []
    for listed in built_in_synonyms():
        words = frozenset(listed)
        least = {each for each in words if not any(o != each and o in each for o in words)}
        if all(map(is_han, "".join(words))):
            made.append(Group(f"~{listed[0]}", words, frozenset(least)))
    return tuple(made)


def marks_in(units: Sequence[str]) -> Iterator[str]:
    """Yield the mark of each group as often as its words stand in a text, given as its units."""
    text = _joined(units)
    for group in groups():
        yield from [group.mark] * min(_MOST_MARKS, sum(map(text.count, group.least)))


@cache
def fingerprint() -> str:
    """Return a short text that is another one where other words are indexed as one or a whole."""
    told = [*sorted(whole_words()), *(f"{each.mark}={sorted(each.words)}" for each in groups())]
    return f"{crc32(' '.join(told).encode()):08x}"


@lru_cache(maxsize=4)
def _lengths(words: frozenset[str]) -> Sequence[int]:
    return sorted(set(map(len, words)))


def _joined(units: Sequence[str]) -> str:
    """Return a text without blanks, its breaks kept: words stand in it where their pairs do."""
    return "".join(unit or "\n" for unit in units)


@cache
def _told() -> dict[str, list[Any]]:
    text = files("gongkai.search").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
