"""A year's calendar as an office types it: what is read, and what is refused with which words."""

from datetime import date

import pytest

from gongkai.rules.calendar_years import CalendarYear, ImpossibleCalendar
from gongkai.rules.calendars import published_calendar

HOLIDAYS = "2027-01-01至2027-01-03，5月1日至5日，10月1日至7日"


def read(holidays=HOLIDAYS, make_up_days="", source="某通知", year=2027):
    return CalendarYear.parse(year, holidays, make_up_days, source)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-01-01至2026-01-03 2026-02-15至2026-02-23 2026-04-04至2026-04-06 "
        "2026-05-01至2026-05-05 2026-06-19至2026-06-21 2026-09-25至2026-09-27 "
        "2026-10-01至2026-10-07",
        "1月1日（周四）至3日（周六），2月15日至23日；4月4日至6日、5月1日至5日\n"
        "6月19日至21日\n9月25日至27日。10月1日至7日。",
        "１月１日～３日　２月１５日～２３日　4.4~4.6　5/1~5/5　06-19~06-21　"
        "9月25日—27日　10月1日到7日",
    ],
)
def test_the_ways_an_office_writes_its_days(typed):
    year = read(typed, "1月4日 2月14日 2月28日 5月9日 9月20日 10月10日", year=2026)
    assert year.same_days_as(published_calendar().year(2026))


@pytest.mark.parametrize(
    "changed, told",
    [
        ({"holidays": HOLIDAYS + "，2028-01-01"}, "2028-01-01 不在2027年内"),
        ({"make_up_days": "2026-12-26"}, "2026-12-26 不在2027年内"),
        ({"make_up_days": "10月11日"}, "2027-10-11 是星期一，本来就是工作日"),
        ({"make_up_days": "10月2日"}, "2027-10-02 同时填为放假日期和调休上班日期"),
        ({"holidays": "1月1日，10月1日至7日"}, "缺少劳动节 2027-05-01"),
        ({"holidays": ""}, "缺少元旦 2027-01-01"),
        ({"source": "  "}, "“依据”为空"),
        ({"holidays": HOLIDAYS + "，13月1日"}, "“13月1日”不是日期"),
        ({"holidays": HOLIDAYS + "，2月30日"}, "“2月30日”不是日期"),
        ({"holidays": HOLIDAYS + "，8日"}, "“8日”不是日期"),
        ({"holidays": HOLIDAYS + "，春节"}, "“春节”不是日期"),
        ({"holidays": HOLIDAYS + "，2月9日至3日"}, "起止日期颠倒"),
        ({"holidays": HOLIDAYS + "，2月9日至3月29日"}, "超过一个月"),
        ({"make_up_days": "1月10日至11日至12日"}, "调休上班日期“1月10日至11日至12日”不是日期"),
        ({"year": 20270}, "年份 20270 无效"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(changed, told):
    with pytest.raises(ImpossibleCalendar) as refused:
        read(**changed)
    assert told in str(refused.value)


def test_every_fault_is_named_at_once():
    with pytest.raises(ImpossibleCalendar) as refused:
        read("1月1日，5月1日", "5月6日，1月1日", "")
    assert len(refused.value.problems) == 6


def test_rows_of_a_table_are_checked_like_typed_ones():
    with pytest.raises(ImpossibleCalendar, match="缺少国庆节"):
        CalendarYear(2027, frozenset({date(2027, 1, 1)}), frozenset(), "某通知")
