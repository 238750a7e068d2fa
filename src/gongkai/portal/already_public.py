"""What is public already of what somebody is about to ask for."""

import re
from datetime import date

from gongkai.search.queries import Hit, items_matching
from gongkai.search.words import QueryTooLong, words_of

_MOST_TRIES = 3
_MOST_HITS = 5
_BREAKS = re.compile(
    r"[\s，。、；：！？,.;:!?《》“”\"'（）()\[\]【】]+|的|和|与|及|以及|关于|有关|请|公开|申请"
)
_SHORTEST = 4
_LONGEST = 20


def hits_for(title: str, number: str, wanted: str, on: date) -> list[Hit]:
    """Return a few public items and reports in which the name, the number or a phrase occurs.

    At most three searches, so that a long description costs no more than a short one.
    """
    found: dict[tuple[str, str], Hit] = {}
    for words in _tries(title, number, wanted):
        for hit in items_matching(words, on)[:_MOST_HITS]:
            name = "".join(piece.text for piece in hit.title)
            found.setdefault((hit.agency_code, name), hit)
    return list(found.values())[:_MOST_HITS]


def _tries(title: str, number: str, wanted: str) -> list[list[str]]:
    phrases = sorted(
        (part for part in _BREAKS.split(wanted) if _SHORTEST <= len(part) <= _LONGEST),
        key=len,
        reverse=True,
    )
    given = [title.strip().strip("《》"), number.strip(), *phrases]
    tries: list[list[str]] = []
    for text in filter(None, dict.fromkeys(given)):
        try:
            tries.append(words_of(text))
        except QueryTooLong:
            continue
    return tries[:_MOST_TRIES]
