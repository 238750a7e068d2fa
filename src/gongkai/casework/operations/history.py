"""The only writer of a request's history and of the due day and outcome that follow from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import (
    CaseEvent,
    Consultation,
    CounterEntry,
    DisclosureRequest,
    DueChange,
)
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import (
    Entry,
    Event,
    co_maker_opinion_by,
    reply_due,
    third_party_opinion_by,
)
from gongkai.rules.lifecycle import state_of
from gongkai.rules.statutes import StatuteNotInForce

# The steps that a request written in one line (a ledger, an archive) can have, each once.
LINE_EVENTS: Mapping[str, Event] = MappingProxyType(
    {
        "received_on": Event.RECEIVED,
        "correction_asked_on": Event.CORRECTION_ASKED,
        "corrected_on": Event.CORRECTED,
        "third_party_consulted_on": Event.THIRD_PARTY_CONSULTED,
        "third_party_answered_on": Event.THIRD_PARTY_ANSWERED,
        "extended_on": Event.EXTENDED,
        "closed_on": Event.REPLIED,
    }
)

_BATCH = 1000


class Limit(NamedTuple):
    """The last day to reply, or why there is none; and the applicant's own last day to act.

    `is_provisional`: an open consultation may still bring the day forward.
    """

    due_on: date | None
    due_reason: str
    is_provisional: bool = False
    lapses_on: date | None = None


def entries_of_line(line: Mapping[str, Any]) -> list[Entry]:
    """Return the entries that a request written in one line tells."""
    return [Entry(line[field], event) for field, event in LINE_EVENTS.items() if line.get(field)]


def limit_of(entries: Iterable[Entry], calendar: WorkingCalendar, fee_mode: str) -> Limit:
    """Return the limit that a history leads to; a missing calendar or statute is a reason.

    :raises ImpossibleHistory: if the entries contradict each other or the law
    """
    try:
        due = reply_due(entries, calendar, fee_mode=fee_mode)
    except (CalendarNotPublished, StatuteNotInForce) as gap:
        return Limit(None, str(gap)[:200])
    return Limit(due.on, due.reason[:200], due.provisional, due.lapses_on)


def standing_entries(requests: Iterable[int]) -> dict[int, list[Entry]]:
    """Return the histories of requests by their keys, without what was withdrawn."""
    histories: dict[int, list[Entry]] = defaultdict(list)
    keys = list(requests)
    for start in range(0, len(keys), _BATCH):
        rows = CaseEvent.objects.filter(
            request__in=keys[start : start + _BATCH], withdrawn_at=None
        ).order_by("on", "pk")
        for key, on, event, subject, reached, until in rows.values_list(
            "request_id", "on", "event", "subject", "reached_on", "until_on"
        ):
            histories[key].append(Entry(on, Event(event), subject, reached, until))
    return histories


@transaction.atomic
def begin(
    *,
    agency: Agency,
    requests: Sequence[DisclosureRequest],
    histories: Sequence[Sequence[Entry]],
    calendar: WorkingCalendar,
) -> None:
    """Create new requests with their histories; a closed one brings its outcome with it.

    :raises ImpossibleHistory: if a history contradicts itself or the law; then nothing is created
    """
    for request, entries in zip(requests, histories, strict=True):
        _stamp(request, entries, limit_of(entries, calendar, agency.fee_clock_mode))
    DisclosureRequest.objects.bulk_create(requests, batch_size=_BATCH)
    CaseEvent.objects.bulk_create(
        (
            CaseEvent(request=request, **entry._asdict())
            for request, entries in zip(requests, histories, strict=True)
            for entry in entries
        ),
        batch_size=_BATCH,
    )


@transaction.atomic
def settle(
    *,
    request: DisclosureRequest,
    events: Iterable[Event],
    entries: Sequence[Entry],
    at: datetime,
    calendar: WorkingCalendar,
    outcome: str | None = None,
) -> DisclosureRequest:
    """Make the history hold exactly these entries of some kinds of event, and none else of them.

    What no longer holds is withdrawn, not deleted. Due day and closing follow.

    :param outcome: the outcome to close with, where it changes
    :raises ImpossibleHistory: if the history would contradict itself or the law
    """
    wanted = {(entry.event, entry.on): entry for entry in entries}
    kinds = list(events)
    for row in request.history.filter(event__in=kinds, withdrawn_at=None):
        if wanted.pop((Event(row.event), row.on), None) is None:
            row.withdrawn_at = at
            row.save(update_fields=["withdrawn_at"])
            CounterEntry.objects.create(entry=row, reason="按更正后的台账登记", at=at)
    CaseEvent.objects.bulk_create(
        CaseEvent(request=request, **entry._asdict()) for entry in wanted.values()
    )
    if outcome is not None:
        request.outcome = outcome
    request.version += 1
    history = standing_entries([request.pk])[request.pk]
    _stamp(request, history, limit_of(history, calendar, request.agency.fee_clock_mode))
    request.save()
    return request


@transaction.atomic
def restamp(*, agency: Agency, cause: str, at: datetime) -> list[DueChange]:
    """Work out the due days of an organ's open requests anew; return those that moved.

    Needed after a calendar year was added or the organ's way to count after a fee was changed.

    :param cause: why, as the list of what moved tells it
    """
    calendar = working_calendar()
    requests = list(
        DisclosureRequest.objects.filter(agency=agency, closed_on=None)
        .exclude(received_on=None)
        .select_for_update(no_key=True)
        .order_by("pk")
    )
    histories = standing_entries(request.pk for request in requests)
    changed, moved = [], []
    for request in requests:
        was = Limit(*(getattr(request, field) for field in Limit._fields))
        limit = limit_of(histories[request.pk], calendar, agency.fee_clock_mode)
        if was == limit:
            continue
        for field, value in limit._asdict().items():
            setattr(request, field, value)
        request.version += 1
        changed.append(request)
        if was.due_on != limit.due_on:
            moved.append(
                DueChange(
                    request=request, was_on=was.due_on, now_on=limit.due_on, cause=cause, at=at
                )
            )
    DisclosureRequest.objects.bulk_update(changed, [*Limit._fields, "version"], batch_size=500)
    _restamp_opinions(requests, calendar)
    return DueChange.objects.bulk_create(moved, batch_size=500)


def opinion_day(kind: str, reached_on: date, calendar: WorkingCalendar) -> date | None:
    """Return the last day for an opinion: 条例第三十二条、第三十四条; None without a calendar.

    :param reached_on: the day the letter reached whom it asks; the day it was sent till then
    """
    limit = third_party_opinion_by if kind == "THIRD_PARTY" else co_maker_opinion_by
    try:
        return limit(reached_on, calendar).on
    except CalendarNotPublished:
        return None


def _restamp_opinions(requests: Sequence[DisclosureRequest], calendar: WorkingCalendar) -> None:
    keys = [request.pk for request in requests]
    for start in range(0, len(keys), _BATCH):
        asked = list(
            Consultation.objects.filter(request__in=keys[start : start + _BATCH], opinion="")
            .exclude(sent_on=None)
            .order_by("pk")
        )
        for each in asked:
            each.due_on = opinion_day(each.kind, each.reached_on or each.sent_on, calendar)
        Consultation.objects.bulk_update(asked, ["due_on"], batch_size=500)


def restamp_one(
    request: DisclosureRequest, history: Sequence[Entry], calendar: WorkingCalendar
) -> None:
    """Set what follows from a request's history on the request; the caller saves it.

    :raises ImpossibleHistory: if the entries contradict each other or the law
    """
    days = {entry.event for entry in history}
    if Event.RECEIVED in days:
        limit = limit_of(history, calendar, request.agency.fee_clock_mode)
    else:
        limit = Limit(None, "")
    _stamp(request, history, limit)


def _stamp(request: DisclosureRequest, history: Iterable[Entry], limit: Limit) -> None:
    history = tuple(history)
    days = {entry.event: entry.on for entry in history}
    for field, value in limit._asdict().items():
        setattr(request, field, value)
    request.state = state_of(history)
    request.received_on = days.get(Event.RECEIVED)
    request.closed_on = days.get(Event.REPLIED)
