"""Changing an appointment to another time, and cancelling it, by who booked it."""

from datetime import date, datetime

from django.db import transaction

from gongkai.fund_services.models import AppointmentBooking, BookingState
from gongkai.fund_services.operations.appointments.acting import BookingRefused, hold, tell, touch
from gongkai.fund_services.operations.appointments.booking import described, insist_on_slot
from gongkai.fund_services.operations.appointments.seating import (
    give_back,
    hold_counter,
    hold_slots,
    slot_of,
    take_place,
)
from gongkai.fund_services.queries.appointments.plans import booking_rules
from gongkai.fund_services.queries.appointments.slots import SlotKey
from gongkai.fund_services.queries.appointments.walls import wall_clock
from gongkai.rules.appointments import is_still_open

MOST_CHANGES = 5


@transaction.atomic
def change_slot(
    *, booking: AppointmentBooking, key: SlotKey, version: int, on: date, at: datetime
) -> AppointmentBooking:
    """Move an appointment to another slot; the old place is free for others at once.

    :raises BookingRefused: if it is over, changed meanwhile or too often, or the slot is full
    """
    hold_counter(key.counter)
    held = hold(booking, version=version)
    _insist_open(held, on, at)
    if held.changes >= MOST_CHANGES:
        raise BookingRefused(
            f"预约最多改期{MOST_CHANGES}次，这个预约已改期{held.changes}次；"
            "确需另约的，请取消后重新预约。"
        )
    offered = insist_on_slot(held.agency, held.item, key, on, at)
    old, new = held.slot, slot_of(offered)
    if old.pk == new.pk:
        raise BookingRefused("选择的就是现在的时间，请另选一个时段。", field="slot")
    hold_slots([old, new])
    take_place(new)
    give_back(old)
    held.slot, held.changes, held.reminded_at = new, held.changes + 1, None
    touch(held, "changed", officer=None, at=at, before=described(old, held.item),
          **described(new, held.item))  # fmt: skip
    tell(held, "changed", at)
    return held


@transaction.atomic
def cancel(
    *, booking: AppointmentBooking, version: int, on: date, at: datetime
) -> AppointmentBooking:
    """Cancel an appointment; its place is free for others at once.

    :raises BookingRefused: if it is over, or changed meanwhile
    """
    held = hold(booking, version=version)
    _insist_open(held, on, at)
    give_back(held.slot)
    held.state, held.ended_at = BookingState.CANCELLED, at
    touch(held, "cancelled", officer=None, at=at, **described(held.slot, held.item))
    tell(held, "cancelled", at)
    return held


def _insist_open(booking: AppointmentBooking, on: date, at: datetime) -> None:
    if booking.state != BookingState.BOOKED:
        raise BookingRefused(f"这个预约现为“{booking.get_state_display()}”，不能再改期或者取消。")
    rules, slot = booking_rules(booking.agency, on), booking.slot
    if not is_still_open(slot.on, slot.starts, wall_clock(at), rules):
        raise BookingRefused(
            f"改期、取消须在开始前{rules.closes_minutes}分钟以前，现在已过时间；"
            "不能到场的，请拨打网点电话告知。"
        )
