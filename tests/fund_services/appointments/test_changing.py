"""Another time, cancelling, what the counter notes, and what comes by itself."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from fund_services.appointments.office import AT, NOW, ON, booked, key, plan
from fund_services.signing_in import PASSWORD, an_account
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import AppointmentBooking, AppointmentSlot
from gongkai.fund_services.operations.accounts.deleting import delete_account
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.appointments.acting import BookingChanged, BookingRefused
from gongkai.fund_services.operations.appointments.booking import Visitor, book
from gongkai.fund_services.operations.appointments.calling_off import close_day, reopen_day
from gongkai.fund_services.operations.appointments.changing import (
    MOST_CHANGES,
    cancel,
    change_slot,
)
from gongkai.fund_services.operations.appointments.marking import (
    mark_absent,
    mark_arrived,
    mark_done,
    read_visitor,
    take_absence_back,
)
from gongkai.fund_services.operations.appointments.planning import (
    CounterContent,
    add_counter,
    change_counter,
    close_counter,
    end_plans,
    set_booking_rules,
)
from gongkai.fund_services.operations.appointments.reminding import remind_of_appointments
from gongkai.fund_services.queries.appointments.bookings import DayCounts, day_counts, day_sheet
from gongkai.fund_services.queries.appointments.figures import all_figures, figures_by_counter
from gongkai.fund_services.queries.appointments.plans import (
    booking_rules,
    closures_from,
    plan_lines,
)
from gongkai.messages.models import Dispatch
from gongkai.rules.appointments import BookingRules, BookingRulesRefused

TOMORROW = {"on": date(2026, 3, 11), "at": AT + timedelta(days=1)}


def taken():
    """Return how many places each slot has given, by day and time."""
    return {(row.on.day, f"{row.starts:%H:%M}"): row.taken for row in AppointmentSlot.objects.all()}


def test_a_change_takes_the_new_place_and_gives_the_old_one_back(place):
    booking = booked(place).booking
    moved = change_slot(booking=booking, key=key(place.east, 12, group=""), version=1, **NOW)
    assert moved.slot.counter == place.east and moved.changes == 1
    assert taken() == {(11, "09:30"): 0, (12, "09:30"): 1}
    assert list(Dispatch.objects.values_list("event", flat=True).order_by("pk")) == [
        "appointment.booked", "appointment.changed",
    ]  # fmt: skip
    with pytest.raises(BookingChanged):
        cancel(booking=booking, version=1, **NOW)
    cancel(booking=booking, version=2, **NOW)
    assert taken() == {(11, "09:30"): 0, (12, "09:30"): 0}
    with pytest.raises(BookingRefused, match="已取消"):
        change_slot(booking=booking, key=key(place.hall), version=3, **NOW)
    assert booked(place, token="again").booking.state == "BOOKED"


def test_a_change_to_the_same_or_a_full_slot_changes_nothing(place):
    booking = booked(place).booking
    with pytest.raises(BookingRefused, match="就是现在的时间"):
        change_slot(booking=booking, key=key(place.hall), version=1, **NOW)
    for number in (2, 3):
        booked(place, name="满", phone=f"1390000000{number}", slot=key(place.hall, 12))
    with pytest.raises(BookingRefused, match="已经约满"):
        change_slot(booking=booking, key=key(place.hall, 12), version=1, **NOW)
    booking.refresh_from_db()
    assert booking.version == 1 and taken()[11, "09:30"] == 1


def test_there_is_an_end_to_changes_and_to_late_ones(place):
    booking = booked(place).booking
    for version in range(1, MOST_CHANGES + 1):
        change_slot(booking=booking, key=key(place.hall, 11 + version % 2, 10), version=version,
                    **NOW)  # fmt: skip
    with pytest.raises(BookingRefused, match="最多改期5次"):
        change_slot(booking=booking, key=key(place.hall, 13), version=MOST_CHANGES + 1, **NOW)
    booking.refresh_from_db()
    assert (booking.slot.on.day, booking.slot.starts) == (12, time(10, 30))
    late = {"on": date(2026, 3, 12), "at": datetime(2026, 3, 12, 2, 0, 1, tzinfo=UTC)}
    with pytest.raises(BookingRefused, match="开始前30分钟"):
        cancel(booking=booking, version=booking.version, **late)


def test_a_day_at_the_counter(place):
    first, second = booked(place).booking, booked(place, name="李四", phone="13900000002").booking
    third = booked(place, name="王五", phone="13900000003", slot=key(place.hall, hour=10)).booking
    with pytest.raises(BookingRefused, match="只能在当天"):
        mark_arrived(booking=first, version=1, officer=place.handler, **NOW)
    with pytest.raises(NotAllowed):
        mark_arrived(booking=first, version=1, officer=place.clerk, **TOMORROW)
    with pytest.raises(BookingRefused, match="还没有到"):
        mark_absent(booking=third, version=1, officer=place.handler, **TOMORROW)
    second = mark_arrived(booking=second, version=1, officer=place.handler, **TOMORROW)
    first = mark_arrived(booking=first, version=1, officer=place.handler, **TOMORROW)
    assert (second.call_no, first.call_no) == (1, 2)
    mark_done(booking=second, version=2, officer=place.handler, **TOMORROW)
    evening = {"on": date(2026, 3, 11), "at": AT + timedelta(days=1, hours=9)}
    absent = mark_absent(booking=third, version=1, officer=place.handler, **evening)
    back = take_absence_back(booking=absent, version=2, officer=place.handler, **evening)
    assert back.state == "UNMARKED"
    lines = day_sheet(place.hall, date(2026, 3, 11))
    assert [line.name for line in lines] == ["李*", "张*", "王*"]
    assert all("****" in line.phone for line in lines)
    assert day_counts(lines) == DayCounts(booked=3, arrived=2, done=1, absent=0, unmarked=1)
    assert [each.booking for each in day_sheet(place.hall, date(2026, 3, 11), "13900000002")] == [
        second
    ]
    assert read_visitor(booking=first, officer=place.handler, **TOMORROW) == "张三 13900000001"
    assert Entry.objects.filter(action="appointment.read_visitor").count() == 1


def test_figures_name_what_they_are_shares_of(place):
    first, second = booked(place).booking, booked(place, name="李四", phone="13900000002").booking
    cancel(booking=second, version=1, **NOW)
    mark_arrived(booking=first, version=1, officer=place.handler, **TOMORROW)
    found = all_figures(place.agency, ON, date(2026, 3, 31))
    assert (found.booked, found.cancelled, found.came, found.marked) == (2, 1, 1, 1)
    (line,) = figures_by_counter(place.agency, ON, date(2026, 3, 31))
    assert line.name == "政务大厅窗口" and line.came_share == 1
    assert all_figures(place.agency, date(2026, 4, 1), date(2026, 4, 30)).came_share is None


def test_a_closed_day_calls_appointments_off_and_tells_everybody(place):
    booking = booked(place).booking
    other = booked(place, name="李四", phone="13900000002", slot=key(place.hall, 12)).booking
    day = {"counter": place.hall, "day": date(2026, 3, 11), "reason": "系统升级"}
    with pytest.raises(NotAllowed):
        close_day(**day, officer=place.handler, **NOW)
    assert close_day(**day, officer=place.reviewer, **NOW) == 1
    booking.refresh_from_db()
    other.refresh_from_db()
    assert (booking.state, booking.reason, other.state) == ("CALLED_OFF", "系统升级", "BOOKED")
    assert Dispatch.objects.filter(event="appointment.called_off").count() == 1
    with pytest.raises(BookingRefused, match="已登记为停办日"):
        close_day(**day, officer=place.reviewer, **NOW)
    reopen_day(closure=closures_from(place.hall, ON).get(), officer=place.reviewer, **NOW)
    assert booked(place, token="again").booking.slot.on == date(2026, 3, 11)


def test_reminders_are_given_once_on_the_day_before(place):
    booking = booked(place, slot=key(place.hall, 12)).booking
    assert remind_of_appointments(**NOW) == 0
    assert remind_of_appointments(**TOMORROW) == 1
    assert remind_of_appointments(**TOMORROW) == 0
    assert Dispatch.objects.filter(event="appointment.reminder").count() == 1
    booking.refresh_from_db()
    moved = change_slot(booking=booking, key=key(place.hall, 13), version=booking.version,
                        **TOMORROW)  # fmt: skip
    assert moved.reminded_at is None
    assert remind_of_appointments(on=date(2026, 3, 12), at=AT + timedelta(days=2)) == 1


def test_after_a_standstill_of_ten_days_nobody_is_reminded_of_what_is_over(place):
    gone = booked(place, slot=key(place.hall, 12)).booking
    late = {"on": date(2026, 3, 20), "at": AT + timedelta(days=10)}
    soon = booked(place, name="李四", phone="13900000002", slot=key(place.hall, 17), on=ON)
    assert remind_of_appointments(**late) == 0
    gone.refresh_from_db()
    soon.booking.refresh_from_db()
    assert gone.state == soon.booking.state == "UNMARKED"
    assert not Dispatch.objects.filter(event="appointment.reminder").exists()
    # Nobody knows whether they came: it counts against nobody.
    assert booked(place, token="later", slot=key(place.hall, 24), **late).booking
    before = Entry.objects.count()
    assert remind_of_appointments(**late) == 0 and Entry.objects.count() == before


def test_a_plan_is_changed_for_slots_that_are_booked_as_far_as_it_can(place):
    booked(place)
    booked(place, name="李四", phone="13900000002")
    plan(place, place.hall, "WITHDRAWAL", capacity=5, from_on=date(2026, 3, 11))
    assert AppointmentSlot.objects.get().capacity == 5
    plan(place, place.hall, "WITHDRAWAL", capacity=1, from_on=date(2026, 3, 11))
    assert AppointmentSlot.objects.get().capacity == 2, "two are expected all the same"
    with pytest.raises(BookingRefused):
        booked(place, name="王五", phone="13900000003")
    lines = plan_lines(place.hall, ON)
    assert end_plans(counter=place.hall, keys=[each.pk for each in lines],
                     officer=place.reviewer, **NOW) == 40  # fmt: skip
    with pytest.raises(BookingRefused):
        booked(place, name="王五", phone="13900000003", slot=key(place.hall, 12))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"from_on": date(2026, 3, 9)}, "from_on"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 201}, "capacity"),
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (9,)}, "weekdays"),
        ({"starts": time(9, 15)}, "starts"),
        ({"minutes": 4}, "minutes"),
        ({"ends": time(9, 10)}, "ends"),
    ],
)
def test_plans_that_cannot_be(place, changed, field):
    before = plan_lines(place.hall, ON).count()
    with pytest.raises((BookingRefused, BookingRulesRefused)) as refused:
        plan(place, place.hall, "WITHDRAWAL", **changed)
    assert refused.value.field == field
    assert plan_lines(place.hall, ON).count() == before


def test_counters_are_named_once_and_closed_when_nobody_is_to_come(place):
    content = CounterContent("政务大厅窗口", "某某路9号")
    for name in ("A", "网点 一", "网点13900000001", "很" * 21):
        with pytest.raises(BookingRefused, match="不能写进短信"):
            add_counter(agency=place.agency, content=CounterContent(name, "某某路9号"),
                        officer=place.reviewer, **NOW)  # fmt: skip
    with pytest.raises(BookingRefused, match="已有名为"):
        add_counter(agency=place.agency, content=content, officer=place.reviewer, **NOW)
    with pytest.raises(BookingRefused, match="其他人修改"):
        change_counter(counter=place.hall, content=content, version=7, officer=place.reviewer,
                       **NOW)  # fmt: skip
    booking = booked(place).booking
    with pytest.raises(BookingRefused, match="还有1个"):
        close_counter(counter=place.hall, officer=place.head, **NOW)
    cancel(booking=booking, version=1, **NOW)
    close_counter(counter=place.hall, officer=place.head, **NOW)
    with pytest.raises(BookingRefused):
        booked(place, token="closed")


def test_a_centre_sets_its_own_rules_from_a_day_on(place):
    own = BookingRules(date(2026, 3, 11), 14, 60, 1, 2, 90, 10, 2, "中心办公会")
    set_booking_rules(agency=place.agency, rules=own, officer=place.head, **NOW)
    assert booking_rules(place.agency, ON).days_ahead == 7
    assert booking_rules(place.agency, date(2026, 3, 11)) == own
    with pytest.raises(BookingRulesRefused, match="可预约天数：0超出范围"):
        BookingRules(date(2026, 3, 11), 0, 60, 1, 2, 90, 10, 2, "中心办公会")
    with pytest.raises(BookingRefused, match="依据"):
        set_booking_rules(agency=place.agency, rules=BookingRules(ON, 14, 60, 1, 2, 90, 10, 2),
                          officer=place.head, **NOW)  # fmt: skip
    assert not AppointmentBooking.objects.exists()


def test_who_deletes_his_account_leaves_neither_name_nor_phone_in_past_appointments(place):
    account = an_account(place.agency)
    visitor = Visitor("张三", "13900000001", account)
    row = book(
        agency=place.agency, item=place.buying, key=key(place.hall), visitor=visitor,
        token="of-an-account", **NOW,
    ).booking  # fmt: skip
    deletion = {"account": account, "password": PASSWORD, "is_sure": True, "at": AT}
    with pytest.raises(AccountRefused, match=f"预约号{row.register_no}.*取消"):
        delete_account(**deletion)
    cancel(booking=row, version=row.version, **NOW)
    delete_account(**deletion)
    row.refresh_from_db()
    assert (row.name, row.phone, row.state) == ("", "", "CANCELLED")
