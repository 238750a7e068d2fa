"""Writing, reviewing and releasing answers."""

from gongkai.knowledge.operations.acting import EntryChanged, EntryRefused
from gongkai.knowledge.operations.contents import AnswerContent, problems_of
from gongkai.knowledge.operations.releasing import (
    confirm_entry,
    hand_over,
    release_entry,
    return_entry,
    submit_entry,
    withdraw_entry,
)
from gongkai.knowledge.operations.reminding import remind_of_reviews
from gongkai.knowledge.operations.writing import rewrite_entry, write_entry

__all__ = [
    "AnswerContent",
    "EntryChanged",
    "EntryRefused",
    "confirm_entry",
    "hand_over",
    "problems_of",
    "release_entry",
    "remind_of_reviews",
    "return_entry",
    "rewrite_entry",
    "submit_entry",
    "withdraw_entry",
    "write_entry",
]
