"""What an inspection has to say: faults at places, and what could not be looked at."""

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place.

    `where` is the address of the page (or a name, where it is on none), `place` says it in words;
    `subject` is what is to be mended, e.g. "item:12", "column:3", "" where it is no record.
    `known_by` tells several faults of a rule at one place apart; it holds nothing personal.
    """

    rule: str
    where: str
    place: str
    message: str
    subject: str = ""
    found: str = ""
    expected: str = ""
    known_by: str = ""

    @property
    def identity(self) -> str:
        """Return by what the same fault is known again in the next inspection."""
        text = "\0".join((self.rule, self.subject or self.where, self.known_by))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class NotChecked(NamedTuple):
    """A rule that was not applied, wholly or in part, and why: never a passed one."""

    rule: str
    reason: str
