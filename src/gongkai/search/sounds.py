"""How words sound in pinyin, so that misspelt and romanised words lead to the right ones."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

from gongkai.search.tokens import is_han

LONGEST = 4
"""How many characters a word has at most that is found by its sound in titles."""


@lru_cache(maxsize=20_000)
def sound_of_character(character: str) -> str:
    """Return the most usual reading of a character without its tone."""
    return str(pinyin(character, style=Style.NORMAL)[0][0])


@lru_cache(maxsize=5_000)
def sound_of_word(word: str) -> str:
    """Return the reading of a word, of characters with several readings the one it has there."""
    return "".join(lazy_pinyin(word, style=Style.NORMAL))


def sound_of(word: str) -> str:
    """Return the reading of a word character by character, as titles are read."""
    return "".join(map(sound_of_character, word))


def sounds_in(units: Sequence[str]) -> Iterable[str]:
    """Yield each run of two to four characters of a title with its reading: "gongjijin=公积金"."""
    found: set[str] = set()
    run: list[str] = []
    for unit in [*units, ""]:
        if is_han(unit):
            run.append(unit)
            continue
        readings = [sound_of_character(character) for character in run]
        for start in range(len(run)):
            for end in range(start + 2, min(start + LONGEST, len(run)) + 1):
                found.add(f"{''.join(readings[start:end])}={''.join(run[start:end])}")
        run = []
    return found
