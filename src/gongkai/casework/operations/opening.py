"""Opening a case: its number, its first entries, its files, its notice and its record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.audit.operations import record
from gongkai.casework.models import CaseEvent, CaseFile, DisclosureRequest
from gongkai.casework.operations.history import restamp_one
from gongkai.casework.operations.numbering import register_number
from gongkai.messages.operations import notify
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
    """Create a request with its first entries, in the caller's transaction.

    The number comes late and the record last, since others wait for both.

    :param files: sealed already, not stored yet
    :param note: stands with the first entry
    :raises AlreadyFiled: if the same applicant has a case with the same query digest
    """
    case = DisclosureRequest(agency=agency, version=len(entries), filed_at=at, **fields)
    received = any(entry.event is Event.RECEIVED for entry in entries)
    restamp_one(case, entries, working_calendar() if received else published_calendar())
    clerks = officers_with_role(agency, "CLERK", on) if officer is None else []
    _give_number(case, on.year)
    case.save(force_insert=True)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            request=case,
            **entry._asdict(),
            note=note if place == 1 else "",
            officer=officer,
            recorded_at=at,
            version=place,
        )
        for place, entry in enumerate(entries, start=1)
    )
    for file in files:
        file.request, file.officer = case, officer
    if files:
        CaseFile.objects.bulk_create(files)
    if clerks:
        text = f"收到网上提交的公开申请 {case.register_no}，请于当日与申请人确认。"
        notify(officers=clerks, text=text, subject=case.register_no, at=at)
    record(
        action=action,
        subject=case.register_no,
        at=at,
        agency=agency,
        officer=officer,
        detail={
            "channel": case.channel,
            "arrived_on": case.arrived_on,
            "received_on": case.received_on,
            "due_on": case.due_on,
            "files": [file.sha256 for file in files],
        },
    )
    return case


def _give_number(case: DisclosureRequest, year: int) -> None:
    """Give a new case the next number; what a ledger brought with it is passed over.

    The number's lock is held: whoever sent the same form a moment ago has been seen.

    :raises AlreadyFiled: if the same applicant has a case with the same query digest
    """
    same_form = Q(applicant_digest=case.applicant_digest, query_digest=case.query_digest)
    while True:
        number = register_number(case.agency, year)
        found = list(
            DisclosureRequest.objects.filter(
                same_form | Q(register_no=number), agency=case.agency
            ).only("register_no", "query_digest")
        )
        for earlier in found:
            if earlier.query_digest == case.query_digest:
                raise AlreadyFiled(earlier)
        if not found:
            case.register_no = number
            return
