"""Taking over requests, fees and disputes that an office has on record elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest, Dispute, ProcessingFee
from gongkai.casework.operations.applying import applicant_digest
from gongkai.casework.operations.history import LINE_EVENTS, begin, entries_of_line, settle
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock import Entry, Event

Rows = Sequence[Mapping[str, Any]]

_BATCH = 1000
_FEE_EVENTS = (Event.FEE_NOTICED, Event.FEE_PAID)
_PLAIN = ("channel", "applicant_kind", "applicant_name", "identity_number", "phone", "wanted")


@transaction.atomic
def register_requests(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create requests with their histories and due days; return how many.

    A row has the request's own fields and a day for each step (history.LINE_EVENTS).

    :raises ImpossibleHistory: if a row's days contradict each other or the law
    """
    begin(
        agency=agency,
        requests=[
            DisclosureRequest(
                agency=agency,
                register_no=row["register_no"],
                outcome=row.get("outcome", ""),
                applicant_digest=applicant_digest(row["identity_number"]),
                **{field: row[field] for field in _PLAIN},
            )
            for row in rows
        ],
        histories=[entries_of_line(row) for row in rows],
        calendar=working_calendar(),
    )
    return len(rows)


@transaction.atomic
def correct_requests(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring requests in line with corrected rows; return how many.

    A day that changed is withdrawn from the history and entered anew.

    :raises ImpossibleHistory: if a corrected history contradicts itself or the law
    """
    calendar = working_calendar()
    for row in rows:
        request = DisclosureRequest.objects.select_for_update(no_key=True).get(
            agency=agency, register_no=row["register_no"]
        )
        for field in _PLAIN:
            setattr(request, field, row[field])
        request.applicant_digest = applicant_digest(row["identity_number"])
        changed = _changed_events(request, row)
        settle(
            request=request,
            events=changed,
            entries=[entry for entry in entries_of_line(row) if entry.event in changed],
            at=at,
            calendar=calendar,
            outcome=row["outcome"],
        )
    return len(rows)


@transaction.atomic
def register_fees(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create processing fees; one that names a request enters its history; return how many.

    :raises ImpossibleHistory: if the request's history cannot hold the notice or the payment
    """
    requests = _requests_by_number(agency, rows)
    ProcessingFee.objects.bulk_create(
        (ProcessingFee(agency=agency, **_linked(row, requests)) for row in rows),
        batch_size=_BATCH,
    )
    _settle_fees({request.pk: request for request in requests.values()}, at)
    return len(rows)


@transaction.atomic
def correct_fees(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring processing fees in line with corrected rows; return how many.

    :raises ImpossibleHistory: as register_fees does
    """
    requests = _requests_by_number(agency, rows)
    touched = {request.pk: request for request in requests.values()}
    for row in rows:
        fees = ProcessingFee.objects.filter(agency=agency, register_no=row["register_no"])
        before = fees.select_related("request__agency").get().request
        if before:
            touched[before.pk] = before
        fees.update(**_linked(row, requests))
    _settle_fees(touched, at)
    return len(rows)


@transaction.atomic
def register_disputes(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Create reconsiderations and lawsuits; return how many."""
    requests = _requests_by_number(agency, rows)
    Dispute.objects.bulk_create(
        (Dispute(agency=agency, **_linked(row, requests)) for row in rows), batch_size=_BATCH
    )
    return len(rows)


@transaction.atomic
def correct_disputes(*, agency: Agency, rows: Rows, at: datetime) -> int:
    """Bring disputes in line with corrected rows; return how many."""
    requests = _requests_by_number(agency, rows)
    for row in rows:
        Dispute.objects.filter(agency=agency, register_no=row["register_no"]).update(
            **_linked(row, requests)
        )
    return len(rows)


def _changed_events(request: DisclosureRequest, row: Mapping[str, Any]) -> set[Event]:
    """Return the events whose day differs; of an event that happened often, the first counts."""
    standing: dict[str, Any] = {}
    rows = request.history.filter(withdrawn_at=None).order_by("on", "pk")
    for event, on in rows.values_list("event", "on"):
        standing.setdefault(event, on)
    return {event for field, event in LINE_EVENTS.items() if standing.get(event) != row.get(field)}


def _requests_by_number(agency: Agency, rows: Rows) -> dict[str, DisclosureRequest]:
    numbers = sorted({row["request_no"] for row in rows if row["request_no"]})
    found: dict[str, DisclosureRequest] = {}
    for start in range(0, len(numbers), _BATCH):
        requests = DisclosureRequest.objects.filter(
            agency=agency, register_no__in=numbers[start : start + _BATCH]
        ).select_related("agency")
        found |= {request.register_no: request for request in requests}
    return found


def _linked(row: Mapping[str, Any], requests: Mapping[str, DisclosureRequest]) -> dict[str, Any]:
    fields = {field: value for field, value in row.items() if field != "request_no"}
    fields["request"] = requests[row["request_no"]] if row["request_no"] else None
    return fields


def _settle_fees(requests: Mapping[int, DisclosureRequest], at: datetime) -> None:
    calendar: WorkingCalendar = working_calendar()
    for request in requests.values():
        fees = ProcessingFee.objects.filter(request=request, withdrawn_on=None).order_by(
            "noticed_on", "pk"
        )
        entries = [Entry(fee.noticed_on, Event.FEE_NOTICED) for fee in fees]
        entries += [Entry(fee.paid_on, Event.FEE_PAID) for fee in fees if fee.paid_on]
        settle(request=request, events=_FEE_EVENTS, entries=entries, at=at, calendar=calendar)
