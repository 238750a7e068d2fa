"""Opening a case: its number, its first entries, its files, its notice and its record."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.casework.models import CaseEvent, CaseFile, DisclosureRequest
from gongkai.casework.operations.history import restamp_one
from gongkai.casework.operations.numbering import register_number
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import Entry, Event


class AlreadyFiled(ValueError):
    """The same form was sent before; `request` is what came of it."""

    def __init__(self, request: DisclosureRequest) -> None:
        super().__init__(f"这份申请已经提交，登记号 {request.register_no}，不再重复登记。")
        self.request = request


def open_case(
    *,
    agency: Agency,
    fields: dict[str, Any],
    entries: Sequence[Entry],
    files: Sequence[CaseFile],
    officer: Officer | None,
    on: date,
    at: datetime,
    action: str,
    note: str = "",
) -> DisclosureRequest:
    """Create a request with its first entries, in one transaction.

    :param files: sealed already, not stored yet
    :param note: stands with the first entry
    :raises AlreadyFiled: if the same applicant sent the same form before
    """
    opening = Opening(agency, fields, entries, files, officer, on, at, action, note)
    # The database refuses a form sent twice and a number given twice. Both are rare, and looking
    # for them beforehand would keep everyone waiting who comes after.
    try:
        return _open(opening, _next_number)
    except IntegrityError:
        return _open(opening, _number_looked_for)


class Opening(NamedTuple):
    """What is known of a request before it has its number."""

    agency: Agency
    fields: dict[str, Any]
    entries: Sequence[Entry]
    files: Sequence[CaseFile]
    officer: Officer | None
    on: date
    at: datetime
    action: str
    note: str


@transaction.atomic
def _open(opening: Opening, number: Callable[[Agency, int, str], str]) -> DisclosureRequest:
    """Store everything; the number comes late and the record last, since others wait for both."""
    agency, entries, at = opening.agency, opening.entries, opening.at
    case = DisclosureRequest(agency=agency, version=len(entries), filed_at=at, **opening.fields)
    case.form_digest = keyed_digest("form", case.query_digest + case.applicant_digest)
    received = any(entry.event is Event.RECEIVED for entry in entries)
    restamp_one(case, entries, working_calendar() if received else published_calendar())
    case.register_no = number(agency, opening.on.year, case.form_digest)
    case.save(force_insert=True)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            request=case,
            **entry._asdict(),
            note=opening.note if place == 1 else "",
            officer=opening.officer,
            recorded_at=at,
            version=place,
        )
        for place, entry in enumerate(entries, start=1)
    )
    for file in opening.files:
        file.request, file.officer = case, opening.officer
    if opening.files:
        CaseFile.objects.bulk_create(opening.files)
    record(
        action=opening.action,
        subject=case.register_no,
        at=at,
        agency=agency,
        officer=opening.officer,
        detail={
            "channel": case.channel,
            "arrived_on": case.arrived_on,
            "received_on": case.received_on,
            "due_on": case.due_on,
            "files": [file.sha256 for file in opening.files],
        },
    )
    return case


def _next_number(agency: Agency, year: int, _form_digest: str) -> str:
    return register_number(agency, year)


def _number_looked_for(agency: Agency, year: int, form_digest: str) -> str:
    """Give the next number that no ledger brought with it.

    The number's lock is held: whoever sent the same form a moment ago has been seen.

    :raises AlreadyFiled: if the same applicant sent the same form before
    """
    requests = DisclosureRequest.objects.filter(agency=agency)
    number = register_number(agency, year)
    earlier = requests.filter(form_digest=form_digest).first()
    if earlier is not None:
        raise AlreadyFiled(earlier)
    while requests.filter(register_no=number).exists():
        number = register_number(agency, year)
    return number
