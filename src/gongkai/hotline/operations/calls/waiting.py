"""Numbers that wait to be called: put on the list, taken by one agent, called, given up."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import Call, WaitingCall, WaitingKind, WaitingState
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.permissions import may_run_desk, require_agent
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.caller_numbers import number_fault, plain_number
from gongkai.rules.hotline_desk import BETWEEN_ATTEMPTS, KEPT_FOR, MOST_ATTEMPTS

_OPEN = (WaitingState.WAITING, WaitingState.TAKEN)


def add_waiting(
    *,
    agency: Agency,
    kind: str,
    number: str,
    asked_at: datetime,
    note: str = "",
    outside_no: str = "",
    call_at: datetime | None = None,
) -> WaitingCall | None:
    """Put a number on the list unless it waits already; return the entry, None for no number.

    :param kind: a code of WaitingKind
    :raises CallRefused: if the number is wrong
    """
    if fault := number_fault(number):
        raise CallRefused(fault, (("number", fault),))
    plain = plain_number(number)
    if not plain:
        return None
    digest = keyed_digest("phone", plain)
    rows = WaitingCall.objects.filter(agency=agency)
    known = Q(number_digest=digest, state__in=_OPEN)
    if outside_no:
        known |= Q(outside_no=outside_no)
    earlier = rows.filter(known).first()
    if earlier is not None:
        return earlier
    return WaitingCall.objects.create(
        agency=agency,
        kind=kind,
        number=plain,
        number_digest=digest,
        note=note,
        outside_no=outside_no,
        asked_at=asked_at,
        call_at=call_at,
    )


def promise(
    call: Call, number: str, note: str, call_at: datetime | None, at: datetime
) -> WaitingCall | None:
    """Put the number of a caller who is to be called back on the list."""
    return add_waiting(
        agency=call.agency,
        kind=str(WaitingKind.PROMISED),
        number=number,
        note=note,
        asked_at=at,
        call_at=call_at,
    )


def take_next(*, agency: Agency, officer: Officer, on: date, at: datetime) -> WaitingCall:
    """Take the number that has waited longest; nobody else gets it.

    An agent who has one already gets that one again.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if nobody waits to be called now
    """
    require_agent(officer, agency, on)
    for key in _to_call_now(agency, at).values_list("pk", flat=True)[:20]:
        held = _taken(agency, key, officer, at)
        if held is not None:
            return held
    held = in_hand(officer)
    if held is not None:
        return held
    raise CallRefused("现在没有待回拨的号码。")


def take(*, waiting: int, agency: Agency, officer: Officer, on: date, at: datetime) -> WaitingCall:
    """Take one number off the list; nobody else gets it.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if another was quicker, or the officer has a number in hand
    """
    require_agent(officer, agency, on)
    held = _taken(agency, waiting, officer, at)
    if held is not None and held.pk == waiting:
        return held
    if held is not None:
        raise CallRefused("您正在回拨另一个号码，请先登记结果或者放回列表。")
    row = WaitingCall.objects.select_related("taken_by").filter(agency=agency, pk=waiting).first()
    if row is None:
        raise CallRefused("没有这个待回拨号码，请刷新列表。")
    who = f"已由{row.taken_by.name}领取" if row.taken_by else f"现为“{row.get_state_display()}”"
    raise CallRefused(f"没有领取：该号码{who}。")


@transaction.atomic
def not_reached(
    *, waiting: int, agency: Agency, officer: Officer, on: date, at: datetime
) -> WaitingCall:
    """Put a number back that did not answer; after so many attempts it is given up.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if he does not have the number in hand
    """
    row = _held(waiting, agency, officer, on)
    row.attempts += 1
    row.state = WaitingState.GIVEN_UP if row.attempts >= MOST_ATTEMPTS else WaitingState.WAITING
    row.call_at = at + BETWEEN_ATTEMPTS
    return _let_go(row, "not_reached", officer, at)


@transaction.atomic
def give_back(
    *, waiting: int, agency: Agency, officer: Officer, on: date, at: datetime
) -> WaitingCall:
    """Put a number back that was not called; who runs the desk may do so for another.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if the number is in nobody's hand, or in another's
    """
    row = _held(waiting, agency, officer, on)
    row.state = WaitingState.WAITING
    return _let_go(row, "given_back", officer, at)


@transaction.atomic
def give_up(
    *, waiting: int, agency: Agency, officer: Officer, on: date, at: datetime
) -> WaitingCall:
    """Call a number no longer, e.g. because it is of a machine.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if the number is in nobody's hand, or in another's
    """
    row = _held(waiting, agency, officer, on)
    row.state = WaitingState.GIVEN_UP
    return _let_go(row, "given_up", officer, at)


def in_hand(officer: Officer) -> WaitingCall | None:
    """Return the number that an officer is calling back."""
    return WaitingCall.objects.filter(taken_by=officer, state=WaitingState.TAKEN).first()


def _to_call_now(agency: Agency, at: datetime) -> QuerySet[WaitingCall]:
    """Return what may be taken: waiting and due, or left lying by whoever took it."""
    is_due = Q(call_at=None) | Q(call_at__lte=at)
    free = Q(state=WaitingState.WAITING) & is_due
    lying = Q(state=WaitingState.TAKEN, taken_at__lt=at - KEPT_FOR)
    rows = WaitingCall.objects.filter(free | lying, agency=agency)
    return rows.order_by(Coalesce("call_at", "asked_at"), "pk")


def _taken(agency: Agency, key: int, officer: Officer, at: datetime) -> WaitingCall | None:
    """Take a number if it may be; return it, or the one in hand already, None if others have it."""
    free = Q(state=WaitingState.WAITING) | Q(state=WaitingState.TAKEN, taken_at__lt=at - KEPT_FOR)
    try:
        with transaction.atomic():
            # One statement: whoever comes second finds nothing to change.
            changed = WaitingCall.objects.filter(free, pk=key, agency=agency).update(
                state=WaitingState.TAKEN, taken_by=officer, taken_at=at
            )
            if not changed:
                return in_hand(officer)
            row = WaitingCall.objects.get(pk=key)
            record(
                action="waiting_call.taken",
                subject=_told(row),
                at=at,
                agency=agency,
                officer=officer,
                detail={"attempts": row.attempts},
            )
            return row
    except IntegrityError:
        return in_hand(officer)


def _held(waiting: int, agency: Agency, officer: Officer, on: date) -> WaitingCall:
    require_agent(officer, agency, on)
    rows = WaitingCall.objects.select_for_update().filter(agency=agency, pk=waiting)
    row = rows.filter(state=WaitingState.TAKEN).first()
    if row is None:
        raise CallRefused("该号码不在回拨中，请刷新列表核对。")
    if row.taken_by_id != officer.pk and not may_run_desk(officer, agency, on):
        raise CallRefused("该号码由其他坐席领取，请由本人或者工单管理员办理。")
    return row


def _let_go(row: WaitingCall, act: str, officer: Officer, at: datetime) -> WaitingCall:
    row.taken_by = row.taken_at = None
    row.save()
    record(
        action=f"waiting_call.{act}",
        subject=_told(row),
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"attempts": row.attempts, "state": row.state},
    )
    return row


def _told(row: WaitingCall) -> str:
    return f"待回拨 {row.pk}"
