"""A claim: what one passage of the text says that a table should say, too."""

from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.reports.prose.concepts import Reading
from gongkai.rules.reports.prose.numbers import Number


class ClaimKind(StrEnum):
    """What a claim is about; FEES is a total of fees with its parts."""

    COUNT = "COUNT"
    SHARE = "SHARE"
    RATE = "RATE"
    CHANGE = "CHANGE"
    FEES = "FEES"


class Claim(NamedTuple):
    """
    One claim; `quote` is the passage from `start` to `end` of the text as written.

    `number_start` and `number_end` are the places of the figure inside the text, `sentence` those
    of the sentence. `readings` are the sums it may stand for, the first is meant; at `also` it
    is not wrong either. A claim that is not `firm` may agree with the tables but proves nothing
    where it does not; an `official` one uses the table's own label. `subject` is the body named,
    `year` the year named, which must be `year_step` years from the report's. A share or a change
    concerns the count `of`; `rising` is 1 or -1 for a change.
    """

    kind: ClaimKind
    label: str
    quote: str
    start: int
    end: int
    number_start: int
    number_end: int
    sentence: tuple[int, int]
    number: Number
    unit: str
    readings: tuple[Reading, ...]
    also: tuple[Reading, ...] = ()
    firm: bool = True
    official: bool = False
    subject: str = ""
    year: int | None = None
    year_step: int = 0
    of: "Claim | None" = None
    rising: int = 0
