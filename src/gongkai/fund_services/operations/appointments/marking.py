"""What the counter notes on a day: who came, with a number to call, who was served, who did not."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Officer
from gongkai.fund_services.models import AppointmentBooking, BookingState
from gongkai.fund_services.operations.appointments.acting import BookingRefused, hold, touch
from gongkai.fund_services.operations.appointments.allowing import insist_on_counter_staff
from gongkai.fund_services.operations.appointments.seating import hold_counter
from gongkai.fund_services.queries.appointments.walls import wall_clock

_STATES = BookingState


@transaction.atomic
def mark_arrived(
    *, booking: AppointmentBooking, version: int, officer: Officer, on: date, at: datetime
) -> AppointmentBooking:
    """Note that somebody came on his day, and give him the next number of counter and day.

    :raises BookingRefused: if it is not his day, or he was marked before
    """
    # Held, so that no two get one number.
    hold_counter(booking.slot.counter_id)
    held = _held(booking, version, officer, on)
    if held.slot.on != on:
        raise BookingRefused(f"这个预约的日期是{held.slot.on}，只能在当天登记到场。")
    _insist(held, _STATES.BOOKED, _STATES.ABSENT)
    same_day = AppointmentBooking.objects.filter(
        slot__counter=held.slot.counter_id, slot__on=held.slot.on
    )
    last = same_day.aggregate(last=Max("call_no"))["last"] or 0
    held.call_no = held.call_no or last + 1
    held.state, held.arrived_at = _STATES.ARRIVED, at
    held.ended_at = held.ended_by = None
    touch(held, "arrived", officer=officer, at=at, call_no=held.call_no)
    return held


@transaction.atomic
def mark_done(
    *, booking: AppointmentBooking, version: int, officer: Officer, on: date, at: datetime
) -> AppointmentBooking:
    """Note that somebody who came was served.

    :raises BookingRefused: if he did not come
    """
    held = _held(booking, version, officer, on)
    _insist(held, _STATES.ARRIVED)
    held.state, held.ended_at, held.ended_by = _STATES.DONE, at, officer
    touch(held, "done", officer=officer, at=at)
    return held


@transaction.atomic
def mark_absent(
    *, booking: AppointmentBooking, version: int, officer: Officer, on: date, at: datetime
) -> AppointmentBooking:
    """Note that somebody did not come; it counts for how often he may book.

    :raises BookingRefused: before his time has come, or if he came
    """
    held = _held(booking, version, officer, on)
    _insist(held, _STATES.BOOKED, _STATES.UNMARKED)
    if _has_not_begun(held, at):
        raise BookingRefused("预约的时间还没有到，不能登记未到场。")
    held.state, held.ended_at, held.ended_by = _STATES.ABSENT, at, officer
    touch(held, "absent", officer=officer, at=at)
    return held


@transaction.atomic
def take_absence_back(
    *, booking: AppointmentBooking, version: int, officer: Officer, on: date, at: datetime
) -> AppointmentBooking:
    """Take a mark of absence back that was wrong; it counts no longer.

    :raises BookingRefused: if there is none
    """
    held = _held(booking, version, officer, on)
    _insist(held, _STATES.ABSENT)
    held.state = _STATES.UNMARKED
    touch(held, "absence_taken_back", officer=officer, at=at)
    return held


@transaction.atomic
def read_visitor(*, booking: AppointmentBooking, officer: Officer, on: date, at: datetime) -> str:
    """Return name and phone of who booked, in full; that they were read is on record.

    :raises NotAllowed: if the officer does not serve people
    """
    held = _held(booking, None, officer, on)
    touch(held, "read_visitor", officer=officer, at=at)
    return f"{held.name} {held.phone}"


def _held(
    booking: AppointmentBooking, version: int | None, officer: Officer, on: date
) -> AppointmentBooking:
    held = hold(booking, version=version)
    insist_on_counter_staff(officer, held.agency, on)
    return held


def _insist(booking: AppointmentBooking, *states: Any) -> None:
    if booking.state not in states:
        raise BookingRefused(
            f"这个预约现为“{booking.get_state_display()}”，不能这样登记，请刷新页面查看。"
        )


def _has_not_begun(booking: AppointmentBooking, at: datetime) -> bool:
    now = wall_clock(at)
    return now < datetime.combine(booking.slot.on, booking.slot.starts, now.tzinfo)
