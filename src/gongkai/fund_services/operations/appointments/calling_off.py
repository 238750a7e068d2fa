"""Days on which a counter serves nobody: who booked is told at once and may book anew."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import AppointmentBooking, BookingState, Counter, CounterClosure
from gongkai.fund_services.operations.appointments.acting import (
    BookingRefused,
    hold,
    tell,
    touch,
)
from gongkai.fund_services.operations.appointments.allowing import insist_on_planner
from gongkai.fund_services.operations.appointments.booking import described
from gongkai.fund_services.operations.appointments.seating import give_back

LONGEST_REASON = 100


@transaction.atomic
def close_day(
    *, counter: Counter, day: date, reason: str, officer: Officer, on: date, at: datetime
) -> int:
    """Close a counter for a day; appointments of it are called off. Return how many.

    :raises BookingRefused: if the day is past or closed already, or no reason is given
    """
    held = Counter.objects.select_for_update(of=("self",), no_key=True)
    counter = held.select_related("agency").get(pk=counter.pk)
    insist_on_planner(officer, counter.agency, on)
    if day < on:
        raise BookingRefused("停办日期：不能早于今天。", field="day")
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise BookingRefused(f"原因：请用{LONGEST_REASON}字以内写明，群众会看到。", field="reason")
    _row, is_new = CounterClosure.objects.get_or_create(
        counter=counter, on=day, defaults={"reason": reason, "made_by": officer, "made_at": at}
    )
    if not is_new:
        raise BookingRefused(f"{day}已登记为停办日。", field="day")
    called_off = _call_off(counter, day, reason, officer, at)
    record(
        action="counter.day_closed",
        subject=counter.name,
        at=at,
        agency=counter.agency,
        officer=officer,
        detail={"day": day.isoformat(), "reason": reason, "called_off": called_off},
    )
    return called_off


@transaction.atomic
def reopen_day(*, closure: CounterClosure, officer: Officer, on: date, at: datetime) -> None:
    """Open a counter again on a day that was closed; who was called off has to book anew.

    :raises BookingRefused: if the day is past
    """
    counter = closure.counter
    insist_on_planner(officer, counter.agency, on)
    if closure.on < on:
        raise BookingRefused("停办日已过，不能撤销。")
    CounterClosure.objects.filter(pk=closure.pk).delete()
    record(
        action="counter.day_reopened",
        subject=counter.name,
        at=at,
        agency=counter.agency,
        officer=officer,
        detail={"day": closure.on.isoformat()},
    )


def _call_off(counter: Counter, day: date, reason: str, officer: Officer, at: datetime) -> int:
    rows = AppointmentBooking.objects.filter(
        slot__counter=counter, slot__on=day, state=BookingState.BOOKED
    )
    count = 0
    for booking in rows.order_by("pk"):
        held = hold(booking)
        if held.state != BookingState.BOOKED or held.slot.on != day:
            continue
        give_back(held.slot)
        held.state, held.reason = BookingState.CALLED_OFF, reason
        held.ended_at, held.ended_by = at, officer
        touch(held, "called_off", officer=officer, at=at, **described(held.slot, held.item))
        tell(held, "called_off", at)
        count += 1
    return count
