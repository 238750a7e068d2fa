"""Working days: every day against chinesecalendar, the arithmetic, the gap at the end of a year."""

import warnings
from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar_years import CalendarYear
from gongkai.rules.calendars import (
    CalendarAlreadyPublished,
    CalendarNotPublished,
    WorkingCalendar,
    calendar_gap_warning,
    published_calendar,
)

CALENDAR = published_calendar()
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
COVERED = st.dates(FIRST, LAST)

NOTICES = [
    (2019, "国办发明电〔2018〕15号"),
    (2020, "国办发明电〔2019〕16号"),
    (2020, "国办发明电〔2020〕1号"),
    (2021, "国办发明电〔2020〕27号"),
    (2022, "国办发明电〔2021〕11号"),
    (2023, "国办发明电〔2022〕16号"),
    (2024, "国办发明电〔2023〕7号"),
    (2025, "国办发明电〔2024〕12号"),
    (2026, "国办发明电〔2025〕7号"),
]

# 放假日期, 调休上班日期 — as the notice for 2026 has them, typed for 2027 nowhere yet.
TYPED_2026 = (
    "1月1日（周四）至3日（周六）、2月15日至23日、4月4日至6日、5月1日至5日、"
    "6月19日至21日、9月25日至27日、10月1日至7日",
    "1月4日、2月14日、2月28日、5月9日、9月20日、10月10日",
)


def year_2027(**changed):
    days = {
        "holidays": "1月1日至3日，5月1日至5日，10月1日至7日",
        "make_up_days": "10月9日",
        "source": "某通知",
    } | changed
    return CalendarYear.parse(2027, **days)


