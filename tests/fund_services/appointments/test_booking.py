"""Booking a slot: what is offered, what is refused, and that nothing is given twice."""

from datetime import date, datetime, timedelta, timezone

import pytest

from fund_services.appointments.office import AT, NOW, ON, booked, item, key, plan
from gongkai.agencies.models import CalendarYear
from gongkai.audit.models import Entry
from gongkai.fund_services.models import AppointmentBooking, AppointmentSlot
from gongkai.fund_services.operations.appointments.acting import BookingRefused, SlotFull
from gongkai.fund_services.operations.appointments.booking import Visitor, problems_of
from gongkai.fund_services.operations.appointments.calling_off import close_day
from gongkai.fund_services.operations.appointments.marking import mark_absent
from gongkai.fund_services.queries.appointments.bookings import tracked_booking
from gongkai.fund_services.queries.appointments.slots import offered_days
from gongkai.messages.models import Dispatch

WALL = timezone(timedelta(hours=8))


def days(place, counter=None, item=None, **when):
    """Return what is offered, by day."""
    when = {**NOW, **when}
    found = offered_days(counter or place.hall, item or place.buying, when["on"], when["at"])
    return {each.on: each for each in found}


def test_a_slot_is_booked_and_found_by_number_and_code(place):
    done = booked(place)
    booking = done.booking
    assert booking.register_no == "YY2026-00001" and booking.state == "BOOKED"
    assert len(done.code) == 11 and done.code not in (booking.code_digest, booking.token)
    assert tracked_booking(place.agency, "yy2026-00001", done.code.lower()) == booking
    assert tracked_booking(place.agency, "YY2026-00001", "AAAAA-AAAAA") is None
    assert tracked_booking(place.agency, "YY2026-00002", done.code) is None
    assert AppointmentSlot.objects.get().taken == 1
    assert days(place)[date(2026, 3, 11)].slots[1].left == 1


def test_who_booked_is_told_by_sms_and_no_name_or_phone_reaches_the_trail(place, settings):
    settings.GONGKAI_SMS = {**settings.GONGKAI_SMS, "base": "https://sms.example.cn"}
    booking = booked(place).booking
    sent = Dispatch.objects.get()
    assert sent.event == "appointment.booked" and sent.subject == booking.register_no
    assert sent.text == (
        "您已预约2026年3月11日09:30到政务大厅窗口办理业务，预约号YY2026-00001。"
        "请按时到场，不能来的请提前在网站取消。"
    )
    entry = Entry.objects.get(action="appointment.booked")
    told = f"{entry.subject} {entry.detail}"
    assert "张三" not in told and "139" not in told


def test_the_same_form_sent_twice_is_one_appointment_with_one_code(place):
    first, second = booked(place), booked(place)
    assert first.booking.pk == second.booking.pk and first.code == second.code
    assert AppointmentSlot.objects.get().taken == 1
    # No number is left out by it.
    assert booked(place, name="李四", phone="13900000002").booking.register_no == "YY2026-00002"


def test_one_open_appointment_for_a_person_and_item(place):
    booked(place)
    with pytest.raises(BookingRefused, match="已有一个预约"):
        booked(place, token="another", slot=key(place.hall, 12))
    # Blanks and full-width digits are no other person.
    with pytest.raises(BookingRefused, match="已有一个预约"):
        booked(place, name="张 三", phone="１３９０００００００１", token="third")
    assert booked(place, token="other item", item=place.renting, slot=key(place.hall, 12))
    assert AppointmentBooking.objects.count() == 2


def test_a_phone_holds_so_many_open_appointments(place):
    for number, name in enumerate(("甲", "乙", "丙")):
        booked(place, name=name, slot=key(place.hall, 11 + number % 2, 9 + number % 2, 0))
    with pytest.raises(BookingRefused, match="最多同时有3个预约") as refused:
        booked(place, name="丁", slot=key(place.hall, 12, 10))
    assert refused.value.field == "phone"


def test_a_full_slot_is_refused_and_leaves_nothing(place):
    booked(place)
    booked(place, name="李四", phone="13900000002")
    with pytest.raises(SlotFull, match="3月11日09:30的号已经约满"):
        booked(place, name="王五", phone="13900000003")
    slot = AppointmentSlot.objects.get()
    assert (slot.taken, slot.capacity) == (2, 2)
    assert AppointmentBooking.objects.count() == 2
    assert days(place)[date(2026, 3, 11)].slots[1].is_full


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        ({"day": 9}, "yesterday"),
        ({"day": 18}, "beyond the days ahead"),
        ({"day": 14}, "a Saturday without a plan"),
        ({"hour": 15}, "not planned"),
        ({"minute": 15}, "not planned"),
        ({"day": 10, "hour": 9, "minute": 0}, "has begun"),
        ({"group": "LOAN"}, "of another group"),
        ({"group": ""}, "of a group the counter has not"),
    ],
)
def test_slots_that_cannot_be_booked(place, slot, why):
    with pytest.raises(BookingRefused, match="请重新选择时间") as refused:
        booked(place, slot=key(place.hall, **slot))
    assert refused.value.field == "slot", why
    assert not AppointmentBooking.objects.exists()


