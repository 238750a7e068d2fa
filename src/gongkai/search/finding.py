"""Finding what holds every word asked for: counted by choice, in order, as it will be shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tantivy import Occur, Query

from gongkai.search.asking import DATE, Asked
from gongkai.search.highlighting import beginning, extract, marked, pattern_of
from gongkai.search.querying import (
    Word,
    chosen,
    in_field,
    matching,
    most_without_title,
    not_public,
    weighing,
)
from gongkai.search.reading import View, index_view
from gongkai.search.schema import Shown, read_shown
from gongkai.search.shelves import Choice, counted, left_by
from gongkai.search.synonyms import alternatives_of
from gongkai.search.tokens import phrase_of
from gongkai.search.words import Piece

DEEPEST = 1000
"""How many of the things found can be paged through."""

_MANY = 4_000
_OVER = frozenset({"REPEALED", "INVALID"})


class FoundFile(NamedTuple):
    """An attachment in which the words stand, with the place."""

    name: str
    extract: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """One thing that was found; `shown` is what the index tells of it."""

    shown: Shown
    title: tuple[Piece, ...]
    extract: tuple[Piece, ...]
    file: FoundFile | None
    is_over: bool


@dataclass(frozen=True)
class Findings:
    """What a search found: how many in all, those of one sheet, and the choices left.

    `read_as` are words that were looked for besides, because they mean the same.
    """

    total: int = 0
    hits: tuple[Found, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    read_as: tuple[str, ...] = ()


def find(asked: Asked, at: datetime, *, offset: int = 0, limit: int = 10) -> Findings:
    """Return what is public and holds every word; nothing without words.

    At most DEEPEST things can be reached by `offset`; all are counted.

    :raises IndexMissing: if this node has no index that can be read
    """
    words = words_to_find(asked.words)
    narrowed = {name: code for name, code in asked.chosen.items() if code}
    with index_view() as view:
        if not words:
            return Findings()
        total, choices = left_by(counted(view, words, at), narrowed)
        room = max(0, min(limit, DEEPEST - offset, total - offset))
        shown = _read(view, words, asked, at, offset, room, total) if room else []
    pattern = pattern_of([word.alternatives for word in words])
    return Findings(
        total,
        tuple(_found(each, pattern) for each in shown),
        choices,
        tuple(other for word in words for other in word.alternatives[1:]),
    )


def words_to_find(typed: Sequence[str]) -> list[Word]:
    """Return the words that can stand in a text, each with those that mean the same.

    One that holds the word itself is left out: wherever it stands, the word stands too.
    """
    return [
        Word((word, *(other for other in alternatives_of(word)[1:] if word.lower() not in other)))
        for word in typed
        if phrase_of(word)
    ]


def titles_holding(words: Sequence[str], at: datetime, limit: int) -> list[str]:
    """Return the titles that hold every word, the best first.

    :raises IndexMissing: if this node has no index that can be read
    """
    wanted = [word for word in words if phrase_of(word)]
    if not wanted:
        return []
    with index_view() as view:
        must = [(Occur.Must, in_field(view, "title", word)) for word in wanted]
        query = Query.boolean_query([*must, *not_public(view, at)])
        hits = view.searcher.search(query, limit, count=False, weight_by_field="fresh").hits
        titles = [read_shown(view.searcher.doc(address)).title for _, address in hits]
    return list(dict.fromkeys(titles))


def _read(
    view: View,
    words: Sequence[Word],
    asked: Asked,
    at: datetime,
    offset: int,
    limit: int,
    total: int,
) -> list[Shown]:
    public = [*not_public(view, at)]
    public += [chosen(view, name, code) for name, code in asked.chosen.items() if code]
    clauses = [(Occur.Must, matching(view, words)), *public]
    if asked.order == DATE:
        return _searched(view, clauses, offset, limit, by_date=True)[0]
    weights = weighing(view, words)
    if total > _MANY and (most := most_without_title(view, words, total, at)) is not None:
        # Where what has a word in its title fills the sheets so far, and the last of it stands
        # before whatever has none there, the others need not be weighed.
        titled = (Occur.Must, Query.boolean_query(weights))
        shown, last = _searched(view, [*clauses, titled], offset, limit)
        if len(shown) == limit and last > most:
            return shown
    return _searched(view, [*clauses, *weights], offset, limit)[0]


def _searched(
    view: View,
    clauses: Sequence[tuple[Occur, Query]],
    offset: int,
    limit: int,
    *,
    by_date: bool = False,
) -> tuple[list[Shown], float]:
    """Return a sheet, and by how much its last thing weighs."""
    hits = view.searcher.search(
        Query.boolean_query(clauses),
        limit,
        count=False,
        offset=offset,
        order_by_field="day" if by_date else None,
        weight_by_field=None if by_date else "fresh",
    ).hits
    shown = [read_shown(view.searcher.doc(address)) for _, address in hits]
    return shown, hits[-1][0] if hits else 0.0


def _found(shown: Shown, pattern: re.Pattern[str] | None) -> Found:
    text = extract(shown.text, pattern)
    file = None
    if text is None:
        places = ((name, extract(inside, pattern) or extract(name, pattern))
                  for name, inside in shown.files)  # fmt: skip
        file = next((FoundFile(name, place) for name, place in places if place), None)
        text = extract(shown.summary, pattern)
    if text is None:
        text = (Piece(beginning(shown.summary or shown.text), False),)
    return Found(
        shown=shown,
        title=marked(shown.title, pattern),
        extract=tuple(piece for piece in text if piece.text),
        file=file,
        is_over=shown.validity in _OVER,
    )
