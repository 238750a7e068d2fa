"""Giving places of a slot, and giving them back: never one more than there are."""

from collections.abc import Iterable

from django.db.models import F

from gongkai.fund_services.models import AppointmentSlot, Counter
from gongkai.fund_services.operations.appointments.acting import SlotFull
from gongkai.fund_services.queries.appointments.slots import OfferedSlot


def slot_of(offered: OfferedSlot) -> AppointmentSlot:
    """Return the row of a slot, made where nobody booked it before."""
    key = offered.key
    row, _is_new = AppointmentSlot.objects.get_or_create(
        counter_id=key.counter,
        group=key.group,
        on=key.on,
        starts=key.starts,
        defaults={"ends": offered.ends, "capacity": offered.capacity},
    )
    return row


def take_place(slot: AppointmentSlot) -> None:
    """Take one place of a slot, in one statement with the test that there is one.

    :raises SlotFull: if there is none
    """
    free = AppointmentSlot.objects.filter(pk=slot.pk, taken__lt=F("capacity"))
    if not free.update(taken=F("taken") + 1):
        raise SlotFull(
            f"{slot.on.month}月{slot.on.day}日{slot.starts:%H:%M}的号已经约满，请选择其他时段。",
            field="slot",
        )


def give_back(slot: AppointmentSlot) -> None:
    """Give a place of a slot back."""
    AppointmentSlot.objects.filter(pk=slot.pk, taken__gt=0).update(taken=F("taken") - 1)


def hold_counter(key: int) -> None:
    """Hold a counter for the transaction, before any appointment and slot of it.

    Whoever closes a day of it meanwhile comes before or after, and never between.
    """
    list(Counter.objects.select_for_update(no_key=True).filter(pk=key).values_list("pk"))


def hold_slots(slots: Iterable[AppointmentSlot]) -> None:
    """Hold slots for the transaction, always in the same order, so that no two wait for ever."""
    keys = sorted(slot.pk for slot in slots)
    list(AppointmentSlot.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