def test_a_slot_closes_half_an_hour_before_it_begins(place):
    half_past = datetime(2026, 3, 10, 9, 30, tzinfo=WALL)
    assert booked(place, slot=key(place.hall, 10, 10, 0), at=half_past)
    with pytest.raises(BookingRefused, match="已经过去"):
        booked(place, name="李四", phone="13900000002", slot=key(place.hall, 10, 10, 0),
               at=half_past + timedelta(seconds=1))  # fmt: skip


def test_an_item_sees_the_slots_of_its_group_and_those_for_all(place):
    assert all(not day.slots for day in days(place, place.hall, place.loan).values())
    assert days(place, place.east, place.loan)[date(2026, 3, 11)].slots
    own = item(place.agency, "", "本中心的事项", 9)
    assert days(place, place.east, own)[date(2026, 3, 11)].slots
    assert all(not day.slots for day in days(place, place.hall, own).values())
    booked(place, item=own, slot=key(place.east, group=""))


def test_of_two_slots_at_one_time_that_of_the_group_is_taken_first(place):
    plan(place, place.hall, "", capacity=1)
    offered = days(place)[date(2026, 3, 11)].slots
    assert [each.starts.hour for each in offered] == [9, 9, 10, 10]
    assert (offered[1].key.group, offered[1].left) == ("WITHDRAWAL", 3)
    booked(place)
    booked(place, name="李四", phone="13900000002")
    left = days(place)[date(2026, 3, 11)].slots[1]
    assert (left.key.group, left.left, left.is_full) == ("", 1, False)


def test_holidays_weekends_make_up_days_and_closed_days(place):
    # 清明: 4 to 6 April 2026; 2026-02-14 and 02-28 are worked for the Spring Festival.
    found = days(place, on=date(2026, 4, 1), at=AT + timedelta(days=22))
    assert found[date(2026, 4, 6)].closed == "节假日" and not found[date(2026, 4, 6)].slots
    assert found[date(2026, 4, 3)].slots and found[date(2026, 4, 7)].slots
    plan(place, place.hall, "WITHDRAWAL", weekdays=(8,), from_on=date(2026, 3, 10))
    make_up = days(place, on=date(2026, 5, 8), at=AT + timedelta(days=59))
    assert make_up[date(2026, 5, 9)].slots, "Saturday, 9 May 2026 is worked"
    assert not make_up[date(2026, 5, 10)].slots
    close_day(counter=place.hall, day=date(2026, 3, 12), reason="系统升级",
              officer=place.reviewer, **NOW)  # fmt: skip
    assert days(place)[date(2026, 3, 12)].closed == "系统升级"
    with pytest.raises(BookingRefused):
        booked(place, slot=key(place.hall, 12))


def test_a_year_without_a_calendar_is_told_and_not_guessed(place):
    last = max(CalendarYear.objects.values_list("year", flat=True), default=0)
    assert last == 0
    on = date(2026, 12, 29)
    found = days(place, on=on, at=datetime(2026, 12, 29, 1, 0, tzinfo=AT.tzinfo))
    assert found[date(2026, 12, 31)].slots
    assert found[date(2027, 1, 4)].closed == "工作日历尚未公布"


def test_who_did_not_come_three_times_waits_and_may_come_all_the_same(place):
    for day in (11, 12, 13):
        later = {"on": date(2026, 3, day), "at": AT + timedelta(days=day - 10, hours=1)}
        booking = booked(place, slot=key(place.hall, day), token=f"t{day}").booking
        mark_absent(booking=booking, version=booking.version, officer=place.handler, **later)
    monday = {"on": date(2026, 3, 16), "at": AT + timedelta(days=6)}
    with pytest.raises(BookingRefused, match="2026年4月12日之前不能网上预约") as refused:
        booked(place, token="late", slot=key(place.hall, 17), **monday)
    assert "现场取号" in str(refused.value)
    after = {"on": date(2026, 4, 13), "at": AT + timedelta(days=34)}
    assert booked(place, token="after", slot=key(place.hall, 14, month=4), **after)


def test_withdrawn_and_foreign_items_are_refused(place):
    gone = item(place.agency, "", "停办事项", 8, withdrawn_on=ON)
    with pytest.raises(BookingRefused, match="已经停办"):
        booked(place, item=gone, slot=key(place.east, group=""))


@pytest.mark.parametrize(
    ("name", "phone", "field", "told"),
    [
        ("", "13900000001", "name", "姓名：未填写"),
        ("长" * 31, "13900000001", "name", "30个字以内"),
        ("张三", "", "phone", "未填写"),
        ("张三", "1390000", "phone", "手机号码：应为11位"),
        ("张三", "010-12345678", "phone", "11位手机号码"),
        ("张三", "13900000001 or 1=1", "phone", "数字以外"),
    ],
)
def test_what_a_visitor_typed_wrong(name, phone, field, told):
    (problem,) = problems_of(Visitor(name, phone))
    assert problem[0] == field and told in problem[1]
    assert "联系电话" not in problem[1]
