"""What comes by itself: the reminder before the day, and the end of days that nobody marked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import AppointmentBooking, BookingState
from gongkai.fund_services.operations.appointments.acting import hold, tell, touch
from gongkai.fund_services.queries.appointments.plans import booking_rules
from gongkai.fund_services.queries.appointments.walls import wall_day

_LONGEST_AHEAD = 7


def remind_of_appointments(*, on: date, at: datetime) -> int:
    """Remind who comes soon, each once, and end appointments of earlier days; return the reminders.

    A reminder is due from some days before the appointment on (the rules say how many), and never
    on a day that is over: after a standstill nobody is reminded of what he missed. Each appointment
    is a transaction of its own.
    """
    end_past_days(on=on, at=at)
    return sum(_remind(booking, on, at) for booking in _due(on))


def end_past_days(*, on: date, at: datetime) -> int:
    """End appointments of earlier days that the counter left as they were; return how many.

    Nobody knows whether they came: they never count against them.
    """
    rows = AppointmentBooking.objects.filter(state=BookingState.BOOKED, slot__on__lt=on)
    return sum(_end(booking, on, at) for booking in rows.order_by("pk"))


def _due(on: date) -> Iterator[AppointmentBooking]:
    rows = AppointmentBooking.objects.filter(
        state=BookingState.BOOKED,
        reminded_at=None,
        slot__on__range=(on, on + timedelta(days=_LONGEST_AHEAD)),
    )
    days: dict[int, int] = {}
    for booking in rows.select_related("agency", "slot").order_by("slot__on", "pk"):
        agency: Agency = booking.agency
        if agency.pk not in days:
            days[agency.pk] = booking_rules(agency, on).remind_days
        ahead = (booking.slot.on - on).days
        # Who books for today or so late has just been told.
        if 1 <= ahead <= days[agency.pk] and not _is_just_booked(booking, on):
            yield booking


def _is_just_booked(booking: AppointmentBooking, on: date) -> bool:
    return wall_day(booking.booked_at) >= on


@transaction.atomic
def _remind(booking: AppointmentBooking, on: date, at: datetime) -> int:
    held = hold(booking)
    if held.state != BookingState.BOOKED or held.reminded_at is not None or held.slot.on <= on:
        return 0
    held.reminded_at = at
    touch(held, "reminded", officer=None, at=at)
    tell(held, "reminder", at)
    return 1


@transaction.atomic
def _end(booking: AppointmentBooking, on: date, at: datetime) -> int:
    held = hold(booking)
    if held.state != BookingState.BOOKED or held.slot.on >= on:
        return 0
    held.state, held.ended_at = BookingState.UNMARKED, at
    touch(held, "unmarked", officer=None, at=at)
    return 1
