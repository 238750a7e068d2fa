"""Queries on the index: what holds every word, what stands further up, what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import NamedTuple

from tantivy import FieldType, Occur, Query

from gongkai.search.lexicon import groups
from gongkai.search.reading import View
from gongkai.search.schema import freshness, seconds
from gongkai.search.tokens import phrase_of, squeezed

# Whatever the words weigh in a text, one in the title counts for more, then one in a number.
_IN_TITLE, _IN_NUMBER, _IS_NUMBER = 20.0, 12.0, 200.0
_LEAST_NUMBER = 4
_BM25_K1 = 1.2


@dataclass(frozen=True)
class Word:
    """A word asked for and those that mean the same, itself first."""

    alternatives: tuple[str, ...]


def matching(view: View, words: Sequence[Word]) -> Query:
    """Return what holds every word, or has all of them together as its number."""
    every = [(Occur.Must, _any_of(view, word)) for word in words]
    both = every[0][1] if len(every) == 1 else Query.boolean_query(every)
    number = _number(view, words)
    if number is None:
        return both
    return Query.boolean_query([(Occur.Should, both), (Occur.Should, number)])


def weighing(view: View, words: Sequence[Word]) -> list[tuple[Occur, Query]]:
    """Return what lets a thing stand further up: words in its title, words in its number."""
    found = []
    for word in words:
        own, *others = word.alternatives
        title = in_field(view, "title", own)
        found += [Query.const_score_query(title, _IN_TITLE), Query.boost_query(title, 2.0)]
        found += [
            Query.const_score_query(in_field(view, "title", other), _IN_TITLE / 2)
            for other in others
        ]
        if any(character.isdigit() for character in own):
            found.append(Query.const_score_query(in_field(view, "numbers", own), _IN_NUMBER))
    number = _number(view, words)
    if number is not None:
        found.append(Query.const_score_query(number, _IS_NUMBER))
    return [(Occur.Should, query) for query in found]


def most_without_title(view: View, words: Sequence[Word], found: int, at: datetime) -> float | None:
    """Return what a thing that is found weighs at most if no word stands in its title.

    :param found: how many things hold every word
    :return: None where it cannot be told: of numbers, and of words with others that are rarer
    """
    parts = 0
    for word in words:
        sought = _looked_for(view, word)
        if len(sought) != 1 or any(map(str.isdigit, word.alternatives[0])):
            return None
        parts += sought[0].parts
    every = max(view.searcher.num_docs, found)
    # BM25 as tantivy has it: each part stands in at least as many things as hold all of them.
    weight = log(1 + (every - found + 0.5) / (found + 0.5)) * (1 + _BM25_K1)
    return parts * weight * freshness(at.date() + timedelta(days=366)) * 1.1


def chosen(view: View, name: str, code: str) -> tuple[Occur, Query]:
    """Return what holds only a choice of visitors; it weighs nothing."""
    term = Query.term_query(view.fields, "choices", f"{name}:{code}")
    return Occur.Must, Query.const_score_query(term, 0.0)


def not_public(view: View, at: datetime) -> list[tuple[Occur, Query]]:
    """Return what keeps out whatever is not public yet or no longer, whatever the index holds."""
    now = seconds(at)
    ranges = {"until": (None, now), "since": (now + 1, None)}
    return [
        (Occur.MustNot, Query.range_query(view.fields, name, FieldType.Unsigned, low, high))
        for name, (low, high) in ranges.items()
    ]


def in_field(view: View, name: str, word: str) -> Query:
    """Return what has a word in a field, exactly as it is written."""
    phrase = phrase_of(word)
    if phrase is None:
        return Query.empty_query()
    if word in view.whole:
        return Query.term_query(view.fields, name, word)
    parts = [Query.term_query(view.fields, name, single) for single in phrase.singles]
    if len(phrase.pairs) == 1:
        parts.append(Query.term_query(view.fields, name, phrase.pairs[0]))
    elif phrase.pairs:
        parts.append(Query.phrase_query(view.fields, name, list(phrase.pairs)))
    if len(parts) == 1:
        return parts[0]
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _any_of(view: View, word: Word) -> Query:
    queries = [sought.query for sought in _looked_for(view, word)]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


class _Sought(NamedTuple):
    """What is looked for in all that is searched; `parts` says of how many its weight is summed."""

    query: Query
    parts: int


def _looked_for(view: View, word: Word) -> list[_Sought]:
    """Return what finds a word or any that means the same, groups of them as one."""
    left = set(word.alternatives)
    found = []
    for group in groups():
        if group.least <= left:
            mark = Query.term_query(view.fields, "everything", group.mark)
            found.append(_Sought(mark, 1))
            left -= group.words
    for each in word.alternatives:
        phrase = phrase_of(each)
        if each in left and phrase is not None:
            is_whole = each in view.whole
            parts = 1 if is_whole else len(phrase.pairs) + len(phrase.singles)
            found.append(_Sought(in_field(view, "everything", each), parts))
    return found


def _number(view: View, words: Sequence[Word]) -> Query | None:
    whole = squeezed("".join(word.alternatives[0] for word in words))
    if len(whole) < _LEAST_NUMBER or not any(character.isdigit() for character in whole):
        return None
    return Query.term_query(view.fields, "numbers", f"={whole}")
