"""Questions as people ask them (买二手房怎么提取公积金), taken apart into words that stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import combinations
from unicodedata import normalize

from tantivy import Occur, Query

from gongkai.search.finding import words_to_find
from gongkai.search.lexicon import spoken_words, trade_words, words_of_asking
from gongkai.search.querying import Word, in_field, matching, not_public
from gongkai.search.reading import View, index_view
from gongkai.search.sounds import sound_of
from gongkai.search.tokens import BREAK, is_han, units_of

MOST_PARTS = 6
"""How many words of a question are looked for together."""

_LENGTHS = (4, 3, 2)
_MOST_TRIED = 40
# A number of a document is asked for as a whole or not at all.
_NUMBER = re.compile(r"[〔[(【]\s*[12]\d{3}\s*[〕\])】]|\d\s*号|\d/[12]\d{3}")


def taken_apart(words: Sequence[str], at: datetime) -> tuple[str, ...]:
    """Return words of a question that stand together in something public, () if none do.

    What only asks (怎么, 需要什么) is left out, words of the trade stay whole, a word that sounds
    like one is read as it, and of the rest stays what stands in the index. Where nothing holds
    them all, as many as possible are kept, those of the trade first.

    :raises IndexMissing: if this node has no index that can be read
    """
    text = normalize("NFKC", " ".join(words))
    if _NUMBER.search(text) or not any(map(is_han, text)):
        return ()
    with index_view() as view:
        found = list(dict.fromkeys(_parts(view, words, at)))[:MOST_PARTS]
        for size in range(len(found), 0, -1):
            chosen = _first_that_stand(view, found, size, at)
            if chosen:
                return chosen
    return ()


def _first_that_stand(view: View, words: Sequence[str], size: int, at: datetime) -> tuple[str, ...]:
    """Return as many of the words as asked for that stand together, words of the trade first."""
    known = frozenset(trade_words())
    several = sorted(
        combinations(words, size), key=lambda some: -sum(word in known for word in some)
    )
    return next((some for some in several if _holds_all(view, some, at)), ())


def _parts(view: View, words: Sequence[str], at: datetime) -> Iterator[str]:
    left = [_MOST_TRIED]
    for word in words:
        for run in _runs(word):
            if not is_han(run[0]):
                if len(run) > 1 and _stands(view, run, at, left):
                    yield run
                continue
            for part in filter(None, _asking().split(run)):
                yield from _cut(view, part, at, left)


def _cut(view: View, text: str, at: datetime, left: list[int]) -> Iterator[str]:
    """Yield the words of a run of characters in order."""
    end = 0
    for found in _known().finditer(text):
        yield from _rest(view, text[end : found.start()], at, left)
        yield from spoken_words().get(found[0], found[0]).split()
        end = found.end()
    yield from _rest(view, text[end:], at, left)


def _rest(view: View, text: str, at: datetime, left: list[int]) -> Iterator[str]:
    """Yield of characters that are no word of the trade the longest parts that stand somewhere."""
    alike = _sounding_alike(text)
    if alike:
        yield alike
        return
    start = 0
    while start < len(text) - 1:
        for length in _LENGTHS:
            part = text[start : start + length]
            if len(part) == length and _stands(view, part, at, left):
                yield part
                start += length
                break
        else:
            start += 1


def _sounding_alike(text: str) -> str:
    if not 2 <= len(text) <= 6:
        return ""
    return next((word for word in trade_words()
                 if len(word) == len(text) and sound_of(word) == sound_of(text)), "")  # fmt: skip


def _stands(view: View, word: str, at: datetime, left: list[int]) -> bool:
    """Tell whether something public holds a word, as often as there are tries left."""
    pairs = [word[place : place + 2] for place in range(len(word) - 1)] if is_han(word[0]) else []
    if left[0] <= 0 or not all(view.searcher.doc_freq("everything", pair) for pair in pairs):
        return False
    left[0] -= 1
    return _any(view, in_field(view, "everything", word), at)


def _holds_all(view: View, words: Iterable[str], at: datetime) -> bool:
    wanted: list[Word] = words_to_find(tuple(words))
    return bool(wanted) and _any(view, matching(view, wanted), at)


def _any(view: View, query: Query, at: datetime) -> bool:
    public = Query.boolean_query([(Occur.Must, query), *not_public(view, at)])
    return bool(view.searcher.search(public, 1, count=False).hits)


def _runs(word: str) -> Iterator[str]:
    """Yield the runs of Chinese characters of a text, and what else stands between signs."""
    run = ""
    for unit in [*units_of(word), BREAK]:
        if unit != BREAK and is_han(unit):
            run += unit
            continue
        if run:
            yield run
        run = ""
        if unit != BREAK:
            yield unit


@cache
def _asking() -> re.Pattern[str]:
    return _longest_first(words_of_asking())


@cache
def _known() -> re.Pattern[str]:
    return _longest_first([*trade_words(), *spoken_words()])


def _longest_first(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
