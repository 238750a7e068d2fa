"""The day both sides confirm a request, or the reason why it never was: 条例第三十一条."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseRefused, enter, lock
from gongkai.rules.clock import Channel, Entry, Event, received_on


@transaction.atomic
def confirm_receipt(
    *,
    request: DisclosureRequest,
    version: int | None,
    confirmed_on: date,
    officer: Officer,
    on: date,
    at: datetime,
    note: str = "",
) -> DisclosureRequest:
    """Enter the day of receipt of a request that had to be confirmed; its clock starts.

    :param note: how it was confirmed, e.g. 电话确认
    :raises NotAllowed, EventNotAllowed, CaseRefused, CaseChanged: as acting.enter and lock do
    :raises ImpossibleReceipt: if it was confirmed before it arrived
    """
    case = lock(request, version=version)
    day = confirmed_on
    if case.arrived_on is not None:
        day = received_on(Channel(case.channel), case.arrived_on, confirmed_on) or confirmed_on
    enter(case, Entry(day, Event.RECEIVED), officer=officer, on=on, at=at, note=note.strip())
    return case


@transaction.atomic
def drop_request(
    *,
    request: DisclosureRequest,
    version: int | None,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """End what never became a request: not confirmed, sent by mistake, or taken back before.

    :raises CaseRefused: without a reason
    :raises NotAllowed, EventNotAllowed, CaseChanged: as acting.enter and lock do
    """
    case = lock(request, version=version)
    if not reason.strip():
        raise CaseRefused("终止理由：未填写，请写明多次联系的情况或者申请人的说明。")
    enter(case, Entry(on, Event.DROPPED), officer=officer, on=on, at=at, note=reason.strip())
    return case