def test_every_bundled_day_agrees_with_chinesecalendar():
    wrong = [
        day for day in DAYS if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


@pytest.mark.parametrize("year, notice", NOTICES)
def test_each_year_names_its_notice(year, notice):
    assert notice in CALENDAR.year(year).source


def test_the_bundled_years_have_no_gap():
    assert CALENDAR.years == tuple(range(2019, 2027))


@pytest.mark.parametrize(
    "day, worked, why",
    [
        ("2024-02-09", True, "除夕，通知未放假"),
        ("2024-02-18", True, "星期日，调休上班"),
        ("2020-01-31", False, "延长的春节假期"),
        ("2020-02-01", False, "延长后不再上班的星期六"),
        ("2019-05-03", False, "调整后的劳动节假期"),
        ("2025-10-08", False, "国庆节、中秋节"),
        ("2026-06-22", True, "普通星期一"),
        ("2026-06-27", False, "普通星期六"),
    ],
)
def test_days_a_lawyer_would_ask_about(day, worked, why):
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked, why


@pytest.mark.parametrize("year", [2018, 2027, 2031])
def test_a_year_without_a_calendar_is_refused_with_the_remedy(year):
    with pytest.raises(CalendarNotPublished) as refused:
        CALENDAR.is_working_day(date(year, 1, 5))
    assert refused.value.year == year
    assert f"{year}年" in str(refused.value)
    assert "录入" in str(refused.value)


def test_a_limit_that_reaches_an_unpublished_year_is_refused():
    assert CALENDAR.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(CalendarNotPublished, match="2027年"):
        CALENDAR.add_working_days(date(2026, 12, 30), 2)
    with pytest.raises(CalendarNotPublished, match="2027年"):
        CALENDAR.working_days_between(date(2026, 12, 30), date(2027, 1, 4))


def test_a_gap_between_years_is_not_jumped_over():
    calendar = WorkingCalendar([CALENDAR.year(2024), CALENDAR.year(2026)])
    with pytest.raises(CalendarNotPublished, match="2025年"):
        calendar.add_working_days(date(2024, 12, 31), 300)
    with pytest.raises(CalendarNotPublished, match="2025年"):
        calendar.working_days_between(date(2024, 12, 31), date(2026, 1, 5))


@pytest.mark.parametrize("count", [0, -1])
def test_a_limit_of_no_days_is_refused(count):
    with pytest.raises(ValueError, match="不小于1"):
        CALENDAR.add_working_days(date(2026, 1, 5), count)


@given(COVERED.filter(lambda day: day < date(2025, 6, 1)), st.integers(1, 300))
def test_adding_and_counting_are_inverse_and_end_on_a_working_day(day, count):
    until = CALENDAR.add_working_days(day, count)
    assert until > day
    assert CALENDAR.is_working_day(until)
    assert CALENDAR.working_days_between(day, until) == count


@given(COVERED, COVERED)
def test_counting_agrees_with_counting_day_by_day(one, other):
    early, late = sorted((one, other))
    late = min(late, early + timedelta(days=400))
    stretch = (early + timedelta(days=n + 1) for n in range((late - early).days))
    counted = sum(CALENDAR.is_working_day(day) for day in stretch)
    assert CALENDAR.working_days_between(early, late) == counted
    assert CALENDAR.working_days_between(late, early) == -counted


def test_working_days_run_on_over_the_turn_of_the_year():
    days = [CALENDAR.add_working_days(date(2024, 12, 27), n) for n in range(1, 6)]
    assert [str(day)[5:] for day in days] == ["12-30", "12-31", "01-02", "01-03", "01-06"]
    assert all(early < late for early, late in pairwise(days))


def test_an_office_adds_a_year():
    calendar = CALENDAR.with_year(year_2027())
    assert calendar.years[-1] == 2027
    assert calendar.is_working_day(date(2027, 10, 9))
    assert calendar.add_working_days(date(2026, 12, 30), 2) == date(2027, 1, 4)
    assert 2027 not in CALENDAR.years, "the value it started from is unchanged"


def test_the_same_year_again_changes_nothing():
    again = CalendarYear.parse(2026, *TYPED_2026, source="手工录入")
    assert CALENDAR.with_year(again) is CALENDAR


def test_other_days_for_a_year_already_there_must_be_meant():
    other = CalendarYear.parse(2026, TYPED_2026[0] + "、12月31日", TYPED_2026[1], source="更正通知")
    with pytest.raises(CalendarAlreadyPublished, match="2026年.*替换"):
        CALENDAR.with_year(other)
    replaced = CALENDAR.with_year(other, replace=True)
    assert not replaced.is_working_day(date(2026, 12, 31))
    assert CALENDAR.is_working_day(date(2026, 12, 31))
    assert replaced != CALENDAR
    assert replaced == CALENDAR.with_year(other, replace=True)
    assert hash(replaced) == hash(CALENDAR.with_year(other, replace=True))


@pytest.mark.parametrize(
    "on, missing",
    [
        ("2026-11-30", None),
        ("2026-12-01", "2027年"),
        ("2026-12-31", "2027年"),
        ("2025-12-01", None),
        ("2027-03-01", "2027年"),
        ("2027-12-01", "2027年、2028年"),
    ],
)
def test_the_office_is_warned_from_1_december(on, missing):
    told = calendar_gap_warning(CALENDAR, date.fromisoformat(on))
    if missing is None:
        assert told is None
    else:
        assert told is not None
        assert f"缺少{missing}的工作日日历" in told


def test_the_warning_ends_once_the_year_is_there():
    calendar = CALENDAR.with_year(year_2027())
    assert calendar_gap_warning(calendar, date(2026, 12, 1)) is None


@pytest.mark.filterwarnings("default::UserWarning")
def test_maintainers_are_warned_when_the_bundled_calendar_runs_out():
    # A warning, not a failure: the notice may be late, and an office may enter the year itself.
    today = date.today()
    told = calendar_gap_warning(CALENDAR, today)
    # By January the notice has long been published; then it must be in the package.
    assert told is None or today.month == 12
    if told:
        warnings.warn(told, UserWarning, stacklevel=1)
