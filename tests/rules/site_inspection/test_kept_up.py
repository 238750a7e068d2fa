"""首页不更新, 栏目不更新, 空白栏目: 国办秘函〔2019〕19号."""

from datetime import date, timedelta

import pytest

from gongkai.rules.site_inspection.kept_up import (
    ColumnFact,
    column_faults,
    home_faults,
    veto_faults,
)
from gongkai.rules.site_inspection.limits import Limits

ON = date(2024, 6, 1)
LIMITS = Limits()


def column(name, days_ago, *, key=1, items=3, part="SITE", update_days=None):
    last = None if days_ago is None else ON - timedelta(days=days_ago)
    return ColumnFact(key, name, part, f"/lanmu/{key}/", items, last, update_days)


def rules(columns, limits=LIMITS):
    return [fault.rule for fault in column_faults(columns, ON, limits)]


@pytest.mark.parametrize(("days", "count"), [(0, 0), (14, 0), (15, 1), (400, 1)])
def test_the_home_page_wants_something_new_in_two_weeks(days, count):
    assert len(list(home_faults(ON - timedelta(days=days), ON, LIMITS))) == count


def test_a_site_without_any_dated_item_counts_as_not_updated():
    (fault,) = home_faults(None, ON, LIMITS)
    assert fault.rule == "HOME_STALE" and fault.found == "没有注明日期的信息"


@pytest.mark.parametrize(
    ("name", "part", "days", "rule"),
    [
        ("工作动态", "SITE", 14, "DYNAMIC"),
        ("通知公告", "SITE", 182, "NOTICES"),
        ("政策文件", "SITE", 182, "NOTICES"),
        ("政策解读", "SITE", 182, "INTERPRETATION"),
        ("统计数据", "SITE", 91, "STATISTICS"),
        ("机构概况", "SITE", 365, "OVERVIEW"),
        ("公开指南", "GUIDE", 365, "GUIDE"),
    ],
)
def test_a_column_is_at_fault_on_the_day_after_its_interval(name, part, days, rule):
    assert rules([column(name, days, part=part)]) == []
    assert rules([column(name, days + 1, part=part)]) == [rule]


def test_an_organs_own_limit_goes_before_the_default():
    assert rules([column("工作动态", 8)], Limits({"DYNAMIC.days": 7})) == ["DYNAMIC"]


def test_a_column_is_held_to_its_own_promise():
    assert rules([column("便民服务", 30, update_days=30)]) == []
    assert rules([column("便民服务", 31, update_days=30)]) == ["OWN_INTERVAL"]


def test_an_undated_column_counts_as_not_updated():
    assert rules([column("工作动态", None)]) == ["DYNAMIC"]


def test_an_empty_column_is_told_once():
    (fault,) = column_faults([column("工作动态", None, items=0)], ON, LIMITS)
    assert (fault.rule, fault.subject, fault.where) == ("COLUMN_EMPTY", "column:1", "/lanmu/1/")


def many(name, days_ago, count, **more):
    return [column(f"{name}{n}", days_ago, key=n, **more) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (many("动态", 15, 4), []),
        (many("动态", 15, 5), ["COLUMNS_STALE"]),
        (many("动态", 15, 3) + many("通知", 183, 5)[3:], ["COLUMNS_STALE"]),
        (many("解读", 183, 9), []),
        (many("解读", 183, 10), ["COLUMNS_LONG_STALE"]),
        (many("栏目", None, 4, items=0), []),
        (many("栏目", None, 5, items=0), ["COLUMNS_EMPTY"]),
        (many("动态", 1, 20), []),
    ],
)
def test_so_many_columns_at_fault_fail_the_site(columns, expected):
    assert [fault.rule for fault in veto_faults(columns, ON, LIMITS)] == expected


def test_a_veto_names_the_columns():
    (fault,) = veto_faults(many("动态", 15, 5), ON, LIMITS)
    assert fault.message == "共5个栏目：动态1、动态2、动态3、动态4、动态5。"
    assert (fault.found, fault.expected) == ("5个", "少于5个")


def test_the_same_fault_is_known_again_whatever_its_words():
    first, second = (
        next(column_faults([column("工作动态", days)], ON, LIMITS)) for days in (20, 30)
    )
    assert first.identity == second.identity and first.message != second.message
