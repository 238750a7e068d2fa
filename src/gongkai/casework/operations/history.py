"""The only writer of a request's history and of the due day and outcome that follow from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import CaseEvent, DisclosureRequest
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import Entry, Event, reply_due
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
    """The last day to reply, or why there is none."""

    due_on: date | None
    due_reason: str


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
    return Limit(due.on, due.reason[:200])


def standing_entries(requests: Iterable[int]) -> dict[int, list[Entry]]:
    """Return the histories of requests by their keys, without what was withdrawn."""
    histories: dict[int, list[Entry]] = defaultdict(list)
    keys = list(requests)
    for start in range(0, len(keys), _BATCH):
        rows = CaseEvent.objects.filter(
            request__in=keys[start : start + _BATCH], withdrawn_at=None
        ).order_by("on", "pk")
        for key, on, event, subject, reached in rows.values_list(
            "request_id", "on", "event", "subject", "reached_on"
        ):
            histories[key].append(Entry(on, Event(event), subject, reached))
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
    CaseEvent.objects.bulk_create(
        CaseEvent(request=request, **entry._asdict()) for entry in wanted.values()
    )
    if outcome is not None:
        request.outcome = outcome
    history = standing_entries([request.pk])[request.pk]
    _stamp(request, history, limit_of(history, calendar, request.agency.fee_clock_mode))
    request.save()
    return request


@transaction.atomic
def restamp(*, agency: Agency) -> int:
    """Work out the due days of an organ's open requests anew; return how many changed.

    Needed after a calendar year was added or the organ's way to count after a fee was changed.
    """
    calendar = working_calendar()
    requests = list(DisclosureRequest.objects.filter(agency=agency, closed_on=None))
    histories = standing_entries(request.pk for request in requests)
    changed = []
    for request in requests:
        limit = limit_of(histories[request.pk], calendar, agency.fee_clock_mode)
        if (request.due_on, request.due_reason) != limit:
            request.due_on, request.due_reason = limit
            changed.append(request)
    DisclosureRequest.objects.bulk_update(changed, ["due_on", "due_reason"], batch_size=500)
    return len(changed)


def _stamp(request: DisclosureRequest, history: Iterable[Entry], limit: Limit) -> None:
    days = {entry.event: entry.on for entry in history}
    request.due_on, request.due_reason = limit
    request.received_on = days[Event.RECEIVED]
    request.closed_on = days.get(Event.REPLIED)
