"""How pressing a due day looks: level, colour and words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendars import WorkingCalendar, published_calendar
from gongkai.rules.urgency import UrgencyLevel, urgency

CALENDAR = published_calendar()


def day(text):
    return date.fromisoformat(text)


TABLE = [
    # due, today, level, words. 19 to 21 June 2026 is a holiday; 28 June is a Sunday.
    ("2026-06-29", "2026-06-10", "CALM", "还有12个工作日（6月29日）"),
    ("2026-06-29", "2026-06-18", "CALM", "还有6个工作日（6月29日）"),
    ("2026-06-29", "2026-06-22", "NEAR", "还有5个工作日（6月29日）"),
    ("2026-06-29", "2026-06-24", "NEAR", "还有3个工作日（6月29日）"),
    ("2026-06-29", "2026-06-25", "SOON", "还有2个工作日（6月29日）"),
    ("2026-06-29", "2026-06-28", "SOON", "还有1个工作日（6月29日）"),
    ("2026-06-29", "2026-06-29", "TODAY", "今日到期（6月29日）"),
    ("2026-06-29", "2026-06-30", "OVERDUE", "已逾期1个工作日（6月29日到期）"),
    ("2026-06-29", "2026-07-01", "OVERDUE", "已逾期2个工作日（6月29日到期）"),
    # Overdue since midnight, though no working day has passed.
    ("2026-06-26", "2026-06-27", "OVERDUE", "已逾期（6月26日到期）"),
    # A day set under 第三十五条 may be no working day.
    ("2026-06-28", "2026-06-27", "SOON", "6月28日到期，此前没有工作日"),
    ("2026-01-05", "2025-12-30", "NEAR", "还有3个工作日（2026年1月5日）"),
    # No calendar of 2027: what is certain all the same.
    (
        "2027-03-01",
        "2026-12-30",
        "CALM",
        "2027年3月1日到期（缺少2027年工作日日历，无法计算工作日）",
    ),
    (
        "2027-01-06",
        "2026-12-30",
        "NEAR",
        "2027年1月6日到期（缺少2027年工作日日历，无法计算工作日）",
    ),
    (
        "2027-01-01",
        "2026-12-30",
        "SOON",
        "2027年1月1日到期（缺少2027年工作日日历，无法计算工作日）",
    ),
    ("2027-01-06", "2027-01-06", "TODAY", "今日到期（1月6日）"),
    (
        "2026-12-31",
        "2027-01-06",
        "OVERDUE",
        "已逾期（2026年12月31日到期；缺少2027年工作日日历，无法计算工作日）",
    ),
]


@pytest.mark.parametrize("due, today, level, words", TABLE)
def test_a_due_day_in_level_and_words(due, today, level, words):
    found = urgency(day(due), day(today), CALENDAR)
    assert (found.level, found.words) == (UrgencyLevel(level), words)


TODAY = day("2026-06-24")
WITHOUT = [
    # what is known besides, level, words
    ({}, "NONE", "没有期限"),
    ({"reason": "没有2027年的工作日日历"}, "NONE", "没有2027年的工作日日历"),
    ({"waiting_for": "申请人补正"}, "WAITING", "等待申请人补正"),
    (
        {"waiting_for": "申请人补正", "lapses_on": TODAY},
        "WAITING",
        "等待申请人补正（期限至6月24日）",
    ),
    (
        {"waiting_for": "申请人缴费", "lapses_on": day("2026-06-23")},
        "NEAR",
        "申请人缴费的期限已于6月23日届满，请核实后办理",
    ),
]


@pytest.mark.parametrize("known, level, words", WITHOUT)
def test_without_a_due_day(known, level, words):
    found = urgency(None, TODAY, CALENDAR, **known)
    assert (found.level, found.words) == (UrgencyLevel(level), words)
    assert found.working_days is None


def test_a_provisional_day_says_so():
    found = urgency(day("2026-06-29"), TODAY, CALENDAR, provisional=True)
    assert found.words == "暂定，还有3个工作日（6月29日）"


def test_a_limit_that_runs_while_reasons_are_awaited_says_both():
    found = urgency(day("2026-06-29"), TODAY, CALENDAR, waiting_for="申请人说明理由")
    assert found.level is UrgencyLevel.NEAR
    assert found.words == "还有3个工作日（6月29日），等待申请人说明理由"


def test_every_level_has_a_name_a_colour_and_its_place():
    assert [level.rank for level in UrgencyLevel] == list(range(7))
    assert all(level.label for level in UrgencyLevel)
    assert {level.colour for level in UrgencyLevel} <= {"error", "warning", "open", "done", "grey"}
    assert urgency(None, TODAY, CALENDAR).colour == "grey"


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 60))
def test_time_only_makes_a_day_more_pressing(due, days):
    today = due - timedelta(days=days)
    if today.year < 2025:
        return
    now, before = (urgency(due, each, CALENDAR) for each in (today, today - timedelta(days=1)))
    assert now.level.rank <= before.level.rank
    assert now.working_days <= before.working_days


def test_without_any_calendar_there_are_words_all_the_same():
    assert urgency(TODAY, TODAY, WorkingCalendar([])).level is UrgencyLevel.TODAY
