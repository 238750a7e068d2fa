"""Whether columns are kept up, by their own promise and by what inspections ask."""

from datetime import date, timedelta

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.publications.queries.kept_up import site_state
from publications.office import office, published

pytestmark = pytest.mark.django_db
ON = date(2024, 6, 1)


@pytest.fixture
def agency(db):
    """Return an organ without columns."""
    return AgencyFactory()


def column(agency, name, days_ago=None, **fields):
    """Return a column whose last item was published so many days ago."""
    made = ColumnFactory(agency=agency, name=name, **fields)
    if days_ago is not None:
        ItemFactory(column=made, published_on=ON - timedelta(days=days_ago))
    return made


def told(agency, on=ON):
    """Return name and rule of each interval let pass."""
    return [(state.column.name, each.key) for state in site_state(agency, on).stale
            for each in state.stale]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part", "days", "key"),
    [
        ("工作动态", "SITE", 14, "DYNAMIC"),
        ("新闻发布", "SITE", 14, "DYNAMIC"),
        ("通知公告", "SITE", 182, "NOTICES"),
        ("规范性文件", "STATUTORY", 182, "NOTICES"),
        ("政策解读", "SITE", 182, "INTERPRETATION"),
        ("统计数据", "STATUTORY", 91, "STATISTICS"),
        ("机关职能和机构设置", "STATUTORY", 365, "OVERVIEW"),
        ("公开指南", "GUIDE", 365, "GUIDE"),
    ],
)
def test_a_column_is_stale_on_the_day_after_its_interval(agency, name, part, days, key):
    column(agency, name, days, part=part)
    assert told(agency) == []
    assert told(agency, ON + timedelta(days=1)) == [(name, key)]
    (state,) = site_state(agency, ON + timedelta(days=1)).stale
    assert state.stale[0].since == ON + timedelta(days=1) and state.stale[0].remedy


def test_a_column_of_no_kind_is_only_held_to_its_own_promise(agency):
    column(agency, "便民服务", 900)
    column(agency, "办事指南", 31, update_days=30)
    assert told(agency) == [("办事指南", "")]


def test_both_what_is_asked_and_what_is_promised_are_told(agency):
    column(agency, "工作动态", 20, update_days=7)
    assert told(agency) == [("工作动态", "DYNAMIC"), ("工作动态", "")]


def test_no_rule_holds_before_it_was_made(agency):
    column(agency, "工作动态", 0)
    assert [rule for rule in told(agency, date(2018, 12, 31))] == []


def test_empty_columns_are_told_but_not_those_filled_otherwise_or_closed(agency):
    column(agency, "通知公告")
    column(agency, "年报", part="ANNUAL_REPORTS")
    column(agency, "旧栏目", is_closed=True)
    state = site_state(agency, ON)
    assert [each.column.name for each in state.empty] == ["通知公告"] and not state.stale


def test_a_site_without_anything_new_is_told_as_a_whole(agency):
    column(agency, "办事指南", 15)
    assert site_state(agency, ON).site.key == "HOME"
    column(agency, "便民服务", 14)
    assert site_state(agency, ON).site is None


def test_the_vetoes_count_columns(agency):
    for number in range(3):
        column(agency, f"动态{number}", 20)
        column(agency, f"通知{number}", 200)
        column(agency, f"空白{number}")
    counts = {state.veto.key: (state.count, state.is_reached)
              for state in site_state(agency, ON).vetoes}  # fmt: skip
    assert counts == {"STALE_TOTAL": (6, True), "LONG_STALE": (6, False), "EMPTY": (3, False)}


def test_an_item_listed_elsewhere_too_keeps_that_column_alive(db):
    place = office()
    other = ColumnFactory(agency=place.agency, name="工作动态")
    published(place, also_in=(other,))
    state = site_state(place.agency, date(2024, 1, 11))
    assert not state.empty and not state.stale
    assert {each.listed.items for each in state.columns} == {1}


def test_more_columns_ask_no_more_queries(agency, django_assert_num_queries):
    for number in range(8):
        column(agency, f"栏目甲{number}", 3)
    with django_assert_num_queries(3):
        site_state(agency, ON)
