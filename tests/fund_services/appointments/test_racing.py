"""Who comes at once: no slot is given twice, no number either, and nobody waits for ever."""

from datetime import date, timedelta

from fund_services.appointments.office import AT, NOW, booked, centre, key
from gongkai.fund_services.models import AppointmentBooking, AppointmentSeries, AppointmentSlot
from gongkai.fund_services.operations.appointments.acting import BookingRefused, SlotFull
from gongkai.fund_services.operations.appointments.calling_off import close_day
from gongkai.fund_services.operations.appointments.changing import change_slot
from gongkai.fund_services.operations.appointments.marking import mark_arrived
from gongkai.fund_services.operations.appointments.reminding import remind_of_appointments
from gongkai.fund_services.operations.appointments.seating import take_place


def visitor(number):
    return {"name": f"某{number}", "phone": f"1390000000{number}"}


def test_eight_come_for_two_places(race):
    place = centre(capacity=2)
    results = race(*[lambda n=n: booked(place, **visitor(n)) for n in range(8)])
    assert sum(isinstance(each, SlotFull) for each in results) == 6, results
    slot = AppointmentSlot.objects.get()
    assert slot.taken == slot.capacity == AppointmentBooking.objects.count() == 2
    assert AppointmentSeries.objects.get().last == 2


def test_the_counter_of_a_slot_holds_without_any_other_lock(race):
    place = centre(capacity=3)
    booked(place)
    slot = AppointmentSlot.objects.get()
    results = race(*[lambda: take_place(slot)] * 6)
    assert sum(each is None for each in results) == 2
    slot.refresh_from_db()
    assert slot.taken == slot.capacity == 3


def test_one_person_who_sends_two_forms_at_once_has_one_appointment(race):
    place = centre(capacity=9)
    results = race(*[lambda n=n: booked(place, token=f"t{n}") for n in range(4)])
    assert sum(isinstance(each, BookingRefused) for each in results) == 3, results
    assert AppointmentBooking.objects.count() == AppointmentSlot.objects.get().taken == 1


def test_one_form_sent_four_times_at_once_is_one_appointment(race):
    place = centre(capacity=9)
    results = race(*[lambda: booked(place, token="same")] * 4)
    assert len({each.booking.pk for each in results}) == 1
    assert len({each.code for each in results}) == 1
    assert AppointmentSlot.objects.get().taken == 1


def test_two_who_change_places_with_each_other_do_not_wait_for_ever(race):
    place = centre(capacity=2)
    first = booked(place, **visitor(1)).booking
    second = booked(place, **visitor(2), slot=key(place.hall, 12)).booking
    race(
        lambda: change_slot(booking=first, key=key(place.hall, 12), version=1, **NOW),
        lambda: change_slot(booking=second, key=key(place.hall, 11), version=1, **NOW),
    )
    assert sorted(AppointmentSlot.objects.values_list("taken", flat=True)) == [1, 1]


def test_call_numbers_and_reminders_are_given_once(race):
    place = centre(capacity=9)
    rows = [booked(place, **visitor(n), slot=key(place.hall, 12)).booking for n in range(4)]
    tomorrow = {"on": date(2026, 3, 11), "at": AT + timedelta(days=1)}
    assert sum(race(*[lambda: remind_of_appointments(**tomorrow)] * 3)) == 4
    day = {"on": date(2026, 3, 12), "at": AT + timedelta(days=2), "officer": place.handler}
    race(*[lambda row=row: mark_arrived(booking=row, version=2, **day) for row in rows])
    numbers = AppointmentBooking.objects.values_list("call_no", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4]


def test_nobody_books_or_moves_into_a_day_while_it_is_closed(race):
    place = centre(capacity=9)
    rows = [booked(place, **visitor(n), slot=key(place.hall, 12)).booking for n in range(2)]
    race(
        lambda: close_day(counter=place.hall, day=date(2026, 3, 11), reason="停电",
                          officer=place.reviewer, **NOW),
        lambda: booked(place, **visitor(5)),
        lambda: booked(place, **visitor(6)),
        lambda: change_slot(booking=rows[0], key=key(place.hall), version=1, **NOW),
    )  # fmt: skip
    still = AppointmentBooking.objects.filter(slot__on=date(2026, 3, 11), state="BOOKED")
    assert not still.exists()
    assert all(slot.taken == AppointmentBooking.objects.filter(slot=slot, state="BOOKED").count()
               for slot in AppointmentSlot.objects.all())  # fmt: skip
