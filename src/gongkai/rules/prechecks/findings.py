"""What the automatic check says of a text, so that it may be stored: no personal data in clear."""

import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from gongkai.rules.typing_slips import tidy


class Piece(NamedTuple):
    """A named piece of an item: "title", "body/p-3", "body/table-2/3-1", "attachment:名/p-4"."""

    place: str
    text: str


class Level(StrEnum):
    """What a finding means for publication."""

    BLOCK = "BLOCK"
    CONFIRM = "CONFIRM"
    ADVICE = "ADVICE"

    @property
    def label(self) -> str:
        """Return the words to show."""
        return _LABELS[self]


_LABELS = {Level.BLOCK: "禁止发布", Level.CONFIRM: "须确认", Level.ADVICE: "提示"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place.

    `start` and `end` count characters of the piece of that place; both are 0 where the finding is
    about the whole of it. `matched` is what stands there, masked. `digest` knows the same words
    of the same rule again wherever they stand, but tells nothing of them without the key.
    """

    rule: str
    level: Level
    place: str
    start: int
    end: int
    matched: str
    message: str
    suggestion: str
    digest: str


class Hit(NamedTuple):
    """What a rule saw in one text, before it is masked: `level` where it is not the rule's own."""

    rule: str
    start: int
    end: int
    message: str
    suggestion: str = ""
    level: Level | None = None


_LONGEST_SHOWN = 60
# Eleven digits and more could be a number by which somebody is told or reached.
_LONG_NUMBER = re.compile(r"\d(?:[\s.·*\-－‐–\u200b-\u200f\u2060\ufeff]{0,2}\d){10,}[Xx]?")
_HEAD, _TAIL = 3, 2
_DIGIT = re.compile(r"\d")


def shown(rule: str, text: str) -> str:
    """Return what a finding may show of the text it found: numbers and names are masked."""
    if rule == "HOME_ADDRESS":
        masked = _DIGIT.sub("*", text)
    elif rule in ("MINOR_NAME", "FILE_PERSON"):
        masked = text[:1] + "*" * (len(text) - 1)
    elif rule in _NUMBERS:
        masked = _covered(text)
    else:
        masked = without_numbers(text)
    return masked if len(masked) <= _LONGEST_SHOWN else f"{masked[:_LONGEST_SHOWN]}…"


_NUMBERS = frozenset(
    {"IDENTITY_NUMBER", "LIKELY_IDENTITY_NUMBER", "OLD_IDENTITY_NUMBER", "BANK_CARD"}
    | {"MOBILE_NUMBER"}
)


def without_numbers(text: str) -> str:
    """Return a text with every number masked by which somebody could be told or reached."""
    return _LONG_NUMBER.sub(lambda found: _covered(found[0]), text)


def _covered(number: str) -> str:
    return number[:_HEAD] + "*" * max(0, len(number) - _HEAD - _TAIL) + number[-_TAIL:]


def digest_of(rule: str, text: str, key: bytes) -> str:
    """Return by what a finding is known again: HMAC-SHA256 over rule and normalised text.

    :param key: secret of the installation, without which a short number could be guessed
    """
    normal = f"{rule}\0{tidy(text).casefold()}"
    # A lone surrogate, as a broken paste leaves it, is no UTF-8.
    return hmac.new(key, normal.encode("utf-8", "surrogatepass"), sha256).hexdigest()
