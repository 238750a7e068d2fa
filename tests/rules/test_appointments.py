"""Days, slots and rules of appointments."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from gongkai.rules.appointments import (
    BookingRulesRefused,
    PlannedSlots,
    barred_until,
    bookable_days,
    default_rules,
    is_still_open,
    lines_on,
    plan_weekday,
    rules_on,
    slots_between,
)
from gongkai.rules.calendars import CalendarNotPublished, published_calendar

RULES = default_rules()[-1]
WALL = timezone(timedelta(hours=8))
ON = date(2026, 3, 10)


def line(weekday=2, capacity=4, from_on=date(2026, 1, 1), until_on=None, starts=time(9)):
    return PlannedSlots("", weekday, starts, time(10), capacity, from_on, until_on)


def test_the_default_is_visible_and_not_settled():
    assert not RULES.is_settled and RULES.source == "系统默认"
    assert (RULES.days_ahead, len(bookable_days(ON, RULES))) == (7, 8)
    assert rules_on(date(2019, 1, 1), []) == RULES


def test_weekdays_holidays_and_make_up_days():
    calendar = published_calendar()
    assert plan_weekday(ON, calendar) == 2
    assert plan_weekday(date(2026, 3, 14), calendar) == 6
    assert plan_weekday(date(2026, 5, 9), calendar) == 8
    assert plan_weekday(date(2026, 5, 1), calendar) is None
    with pytest.raises(CalendarNotPublished):
        plan_weekday(date(2031, 1, 2), calendar)


def test_of_two_lines_the_later_one_counts_and_an_ended_one_does_not():
    calendar = published_calendar()
    both = [line(capacity=4), line(capacity=9, from_on=date(2026, 3, 10))]
    assert [each.capacity for each in lines_on(ON, both, calendar)] == [9]
    assert [each.capacity for each in lines_on(date(2026, 3, 3), both, calendar)] == [4]
    assert lines_on(ON, [line(until_on=date(2026, 3, 9))], calendar) == []
    assert lines_on(date(2026, 5, 5), [line()], calendar) == [], "劳动节"


@pytest.mark.parametrize(
    ("clock", "is_open"), [((8, 30), True), ((8, 31), False), ((9, 0), False), ((23, 0), False)]
)
def test_a_slot_closes_before_it_begins(clock, is_open):
    now = datetime(2026, 3, 10, *clock, tzinfo=WALL)
    assert is_still_open(ON, time(9), now, RULES) is is_open
    assert is_still_open(date(2026, 3, 11), time(9), now, RULES)


@pytest.mark.parametrize(
    ("days_ago", "until"),
    [
        ((1, 2), None),
        ((1, 2, 3), 29),
        ((1, 90, 179), 29),
        ((1, 90, 181), None),
        ((40, 41, 42), None),
        ((1, 200, 201, 202), None),
    ],
)
def test_who_did_not_come_so_often_waits(days_ago, until):
    absent = [ON - timedelta(days=each) for each in days_ago]
    expected = None if until is None else ON + timedelta(days=until)
    assert barred_until(absent, ON, RULES) == expected


def test_slots_between_two_times():
    assert slots_between(time(9), time(10, 40), 30) == [
        (time(9), time(9, 30)), (time(9, 30), time(10)), (time(10), time(10, 30)),
    ]  # fmt: skip
    for first, last, minutes in ((time(10), time(9), 30), (time(9), time(10), 0)):
        with pytest.raises(BookingRulesRefused):
            slots_between(first, last, minutes)
