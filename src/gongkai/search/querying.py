"""Queries on the index: what holds every word, what stands further up, what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tantivy import FieldType, Occur, Query, Schema

from gongkai.search.lexicon import whole_words
from gongkai.search.schema import seconds
from gongkai.search.tokens import phrase_of, squeezed

# Whatever the words weigh in a text, one in the title counts for more, then one in a number.
_IN_TITLE, _IN_NUMBER, _IS_NUMBER = 20.0, 12.0, 200.0
_LEAST_NUMBER = 4


@dataclass(frozen=True)
class Word:
    """A word asked for and those that mean the same, itself first."""

    alternatives: tuple[str, ...]


def matching(fields: Schema, words: Sequence[Word]) -> Query:
    """Return what holds every word, or has all of them together as its number."""
    every = [(Occur.Must, _any_of(fields, "everything", word)) for word in words]
    both = every[0][1] if len(every) == 1 else Query.boolean_query(every)
    number = _number(fields, words)
    if number is None:
        return both
    return Query.boolean_query([(Occur.Should, both), (Occur.Should, number)])


def weighing(fields: Schema, words: Sequence[Word]) -> list[tuple[Occur, Query]]:
    """Return what lets a thing stand further up: words in its title, words in its number."""
    found = []
    for word in words:
        own, *others = word.alternatives
        title = in_field(fields, "title", own)
        found += [Query.const_score_query(title, _IN_TITLE), Query.boost_query(title, 2.0)]
        found += [
            Query.const_score_query(in_field(fields, "title", other), _IN_TITLE / 2)
            for other in others
        ]
        if any(character.isdigit() for character in own):
            found.append(Query.const_score_query(in_field(fields, "numbers", own), _IN_NUMBER))
    number = _number(fields, words)
    if number is not None:
        found.append(Query.const_score_query(number, _IS_NUMBER))
    return [(Occur.Should, query) for query in found]


def is_plain(words: Sequence[Word]) -> bool:
    """Tell whether one word without a digit is asked for, so that its place alone decides."""
    return len(words) == 1 and not any(map(str.isdigit, words[0].alternatives[0]))


def chosen(fields: Schema, name: str, code: str) -> tuple[Occur, Query]:
    """Return what holds only a choice of visitors; it weighs nothing."""
    term = Query.term_query(fields, "choices", f"{name}:{code}")
    return Occur.Must, Query.const_score_query(term, 0.0)


def not_public(fields: Schema, at: datetime) -> list[tuple[Occur, Query]]:
    """Return what keeps out whatever is not public yet or no longer, whatever the index holds."""
    now = seconds(at)
    ranges = {"until": (None, now), "since": (now + 1, None)}
    return [
        (Occur.MustNot, Query.range_query(fields, name, FieldType.Unsigned, low, high))
        for name, (low, high) in ranges.items()
    ]


def in_field(fields: Schema, name: str, word: str) -> Query:
    """Return what has a word in a field, exactly as it is written."""
    phrase = phrase_of(word)
    if phrase is None:
        return Query.empty_query()
    if word in whole_words():
        return Query.term_query(fields, name, word)
    parts = [Query.term_query(fields, name, single) for single in phrase.singles]
    if len(phrase.pairs) == 1:
        parts.append(Query.term_query(fields, name, phrase.pairs[0]))
    elif phrase.pairs:
        parts.append(Query.phrase_query(fields, name, list(phrase.pairs)))
    if len(parts) == 1:
        return parts[0]
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _any_of(fields: Schema, name: str, word: Word) -> Query:
    queries = [in_field(fields, name, each) for each in word.alternatives]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _number(fields: Schema, words: Sequence[Word]) -> Query | None:
    whole = squeezed("".join(word.alternatives[0] for word in words))
    if len(whole) < _LEAST_NUMBER or not any(character.isdigit() for character in whole):
        return None
    return Query.term_query(fields, "numbers", f"={whole}")
