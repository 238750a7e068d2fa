"""How many of the things found each choice of visitors would leave, counted in one pass."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from tantivy import Occur, Query

from gongkai.search.asking import CHOICES
from gongkai.search.querying import Word, matching, not_public
from gongkai.search.reading import View
from gongkai.search.schema import read_shelf, shelf_number

_MOST_SHELVES = 60_000
_MOST_REMEMBERED = 200
_MINUTE = 60


class Choice(NamedTuple):
    """One value visitors can narrow down to, and how many things would be left."""

    code: str
    name: str
    size: int


class _Value(NamedTuple):
    """One value of one of CHOICES."""

    choice: str
    code: str
    name: str


class Shelf(NamedTuple):
    """Where a thing stands by everything visitors can choose.

    `codes` are those it has of each choice, `slots` number each of its values.
    """

    codes: Mapping[str, frozenset[str]]
    slots: tuple[int, ...]


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
    clauses = [(Occur.Must, matching(view, words)), *not_public(view, at)]
    terms = {"shelves": {"terms": {"field": "shelf_no", "size": _MOST_SHELVES}}}
    answer = view.searcher.aggregate(Query.boolean_query(clauses), terms)
    buckets = answer["shelves"]["buckets"]
    known = _known(view, [bucket["key"] for bucket in buckets])
    counts = [(known[bucket["key"]], bucket["doc_count"]) for bucket in buckets]
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
    sizes = [0] * len(_VALUES)
    if not chosen:
        total = 0
        for shelf, count in counts:
            total += count
            for slot in shelf.slots:
                sizes[slot] += count
        return total, _choices(sizes)
    total = 0
    for shelf, count in counts:
        against = [name for name, code in chosen.items() if code not in shelf.codes[name]]
        if len(against) > 1:
            continue
        total += 0 if against else count
        for slot in shelf.slots:
            if not against or _VALUES[slot].choice == against[0]:
                sizes[slot] += count
    return total, _choices(sizes)


def _choices(sizes: Sequence[int]) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, dict[str, Choice]] = {name: {} for name in CHOICES}
    for value, size in zip(_VALUES, sizes, strict=False):
        if size:
            held = found[value.choice]
            # A code that organs name differently is one choice.
            size += held[value.code].size if value.code in held else 0
            held[value.code] = Choice(value.code, value.name, size)
    return {name: _ordered(name, held.values()) for name, held in found.items()}


def _ordered(name: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    if name == "year":
        return tuple(sorted(choices, key=lambda choice: choice.code, reverse=True))
    return tuple(sorted(choices, key=lambda choice: (-choice.size, choice.code)))


# What was ever seen: a number stands for the same shelf in every index, and a slot for its value.
_LOCK = Lock()
_SHELVES: dict[int, Shelf] = {}
_VALUES: list[_Value] = []
_SLOTS: dict[_Value, int] = {}


def _known(view: View, numbers: Sequence[int]) -> Mapping[int, Shelf]:
    """Return shelves by their numbers; those not seen before are read from the index."""
    if not all(map(_SHELVES.__contains__, numbers)):
        with _LOCK:
            for written, _ in view.searcher.terms_with_prefix("shelf", ""):
                number = shelf_number(written)
                if number not in _SHELVES:
                    _SHELVES[number] = _shelf(written)
    return _SHELVES


def _shelf(written: str) -> Shelf:
    kind, organ, columns, year, validity = read_shelf(written)
    values = [
        _Value("kind", kind, kind),
        *(_Value("column", code, name) for code, name in dict(columns).items()),
        _Value("year", year, year),
        _Value("organ", *organ),
        *([_Value("validity", validity, validity)] if validity else []),
    ]
    codes = {
        name: frozenset(value.code for value in values if value.choice == name) for name in CHOICES
    }
    return Shelf(codes, tuple(map(_slot, values)))


def _slot(value: _Value) -> int:
    if value not in _SLOTS:
        _SLOTS[value] = len(_VALUES)
        _VALUES.append(value)
    return _SLOTS[value]
