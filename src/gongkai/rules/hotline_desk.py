"""What the hotline's desk begins with: the tree of matters, and how numbers are called back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table

_DESK = bundled_table("hotline_desk.toml")

MOST_ATTEMPTS: int = _DESK["call_backs"]["most_attempts"]
"""So often a number is called before it is given up."""
BETWEEN_ATTEMPTS = timedelta(minutes=_DESK["call_backs"]["minutes_between"])
"""How long to wait before a number is called again."""
KEPT_FOR = timedelta(hours=_DESK["call_backs"]["hours_kept"])
"""How long a number taken and not called stays with its agent."""
LONGEST_CALL = timedelta(hours=_DESK["calls"]["longest_hours"])
"""A call that began longer ago is not plausible."""
JOINED_WITHIN = timedelta(minutes=_DESK["exchange"]["join_minutes"])
"""So far apart may the exchange and the desk say that one call began."""
MISSED_WITHIN = timedelta(days=_DESK["exchange"]["missed_days"])
"""Who was missed longer ago is not called any more."""
FILES_KEPT_FOR = timedelta(days=_DESK["exchange"]["kept_days"])
"""So long a file waits to be confirmed."""


class FirstTopic(NamedTuple):
    """A matter of the tree that an organ begins with; `branch` is the code it stands below."""

    code: str
    name: str
    branch: str


def first_topics(kind: str) -> Iterator[FirstTopic]:
    """Yield the tree for a kind of organ, each branch before what stands below it.

    :param kind: a code of AgencyKind; kinds without a tree of their own get nothing
    """
    table = bundled_table("hotline_topics.toml")
    if kind not in table["kinds"]:
        return
    for branch in table["topics"]:
        yield FirstTopic(branch["code"], branch["name"], "")
        for code, name in branch["below"]:
            yield FirstTopic(code, name, branch["code"])
