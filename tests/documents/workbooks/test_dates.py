"""A day is read in every complete form an office writes, and in no form that could mean two."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.workbooks.dates import EARLIEST, date_in
from gongkai.documents.workbooks.refusals import CellRefused

LATEST = date(2025, 12, 31)
MAY_DAY = date(2023, 5, 1)


@pytest.mark.parametrize(
    "written",
    [
        MAY_DAY,
        datetime(2023, 5, 1, 17, 30),
        "2023-05-01",
        "2023-5-1",
        "2023/5/1",
        "2023/05/01",
        "2023.5.1",
        "2023年5月1日",
        "2023年05月01日",
        "2023年5月1号",
        "2023 年 5 月 1 日",
        "20230501",
        " 2023-05-01 ",
        "\u3000２０２３－０５－０１\xa0",
        "２０２３年５月１日",
        "2023-05-01 00:00:00",
        "2023-05-01T08:15",
        "2023年5月1日 8:15",
        20230501,
        20230501.0,
        45047,
        45047.0,
        45047.75,
    ],
)
def test_every_complete_form_of_a_day_is_read(written):
    assert date_in(written, latest=LATEST) == MAY_DAY


def test_serial_numbers_of_old_macintosh_workbooks_count_from_1904():
    assert date_in(43585, latest=LATEST, since_1904=True) == MAY_DAY


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("5/6/2023", "无法判断哪个是月、哪个是日"),
        ("06-05-2023", "无法判断哪个是月、哪个是日"),
        ("23-5-1", "年份只有两位"),
        ("5/6/23", "年份只有两位"),
        ("23年5月1日", "年份只有两位"),
        ("2023-5/1", "不是日期"),
        ("2023年5月", "不是日期"),
        ("2023-02-30", "没有这一天"),
        ("2023年13月1日", "没有这一天"),
        (20231399, "没有这一天"),
        ("45047", "Excel日期序号"),
        ("昨天", "不是日期"),
        ("二〇二三年五月一日", "不是日期"),
        (True, "不是日期"),
        (None, "不是日期"),
        (0, "不是日期"),
        (-5, "不是日期"),
        (1e20, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (time(8, 30), "只有时间"),
        (timedelta(days=3), "只有时间"),
        ("1999-12-31", "不在2000-01-01至2025-12-31之间"),
        ("2026-01-01", "不在2000-01-01至2025-12-31之间"),
        (123, "不在2000-01-01"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(written, reason):
    with pytest.raises(CellRefused) as refused:
        date_in(written, latest=LATEST)
    assert reason in refused.value.reason
    assert refused.value.remedy.startswith("请")


@given(
    st.dates(EARLIEST, LATEST),
    st.sampled_from(
        [
            "{0:%Y-%m-%d}",
            "{0.year}/{0.month}/{0.day}",
            "{0.year}.{0.month}.{0.day}",
            "{0.year}年{0.month}月{0.day}日",
            "{0:%Y%m%d}",
        ]
    ),
)
def test_every_day_comes_back_from_every_form(day, form):
    assert date_in(form.format(day), latest=LATEST) == day


@given(st.dates(EARLIEST, LATEST))
def test_every_day_comes_back_from_its_serial_number(day):
    assert date_in((day - date(1899, 12, 30)).days, latest=LATEST) == day


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_value_is_a_day_in_range_or_refused(value):
    try:
        day = date_in(value, latest=LATEST)
    except CellRefused:
        return
    assert EARLIEST <= day <= LATEST


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from("/-."))
def test_a_day_with_its_year_last_is_never_guessed(first, second, sign):
    with pytest.raises(CellRefused):
        date_in(f"{first}{sign}{second}{sign}2023", latest=LATEST)
