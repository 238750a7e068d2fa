"""Words that people bring more often than before: counted, tested, never shouted at chance."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from operator import add

from gongkai.rules.bundled import bundled_table

SEPARATOR = "\x1e"
"""Stands between two texts; it belongs to none."""

_TABLE = bundled_table("rising_words.toml")
_LEAST: int = _TABLE["least"]
_TIMES: float = _TABLE["times"]
_SURPRISE: float = _TABLE["surprise"]
_SHORTEST: int = _TABLE["shortest"]
_LONGEST: int = _TABLE["longest"]
_LONGEST_PHRASE: int = _TABLE["longest_phrase"]
_FRAGMENT: float = _TABLE["fragment_share"]
_PARTICLES = frozenset(_TABLE["particles"])
_FIRST, _LAST = "\u4e00", "\u9fff"


@dataclass(frozen=True, slots=True)
class RisingWord:
    """A word with the texts that hold it, of all texts, in the period and before it."""

    word: str
    now: int
    of_now: int
    before: int
    of_before: int

    @property
    def surprise(self) -> float:
        """Return the log-likelihood ratio of its share now against its share before."""
        return log_likelihood(self.now, self.of_now, self.before, self.of_before)


def periods_before() -> int:
    """Return with how many periods before it a period is compared."""
    return int(_TABLE["periods_before"])


def log_likelihood(now: int, of_now: int, before: int, of_before: int) -> float:
    """Return how hard two shares are to explain by chance, as Dunning's G²; 0 for equal ones."""
    share = (now + before) / (of_now + of_before)
    total = 0.0
    for hits, texts in ((now, of_now), (before, of_before)):
        for seen, expected in ((hits, texts * share), (texts - hits, texts * (1 - share))):
            if seen > 0:
                total += seen * log(seen / expected)
    return 2 * total


def is_rising(now: int, of_now: int, before: int, of_before: int) -> bool:
    """Tell whether so many texts hold a word more often than chance and habit explain."""
    if now < _LEAST or not of_before:
        return False
    if now * of_before < _TIMES * max(before, 0.5) * of_now:
        return False
    return log_likelihood(now, of_now, before, of_before) >= _SURPRISE


def rising_words(now: str, before: str, most: int = _TABLE["most"]) -> tuple[RisingWord, ...]:
    """Return the words that rise, the most surprising first.

    :param now: the texts of the period, SEPARATOR between them; "" for none
    :param before: those of the periods before it, in the same way
    """
    if not now or not before:
        return ()
    sizes = now.count(SEPARATOR) + 1, before.count(SEPARATOR) + 1
    said, habit = _counted(now), _habit(before)
    likely = [
        word
        for word, times in said.items()
        if times >= _LEAST and _may_rise(word, times, sizes[0], habit[word], sizes[1])
    ]
    tested = _tested(likely, now, before, sizes)
    phrases = {_phrase(each.word, now) for each in tested}
    found = _tested(phrases - {each.word for each in tested}, now, before, sizes)
    found += [each for each in tested if each.word in phrases]
    found.sort(key=lambda each: (-each.surprise, -len(each.word), each.word))
    return tuple(_distinct(found, most))


@lru_cache(maxsize=2)
def _habit(joined: str) -> Counter[str]:
    """Return how often words were said before; the same weeks are asked for all day long."""
    return _counted(joined)


def forget_habits() -> None:
    """Forget what was counted of earlier texts; it is counted anew when it is asked for."""
    _habit.cache_clear()


def _counted(joined: str) -> Counter[str]:
    """Return how often each run of two to four characters stands in texts."""
    grams: Iterable[str] = joined
    counts: Counter[str] = Counter()
    for length in range(2, _LONGEST + 1):
        grams = list(map(add, grams, joined[length - 1 :]))
        if length >= _SHORTEST:
            counts.update(grams)
    return counts


def _may_rise(word: str, now: int, of_now: int, before: int, of_before: int) -> bool:
    """Tell whether a word is one, and was said more often; the texts are counted afterwards."""
    if word[0] in _PARTICLES or word[-1] in _PARTICLES:
        return False
    if not _is_word(word):
        return False
    return now * of_before >= _TIMES * max(before, 0.5) * of_now


def _tested(
    words: Iterable[str], now: str, before: str, sizes: tuple[int, int]
) -> list[RisingWord]:
    counted = [(word, sum(1 for _ in _holding(word, now))) for word in words]
    tested = (
        RisingWord(word, texts, sizes[0], sum(1 for _ in _holding(word, before)), sizes[1])
        for word, texts in counted
        if texts >= _LEAST
    )
    return [
        each for each in tested if is_rising(each.now, each.of_now, each.before, each.of_before)
    ]


def _holding(word: str, joined: str) -> Iterator[int]:
    """Yield where a word stands first in each text that holds it."""
    place = joined.find(word)
    while place >= 0:
        yield place
        end = joined.find(SEPARATOR, place)
        place = joined.find(word, end) if end >= 0 else -1


def _phrase(word: str, joined: str) -> str:
    """Return the phrase in which a word nearly always stands; the word where there is none."""
    while len(word) < _LONGEST_PHRASE:
        places = list(_holding(word, joined))
        longer: Counter[str] = Counter()
        for place in places:
            end = place + len(word)
            longer.update((joined[max(place - 1, 0) : end], joined[place : end + 1]))
        grown = [(times, phrase) for phrase, times in longer.items() if _is_word(phrase)]
        times, phrase = max(grown, default=(0, ""))
        if times < _FRAGMENT * len(places) or len(phrase) == len(word):
            break
        word = phrase
    return word.strip(_TABLE["particles"])


def _is_word(text: str) -> bool:
    return all(_FIRST <= character <= _LAST for character in text)


def _distinct(found: Sequence[RisingWord], most: int) -> Iterator[RisingWord]:
    """Yield words that say different things: none shares more than half of it with another."""
    told: list[str] = []
    for each in found:
        if len(told) == most:
            return
        if not any(_overlap(each.word, other) for other in told):
            told.append(each.word)
            yield each


def _overlap(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    half = len(shorter) // 2 + 1
    return any(shorter[at : at + half] in longer for at in range(len(shorter) - half + 1))
