"""What can happen to a disclosure request, as dated entries of its history."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Event(StrEnum):
    """A kind of entry; `gongkai deadline` takes the same names in lower case."""

    RECEIVED = "RECEIVED"
    CORRECTION_ASKED = "CORRECTION_ASKED"
    CORRECTED = "CORRECTED"
    THIRD_PARTY_CONSULTED = "THIRD_PARTY_CONSULTED"
    THIRD_PARTY_ANSWERED = "THIRD_PARTY_ANSWERED"
    ORGAN_CONSULTED = "ORGAN_CONSULTED"
    ORGAN_ANSWERED = "ORGAN_ANSWERED"
    EXTENDED = "EXTENDED"
    FEE_NOTICED = "FEE_NOTICED"
    FEE_PAID = "FEE_PAID"
    REPLIED = "REPLIED"

    @property
    def label(self) -> str:
        """Return the event's official term."""
        return _LABELS[self]


class Entry(NamedTuple):
    """One dated fact.

    :param on: the day of the act; for a letter the day it was sent
    :param subject: whom a consultation concerns; pairs the question with its answer
    :param reached_on: the day a consultation or fee notice reached its addressee, from which
        the addressee's own limit runs; the day it was sent where not recorded
    """

    on: date
    event: Event
    subject: str = ""
    reached_on: date | None = None


_LABELS = {
    Event.RECEIVED: "收到申请",
    Event.CORRECTION_ASKED: "告知补正",
    Event.CORRECTED: "收到补正",
    Event.THIRD_PARTY_CONSULTED: "征求第三方意见",
    Event.THIRD_PARTY_ANSWERED: "收到第三方意见",
    Event.ORGAN_CONSULTED: "征求其他机关意见",
    Event.ORGAN_ANSWERED: "收到其他机关意见",
    Event.EXTENDED: "延长答复期限",
    Event.FEE_NOTICED: "发出收费通知",
    Event.FEE_PAID: "申请人缴费",
    Event.REPLIED: "作出答复",
}
