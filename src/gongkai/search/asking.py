"""What somebody asks for: words, phrases, choices and an order, read from what was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.search.words import LONGEST_QUERY, QueryTooLong, words_of

MOST_WORDS = 12
CHOICES = ("kind", "column", "year", "organ", "validity")
"""By what visitors narrow down, in the order shown."""

RELEVANCE, DATE = "relevance", "date"

_QUOTES = re.compile('["“”＂„‟«»]([^"“”＂„‟«»]+)["“”＂„‟«»]')


class TooManyWords(QueryTooLong):
    """More words were typed than a search takes; the message says how many it takes."""


@dataclass(frozen=True)
class Asked:
    """A search: every one of `words` must occur, phrases among them as they stand."""

    words: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = RELEVANCE


def asked_words(query: str) -> tuple[str, ...]:
    """Return the words of a query, and what stands between quotation marks as one, each once.

    :raises QueryTooLong: if the query has more than LONGEST_QUERY characters
    :raises TooManyWords: if it has more than MOST_WORDS words
    """
    if len(query) > LONGEST_QUERY:
        # Says how long it is without reading all of it.
        words_of(query)
    phrases = [" ".join(phrase.split()) for phrase in _QUOTES.findall(query)]
    loose = words_of(_QUOTES.sub(" ", query))
    found = tuple(dict.fromkeys([*(phrase for phrase in phrases if phrase), *loose]))
    if len(found) > MOST_WORDS:
        raise TooManyWords(f"检索词共{len(found)}个，超过上限{MOST_WORDS}个，请减少后重新检索。")
    return found


def has_quotes(query: str) -> bool:
    """Tell whether somebody wants words together as they stand (“…”)."""
    return bool(_QUOTES.search(query))
