"""How many of the things found each choice of visitors would leave, counted in one pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from tantivy import Occur, Query

from gongkai.search.asking import CHOICES
from gongkai.search.querying import Word, matching, not_public
from gongkai.search.reading import View
from gongkai.search.schema import read_shelf

_MOST_SHELVES = 60_000
_MOST_REMEMBERED = 200
_MINUTE = 60


class Choice(NamedTuple):
    """One value visitors can narrow down to, and how many things would be left."""

    code: str
    name: str
    size: int


@dataclass(frozen=True)
class Shelf:
    """Where a thing stands by everything visitors can choose.

    `codes` are those it has of each choice, `places` the same with their names.
    """

    codes: Mapping[str, frozenset[str]]
    places: Mapping[str, tuple[tuple[str, str], ...]]


Counts = Sequence[tuple[Shelf, int]]


class _Remembered:
    """Counts of late, so that turning a page or choosing costs no second pass."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp = ""
        self._counts: dict[tuple[tuple[Word, ...], int], Counts] = {}

    def get(self, stamp: str, words: tuple[Word, ...], minute: int) -> Counts | None:
        with self._lock:
            return self._counts.get((words, minute)) if stamp == self._stamp else None

    def put(self, stamp: str, words: tuple[Word, ...], minute: int, counts: Counts) -> None:
        with self._lock:
            if stamp != self._stamp or len(self._counts) >= _MOST_REMEMBERED:
                self._stamp, self._counts = stamp, {}
            self._counts[words, minute] = counts

    def forget(self) -> None:
        with self._lock:
            self._counts = {}


_REMEMBERED = _Remembered()


def counted(view: View, words: Sequence[Word], at: datetime) -> Counts:
    """Return how many things hold every word, by where they stand."""
    asked, minute = tuple(words), int(at.timestamp()) // _MINUTE
    held = _REMEMBERED.get(view.stamp, asked, minute)
    if held is not None:
        return held
    clauses = [(Occur.Must, matching(view.fields, words)), *not_public(view.fields, at)]
    terms = {"shelves": {"terms": {"field": "shelf", "size": _MOST_SHELVES}}}
    answer = view.searcher.aggregate(Query.boolean_query(clauses), terms)
    buckets = answer["shelves"]["buckets"]
    counts = [(_shelf(bucket["key"]), bucket["doc_count"]) for bucket in buckets]
    _REMEMBERED.put(view.stamp, asked, minute, counts)
    return counts


def forget_counts() -> None:
    """Count anew at the next search."""
    _REMEMBERED.forget()


def left_by(counts: Counts, chosen: Mapping[str, str]) -> tuple[int, dict[str, tuple[Choice, ...]]]:
    """Return how many are left by what was chosen, and every choice with what it would leave.

    What a choice would leave is counted beside the others chosen, instead of its own; the largest
    comes first, of years the newest.
    """
    total = 0
    sizes: dict[str, dict[str, int]] = {name: {} for name in CHOICES}
    names: dict[str, dict[str, str]] = {name: {} for name in CHOICES}
    for shelf, count in counts:
        against = [name for name, code in chosen.items() if code not in shelf.codes[name]]
        if len(against) > 1:
            continue
        total += 0 if against else count
        for name in against or CHOICES:
            size, label = sizes[name], names[name]
            for code, text in shelf.places[name]:
                size[code] = size.get(code, 0) + count
                label[code] = text
    return total, {name: _ordered(name, sizes[name], names[name]) for name in CHOICES}


def _ordered(name: str, sizes: Mapping[str, int], names: Mapping[str, str]) -> tuple[Choice, ...]:
    if name == "year":
        order = sorted(sizes, reverse=True)
    else:
        order = sorted(sizes, key=lambda code: (-sizes[code], code))
    return tuple(Choice(code, names[code], sizes[code]) for code in order)


@lru_cache(maxsize=20_000)
def _shelf(written: str) -> Shelf:
    kind, organ, columns, year, validity = read_shelf(written)
    places = {
        "kind": ((kind, kind),),
        "column": tuple(dict(columns).items()),
        "year": ((year, year),),
        "organ": (organ,),
        "validity": ((validity, validity),) if validity else (),
    }
    codes = {name: frozenset(code for code, _ in pairs) for name, pairs in places.items()}
    return Shelf(codes, places)
