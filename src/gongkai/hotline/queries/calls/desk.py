"""What an agent has before him: his last calls, the caller's earlier ones, numbers that wait."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai.agencies.models import Agency, Officer
from gongkai.hotline.models import Call, Ticket, WaitingCall, WaitingState
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.caller_numbers import plain_number
from gongkai.rules.hotline_desk import KEPT_FOR

_LAST, _EARLIER = 8, 5
TALKED = ExpressionWrapper(F("ended_at") - F("began_at"), output_field=DurationField())

SEALED = (
    "caller_name", "question", "answer", "ticket__content", "ticket__reply",
    "ticket__person_name", "ticket__phone", "ticket__email",
)  # fmt: skip
"""Columns that no list shows, so that nothing is deciphered for it in vain."""


class OwnDay(NamedTuple):
    """An agent's day: his calls, of these escalated, and seconds talked on average, if known."""

    calls: int
    escalated: int
    seconds: int | None


class KnownCaller(NamedTuple):
    """What is on record of a number: how often it called, the last calls and tickets."""

    calls: int
    earlier: list[Call]
    tickets: list[Ticket]


class WaitingCounts(NamedTuple):
    """How many numbers may be called now, how many later, and how many are being called."""

    now: int
    later: int
    taken: int


def last_calls(officer: Officer, on: date) -> list[Call]:
    """Return an agent's last calls of a day, the newest first."""
    rows = Call.objects.filter(agent=officer, called_on=on).select_related("topic", "ticket")
    return list(rows.defer(*SEALED).order_by("-pk")[:_LAST])


def own_day(officer: Officer, on: date) -> OwnDay:
    """Return the figures of an agent's day."""
    counted = Call.objects.filter(agent=officer, called_on=on).aggregate(
        calls=Count("pk"), escalated=Count("pk", filter=~Q(ticket=None)), talked=Avg(TALKED)
    )
    talked = counted["talked"]
    seconds = round(talked.total_seconds()) if talked is not None else None
    return OwnDay(counted["calls"], counted["escalated"], seconds)


def number_digest(number: str) -> str:
    """Return what tells calls and tickets of one number; "" for none."""
    return keyed_digest("phone", plain_number(number))


def known_caller(agency: Agency, number: str) -> KnownCaller | None:
    """Return what is on record of a number in an organ; None where none was told."""
    digest = number_digest(number)
    if not digest:
        return None
    calls = Call.objects.filter(agency=agency, number_digest=digest)
    tickets = Ticket.objects.filter(agency=agency, phone_digest=digest, is_secret=False)
    return KnownCaller(
        calls.count(),
        list(
            calls.defer("number", "caller_name")
            .select_related("topic", "agent")
            .order_by("-called_on", "-pk")[:_EARLIER]
        ),
        list(
            tickets.only(
                "register_no", "matter", "state", "accepted_on", "due_on", "fed_back_on"
            ).order_by("-accepted_on", "-pk")[:_EARLIER]
        ),
    )


def waiting_counts(agency: Agency, at: datetime) -> WaitingCounts:
    """Return how many numbers wait, in one query."""
    waits = Q(state=WaitingState.WAITING)
    is_due = Q(call_at=None) | Q(call_at__lte=at)
    lying = Q(state=WaitingState.TAKEN, taken_at__lt=at - KEPT_FOR)
    counted = WaitingCall.objects.filter(
        agency=agency, state__in=(WaitingState.WAITING, WaitingState.TAKEN)
    ).aggregate(
        now=Count("pk", filter=(waits & is_due) | lying),
        later=Count("pk", filter=waits & ~is_due),
        taken=Count("pk", filter=Q(state=WaitingState.TAKEN)),
    )
    return WaitingCounts(**counted)


def waiting_list(agency: Agency, *, ended: bool = False) -> QuerySet[WaitingCall]:
    """Return the numbers that wait or are being called, the first first; or those done with."""
    states = [WaitingState.WAITING, WaitingState.TAKEN]
    rows = WaitingCall.objects.filter(agency=agency).select_related("taken_by", "call")
    if ended:
        return rows.exclude(state__in=states).order_by("-asked_at", "-pk")
    return rows.filter(state__in=states).order_by(Coalesce("call_at", "asked_at"), "pk")


def number_in_hand(officer: Officer) -> WaitingCall | None:
    """Return the number that an officer is calling back."""
    return WaitingCall.objects.filter(taken_by=officer, state=WaitingState.TAKEN).first()
