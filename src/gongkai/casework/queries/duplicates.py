"""What was asked before: by the same applicant, and by anybody with the same words.

A proposal to look at, never a decision: 条例第三十六条第六项 is for the organ to apply.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.rules.lifecycle import State
from gongkai.rules.outcomes import OUTCOMES
from gongkai.rules.similarity import likeness, pairs_of

# A person asks a few times a year, a whole office answers a few thousand times.
_MOST_OF_APPLICANT = 200
_MOST_OF_ORGAN = 600
_LIKE = 0.45
_OFFERED = 5
_FIELDS = (
    "pk",
    "register_no",
    "wanted",
    "document_title",
    "document_no",
    "state",
    "outcome",
    "received_on",
    "closed_on",
)


class Earlier(NamedTuple):
    """An earlier case like the one at hand; `likeness` is from 0 to 1."""

    pk: int
    register_no: str
    wanted: str
    state: str
    outcome: str
    received_on: date | None
    closed_on: date | None
    likeness: float

    @property
    def percent(self) -> int:
        """Return the likeness as a whole number of hundredths."""
        return round(self.likeness * 100)


class Earliers(NamedTuple):
    """Like cases: of the same applicant, and others that were answered."""

    same_applicant: list[Earlier]
    answered: list[Earlier]


def earlier_cases(
    agency: Agency,
    *,
    text: str,
    document_no: str = "",
    applicant_digest: str = "",
    apart_from: int | None = None,
) -> Earliers:
    """Return like cases of an organ, the likest first; at most two queries of bounded size.

    :param text: title and description together
    :param apart_from: the key of the case at hand
    """
    cases = DisclosureRequest.objects.filter(agency=agency).exclude(pk=apart_from)
    own: list[Earlier] = []
    if applicant_digest:
        mine = cases.filter(applicant_digest=applicant_digest).exclude(state="DROPPED")
        own = _like(mine.order_by("-pk")[:_MOST_OF_APPLICANT], text, document_no)
    closed = cases.filter(closed_on__isnull=False).order_by("-closed_on")
    known = {each.pk for each in own}
    others = _like(closed[:_MOST_OF_ORGAN], text, document_no)
    return Earliers(own[:_OFFERED], [each for each in others if each.pk not in known][:_OFFERED])


def _like(cases: QuerySet[DisclosureRequest], text: str, document_no: str) -> list[Earlier]:
    pairs, number = pairs_of(text), _plain_number(document_no)
    found = []
    for row in cases.values(*_FIELDS):
        alike = likeness(pairs, pairs_of(f"{row['document_title']}{row['wanted']}"))
        if number and number == _plain_number(row["document_no"]):
            alike = 1.0
        if alike >= _LIKE:
            found.append(_earlier(row, alike))
    return sorted(found, key=lambda each: (-each.likeness, -each.pk))


def _earlier(row: dict[str, Any], alike: float) -> Earlier:
    outcome = OUTCOMES.get(row["outcome"])
    return Earlier(
        row["pk"],
        row["register_no"],
        row["wanted"],
        State(row["state"]).label,
        outcome.label if outcome else "",
        row["received_on"],
        row["closed_on"],
        alike,
    )


def _plain_number(number: str) -> str:
    return "".join(_numeral(number.replace("[", "〔").replace("]", "〕")))


def _numeral(number: str) -> Iterable[str]:
    return (letter for letter in number if not letter.isspace() and letter not in "（）()【】")
