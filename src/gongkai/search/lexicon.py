"""Words that mean the same and words of the trade, as they come with the software."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32


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
def whole_words() -> frozenset[str]:
    """Return the words that are indexed as a whole besides, so that they are found at once."""
    return frozenset(word for word in trade_words() if len(word) > 2)


def whole_words_in(units: Sequence[str]) -> Sequence[str]:
    """Return those that stand in a text, given as its units, each once."""
    # Blanks are left out and breaks kept, so that it finds what pairs in a row would find.
    text = "".join(unit or "\n" for unit in units)
    return [word for word in whole_words() if word in text]


@cache
def fingerprint() -> str:
    """Return a short text that is another one where other words are indexed as a whole."""
    return f"{crc32(' '.join(sorted(whole_words())).encode()):08x}"


@cache
def _told() -> dict[str, list[Any]]:
    text = files("gongkai.search").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
