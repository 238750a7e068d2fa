"""The dictionary of words a report's text counts with, and the cells each word stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from gongkai.rules.bundled import bundled_table


class Kind(StrEnum):
    """What a word does in a sentence."""

    NOUN = "NOUN"
    LINE = "LINE"
    APPLICANT = "APPLICANT"
    RESULT = "RESULT"
    ROUTE = "ROUTE"
    ACT = "ACT"
    MARK = "MARK"
    FILLER = "FILLER"


class Term(NamedTuple):
    """
    One operand: a line of a table, or a group of lines, in one column.

    `line` is a key of the report JSON or the heading of a group (不予公开), `sign` 1 or -1.
    """

    table: str
    line: str
    column: str
    sign: int = 1


Reading: TypeAlias = tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Concept:
    """
    What a word counts.

    `readings` are the sums it may stand for, `also` sums on another basis that are not wrong;
    `is_verb` for words that need to be told what was received, `is_outcome` for results of 三.
    """

    label: str
    readings: tuple[Reading, ...]
    also: tuple[Reading, ...] = ()
    is_verb: bool = False
    is_outcome: bool = False
    is_official: bool = False
    is_vague: bool = False


@dataclass(frozen=True)
class Word:
    """One entry: its kind, its key in the dictionary and, for a line, the concept."""

    kind: Kind
    key: str
    concept: Concept | None = None


ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other")
NATURAL_PERSON = "natural_person"
LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
RECEIVED: Reading = (Term("requests", "received", "total"),)
CAME: Reading = (*RECEIVED, Term("requests", "carried_in", "total"))
CLOSED: Reading = (Term("requests", "total", "total"),)
DISCLOSED: Reading = (Term("requests", "disclosed", "total"),)
CARRIED_IN: Reading = (Term("requests", "carried_in", "total"),)
CARRIED_OUT: Reading = (Term("requests", "carried_out", "total"),)
CLOSED_OTHER: tuple[Reading, ...] = (
    (Term("requests", "closed_other", "total"),),
    (Term("requests", "其他处理", "total"),),
)

# Lines of table 三 by the short names a sentence can hold.
LINE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "received": "本年新收",
        "carried_in": "上年结转",
        "total": "办理结果总计",
        "carried_out": "结转下年度",
    }
)


@cache
def words() -> Mapping[str, Word]:
    """Return the dictionary: every word with what it means."""
    data = bundled_table("prose/concepts.toml")
    found: dict[str, Word] = {}
    _add(found, data["marks"]["filler"], Word(Kind.FILLER, ""))
    for key in (key for key in data["marks"] if key != "filler"):
        _add(found, data["marks"][key], Word(Kind.MARK, key))
    for kind, table in (
        (Kind.ACT, "acts"),
        (Kind.NOUN, "nouns"),
        (Kind.RESULT, "results"),
        (Kind.ROUTE, "routes"),
        (Kind.APPLICANT, "applicants"),
    ):
        for key, entries in data[table].items():
            _add(found, entries, Word(kind, key))
    for entry in data["requests"]:
        concept = _concept(entry)
        for name, more in (
            ("words", {}),
            ("official", {"is_official": True}),
            ("vague", {"is_vague": True}),
        ):
            one = Concept(**{**vars(concept), **more})
            _add(found, entry.get(name, ()), Word(Kind.LINE, entry["label"], one))
    return MappingProxyType(found)


def dispute_readings(routes: Iterable[str], result: str) -> tuple[Reading, ...]:
    """Return the sum over some routes of section 四's table for one result."""
    return (tuple(Term("disputes", route, result) for route in routes),)


@lru_cache(maxsize=256)
def by_applicant(readings: tuple[Reading, ...], applicant: str) -> tuple[Reading, ...]:
    """Return sums of table 三's lines taken in the columns of one kind of applicant."""
    columns = ORGANISATIONS if applicant == "organisations" else (applicant,)
    return tuple(
        tuple(term._replace(column=column) for term in reading for column in columns)
        for reading in readings
    )


def _add(found: dict[str, Word], entries: Iterable[str], word: Word) -> None:
    for entry in entries:
        found[entry] = word


def _concept(entry: Mapping[str, Any]) -> Concept:
    return Concept(
        label=entry["label"],
        readings=tuple(map(_reading, entry["readings"])),
        also=tuple(map(_reading, entry.get("also", ()))),
        is_verb=entry.get("verb", False),
        is_outcome=entry.get("outcome", False),
    )


def _reading(text: str) -> Reading:
    terms: list[Term] = []
    sign = 1
    for part in text.split():
        if part in "+-":
            sign = 1 if part == "+" else -1
        else:
            terms.append(Term("requests", part, "total", sign))
    return tuple(terms)
