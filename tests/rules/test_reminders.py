"""When an officer is reminded of a due day: each reminder once, with its own day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendars import WorkingCalendar, published_calendar
from gongkai.rules.reminders import ReminderKind, reminders_due

CALENDAR = published_calendar()


def day(text):
    return date.fromisoformat(text)


def told(due, today, calendar=CALENDAR):
    found = reminders_due(day(due), day(today), calendar)
    return " ".join(f"{kind}:{on:%m-%d}" for kind, on in found)


# Due on Monday 29 June 2026; 19 to 21 June is a holiday.
TABLE = [
    ("2026-06-21", ""),
    ("2026-06-22", "IN_FIVE:06-22"),
    ("2026-06-24", "IN_FIVE:06-22"),
    ("2026-06-25", "IN_FIVE:06-22 IN_TWO:06-25"),
    ("2026-06-28", "IN_FIVE:06-22 IN_TWO:06-25"),
    ("2026-06-29", "IN_FIVE:06-22 IN_TWO:06-25 TODAY:06-29"),
    ("2026-06-30", "IN_FIVE:06-22 IN_TWO:06-25 TODAY:06-29 OVERDUE:06-30"),
    # Ten days later the days are still their own.
    ("2026-07-10", "IN_FIVE:06-22 IN_TWO:06-25 TODAY:06-29 OVERDUE:06-30"),
]


@pytest.mark.parametrize("today, reminders", TABLE)
def test_the_reminders_that_have_come_due(today, reminders):
    assert told("2026-06-29", today) == reminders


def test_make_up_days_and_holidays_are_minded():
    # 14 February 2026 is a Saturday worked; 15 to 23 February is off.
    assert (
        told("2026-02-24", "2026-02-25") == "IN_FIVE:02-10 IN_TWO:02-13 TODAY:02-24 OVERDUE:02-25"
    )


def test_overdue_is_told_on_the_first_working_day_after():
    assert told("2026-06-26", "2026-06-28").endswith("TODAY:06-26")
    assert told("2026-06-26", "2026-06-29").endswith("OVERDUE:06-29")


def test_a_day_that_is_not_worked_is_told_on_the_last_working_day_before():
    assert (
        told("2026-06-28", "2026-06-29") == "IN_FIVE:06-18 IN_TWO:06-24 TODAY:06-26 OVERDUE:06-29"
    )


def test_no_day_no_reminder():
    assert reminders_due(None, day("2026-06-29"), CALENDAR) == ()


def test_what_a_missing_calendar_hides_waits_for_it():
    # Due on the last day of the last calendar: overdue is certain on the next.
    assert told("2026-12-31", "2027-01-02").endswith("TODAY:12-31 OVERDUE:01-01")
    # Due in a year without one: only what is certain.
    assert told("2027-01-05", "2027-01-05") == ""
    assert told("2027-01-05", "2027-01-06") == "OVERDUE:01-06"
    only_2026 = WorkingCalendar([CALENDAR.year(2026)])
    assert told("2026-01-06", "2026-01-06", only_2026) == "IN_TWO:01-04 TODAY:01-06"


@given(st.dates(date(2025, 2, 1), date(2026, 11, 1)), st.lists(st.integers(0, 60), max_size=8))
def test_whenever_one_asks_each_comes_once_with_its_proper_day(due, offsets):
    given_once = {}
    for offset in [*sorted(offsets), 60]:
        for kind, on in reminders_due(due, due - timedelta(days=30) + timedelta(offset), CALENDAR):
            assert given_once.setdefault(kind, on) == on
    assert list(given_once) == list(ReminderKind)
    assert list(given_once.values()) == sorted(given_once.values())
    assert all(CALENDAR.is_working_day(on) for on in given_once.values())


def test_every_reminder_has_its_words():
    assert [kind.label for kind in ReminderKind] == [
        "还有5个工作日",
        "还有2个工作日",
        "今日到期",
        "已经逾期",
    ]
