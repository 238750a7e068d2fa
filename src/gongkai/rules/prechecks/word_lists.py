"""The words that are looked for: those that come with the product and the organ's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.prechecks.catalogue import TITLE_CHARACTERS
from gongkai.rules.prechecks.findings import Level


class Word(NamedTuple):
    """A word that is not to be written so, or with `rule` STANDARD_TERM a term.

    `unless` are longer words that contain it and are right.
    """

    word: str
    correction: str
    source: str
    level: Level = Level.CONFIRM
    unless: tuple[str, ...] = ()
    rule: str = "WRONG_WORD"


class OldName(NamedTuple):
    """A name that was changed: `new` holds from the day `since`."""

    old: str
    new: str
    since: date
    kind: str
    source: str
    level: Level = Level.BLOCK
    unless: tuple[str, ...] = ()


class Official(NamedTuple):
    """A person of the organ with the title in force from `since`, to `until` if it ended."""

    name: str
    title: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class WordLists:
    """What a check is to look for and what it is to let pass.

    `accepted` are words that are never findings. The organ's own addresses, phones and accounts are
    published on purpose; links to `own_hosts` (with their subdomains) stay inside.
    """

    words: tuple[Word, ...] = ()
    names: tuple[OldName, ...] = ()
    officials: tuple[Official, ...] = ()
    accepted: frozenset[str] = frozenset()
    own_addresses: tuple[str, ...] = ()
    own_phones: tuple[str, ...] = ()
    own_accounts: tuple[str, ...] = ()
    own_hosts: tuple[str, ...] = ()
    title_characters: int = field(default=TITLE_CHARACTERS)

    def merged(self, own: "WordLists") -> "WordLists":
        """Return these lists with the organ's own, which replace entries of the same word."""
        return replace(
            own,
            words=tuple({each.word: each for each in (*self.words, *own.words)}.values()),
            names=tuple({each.old: each for each in (*self.names, *own.names)}.values()),
            officials=(*self.officials, *own.officials),
            accepted=self.accepted | own.accepted,
            own_addresses=(*self.own_addresses, *own.own_addresses),
            own_phones=(*self.own_phones, *own.own_phones),
            own_accounts=(*self.own_accounts, *own.own_accounts),
            own_hosts=(*self.own_hosts, *own.own_hosts),
        )


@cache
def built_in() -> WordLists:
    """Return the lists that come with the product."""
    wrong = bundled_table("prechecks/wrong_words.toml")
    terms = bundled_table("prechecks/standard_terms.toml")
    names = bundled_table("prechecks/old_names.toml")
    return WordLists(
        words=(
            *_words(wrong["words"], "WRONG_WORD", Level.CONFIRM, wrong["source"]),
            *_words(terms["words"], "STANDARD_TERM", Level.BLOCK, terms["source"]),
        ),
        names=tuple(
            OldName(
                old=row["old"],
                new=row["new"],
                since=row["since"],
                kind=row["kind"],
                source=row.get("source", names["source"]),
                level=Level(row.get("level", "BLOCK")),
                unless=tuple(row.get("unless", ())),
            )
            for row in names["names"]
        ),
    )


def _words(
    rows: Iterable[Mapping[str, Any]], rule: str, level: Level, source: str
) -> tuple[Word, ...]:
    return tuple(
        Word(
            word=row["word"],
            correction=row["correction"],
            source=row.get("source", source),
            level=Level(row.get("level", level)),
            unless=tuple(row.get("unless", ())),
            rule=rule,
        )
        for row in rows
    )
