"""What can happen to a disclosure request, as dated entries of its history."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Event(StrEnum):
    """A kind of entry; `gongkai deadline` takes those that move the clock in lower case."""

    ARRIVED = "ARRIVED"
    RECEIVED = "RECEIVED"
    DROPPED = "DROPPED"
    CORRECTION_ASKED = "CORRECTION_ASKED"
    CORRECTED = "CORRECTED"
    REASONS_ASKED = "REASONS_ASKED"
    REASONS_GIVEN = "REASONS_GIVEN"
    DELAYED = "DELAYED"
    SEARCH_ORDERED = "SEARCH_ORDERED"
    SEARCH_ANSWERED = "SEARCH_ANSWERED"
    THIRD_PARTY_CONSULTED = "THIRD_PARTY_CONSULTED"
    THIRD_PARTY_ANSWERED = "THIRD_PARTY_ANSWERED"
    THIRD_PARTY_INFORMED = "THIRD_PARTY_INFORMED"
    ORGAN_CONSULTED = "ORGAN_CONSULTED"
    ORGAN_ANSWERED = "ORGAN_ANSWERED"
    EXTENDED = "EXTENDED"
    FEE_NOTICED = "FEE_NOTICED"
    FEE_DISPUTED = "FEE_DISPUTED"
    FEE_PAID = "FEE_PAID"
    WITHDRAWAL_ASKED = "WITHDRAWAL_ASKED"
    DELIVERY_CHANGED = "DELIVERY_CHANGED"
    SPLIT = "SPLIT"
    JOINED = "JOINED"
    LETTER_SENT = "LETTER_SENT"
    REPLIED = "REPLIED"
    SERVED = "SERVED"
    SERVICE_FAILED = "SERVICE_FAILED"
    ARCHIVED = "ARCHIVED"

    @property
    def label(self) -> str:
        """Return the event's official term."""
        return _LABELS[self]

    @property
    def moves_clock(self) -> bool:
        """Test if the limit to reply depends on the event; others only tell what was done."""
        return self in _CLOCK


class Entry(NamedTuple):
    """One dated fact.

    :param on: the day of the act; for a letter the day it was sent
    :param subject: whom or what it concerns; pairs a question with its answer
    :param reached_on: the day a consultation or fee notice reached its addressee, from which
        the addressee's own limit runs; the day it was sent where not recorded
    :param until_on: the last day that the act itself sets: to correct (条例第三十条), or to reply
        after a delay (第三十五条)
    """

    on: date
    event: Event
    subject: str = ""
    reached_on: date | None = None
    until_on: date | None = None


def clock_entries(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries on which the limit to reply depends."""
    return (entry for entry in entries if entry.event in _CLOCK)


_CLOCK = frozenset(
    {
        Event.RECEIVED,
        Event.CORRECTION_ASKED,
        Event.CORRECTED,
        Event.DELAYED,
        Event.THIRD_PARTY_CONSULTED,
        Event.THIRD_PARTY_ANSWERED,
        Event.ORGAN_CONSULTED,
        Event.ORGAN_ANSWERED,
        Event.EXTENDED,
        Event.FEE_NOTICED,
        Event.FEE_PAID,
        Event.REPLIED,
    }
)
_LABELS = {
    Event.ARRIVED: "申请到达",
    Event.RECEIVED: "收到申请",
    Event.DROPPED: "终止登记",
    Event.CORRECTION_ASKED: "告知补正",
    Event.CORRECTED: "收到补正",
    Event.REASONS_ASKED: "要求说明理由",
    Event.REASONS_GIVEN: "收到理由说明",
    Event.DELAYED: "确定延迟答复期限",
    Event.SEARCH_ORDERED: "交办检索",
    Event.SEARCH_ANSWERED: "收到检索结果",
    Event.THIRD_PARTY_CONSULTED: "征求第三方意见",
    Event.THIRD_PARTY_ANSWERED: "收到第三方意见",
    Event.THIRD_PARTY_INFORMED: "书面告知第三方",
    Event.ORGAN_CONSULTED: "征求其他机关意见",
    Event.ORGAN_ANSWERED: "收到其他机关意见",
    Event.EXTENDED: "延长答复期限",
    Event.FEE_NOTICED: "发出收费通知",
    Event.FEE_DISPUTED: "申请人对收费提出异议",
    Event.FEE_PAID: "申请人缴费",
    Event.WITHDRAWAL_ASKED: "申请人请求撤回",
    Event.DELIVERY_CHANGED: "变更获取方式",
    Event.SPLIT: "分案办理",
    Event.JOINED: "并案办理",
    Event.LETTER_SENT: "发出文书",
    Event.REPLIED: "作出答复",
    Event.SERVED: "送达",
    Event.SERVICE_FAILED: "送达未成",
    Event.ARCHIVED: "归档",
}
