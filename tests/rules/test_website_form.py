"""The website's yearly form: its fields, what may stand in them, its checks."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.reports.findings import Severity
from gongkai.rules.website_form import (
    ColumnGroup,
    FormFieldKind,
    Interpretation,
    ValueOrigin,
    ValueRefused,
    check_form,
    default_group,
    default_interpretation,
    due_day,
    form_fields,
    form_sections,
    form_title,
    is_reportable,
    read_value,
    stored_value,
    value_words,
)

FIELDS = form_fields()


def sound():
    """Return a form with nothing wrong."""
    values = {}
    for key, field in FIELDS.items():
        if field.origin is ValueOrigin.SIGNED or not field.is_required:
            continue
        values[key] = {
            FormFieldKind.COUNT: 2,
            FormFieldKind.DAYS: Decimal("1.5"),
            FormFieldKind.YES_NO: True,
            FormFieldKind.TEXT: "某某",
            FormFieldKind.CHOICE: "DEPARTMENT",
        }[field.kind]
    return values | {
        "id_code": "1234567890",
        "home_address": "https://gjj.example.gov.cn/",
        "items_total": 6,
        "interpretation_total": 6,
        "handled_total": 4,
        "messages_days": Decimal("1.5"),
        "wechat_name": "某某公积金",
        "wechat_posts": 3,
        "wechat_followers": 9,
    }


def found(**changes):
    return [(each.rule, each.where) for each in check_form(sound() | changes)]


def test_every_dimension_of_the_form_is_there():
    titles = [section.title for section in form_sections()]
    for title in ("信息发布", "专栏专题", "解读回应", "办事服务", "互动交流", "安全防护",
                  "移动新媒体", "创新发展"):  # fmt: skip
        assert title in titles
    assert sum(len(section.fields) for section in form_sections()) == len(FIELDS) == 64
    assert all(field.how and field.label for field in FIELDS.values())


def test_a_sound_form_has_no_finding():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        ({"items_total": 7}, "SUM", "items_total"),
        ({"interpretation_total": 5}, "SUM", "interpretation_total"),
        ({"handled_total": 3}, "SUM", "handled_total"),
        ({"messages_closed": 3}, "NOT_MORE", "messages_closed"),
        ({"messages_published": 3}, "NOT_MORE", "messages_published"),
        ({"problems_mended": 3}, "NOT_MORE", "problems_mended"),
        ({"online_items": 3}, "NOT_MORE", "online_items"),
        ({"topics_opened": 3}, "NOT_MORE", "topics_opened"),
        ({"interview_answers": 3}, "NOT_MORE", "interview_answers"),
        ({"visitors": 3}, "NOT_MORE", "visitors"),
        ({"visits": None}, "MISSING", "visits"),
        ({"has_drills": None}, "MISSING", "has_drills"),
        ({"messages_days": None}, "MEAN_DAYS", "messages_days"),
        ({"messages_closed": 0}, "MEAN_DAYS", "messages_days"),
        ({"weibo_name": "某某"}, "WANTED_WITH", "weibo_posts"),
        ({"wechat_name": None}, "WANTED_WITH", "wechat_name"),
        ({"has_media": False}, "WANTED_WITH", "has_media"),
        ({"home_address": "gjj.example"}, "FORM_OF_NUMBER", "home_address"),
    ],
)
def test_what_is_wrong_stops_sign_off(changes, rule, where):
    findings = [each for each in check_form(sound() | changes) if each.where == where]
    assert {each.rule for each in findings} == {rule}
    assert findings[0].severity is Severity.ERROR
    assert findings[0].message and findings[0].remedy


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"consultation_results": 3}, "NOT_MORE"),
        ({"has_catalogue": False}, "CATALOGUE"),
        ({"id_code": "12"}, "FORM_OF_NUMBER"),
        ({"messages_received": 0, "messages_closed": 0, "messages_published": 0,
          "messages_days": None}, "NOTHING_COUNTED"),
    ],
)  # fmt: skip
def test_what_is_odd_is_told_and_stops_nothing(changes, rule):
    [finding] = check_form(sound() | changes)
    assert (finding.rule, finding.severity) == (rule, Severity.WARNING)


def test_errors_come_first():
    order = [each.severity for each in check_form(sound() | {"id_code": "1", "visits": None})]
    assert order == [Severity.ERROR, Severity.WARNING]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("visits", " １２，３４５ ", 12345),
        ("visits", "0", 0),
        ("visits", "", None),
        ("messages_days", "3.5", Decimal("3.5")),
        ("has_drills", "是", True),
        ("has_drills", "NO", False),
        ("site_kind", "部门网站", "DEPARTMENT"),
        ("wechat_name", "  某某  公积金 ", "某某 公积金"),
    ],
)
def test_what_is_typed_is_read_and_kept(key, typed, value):
    read = read_value(FIELDS[key], typed)
    assert read == value and type(read) is type(value)
    assert read_value(FIELDS[key], stored_value(read)) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("visits", "-1"), ("visits", "1.5"), ("visits", "很多"), ("visits", "9" * 13),
        ("messages_days", "1.25"), ("messages_days", "一天"), ("has_drills", "也许"),
        ("site_kind", "个人网站"), ("wechat_name", "长" * 201),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_refused_with_field_and_remedy(key, typed):
    with pytest.raises(ValueRefused, match=FIELDS[key].label):
        read_value(FIELDS[key], typed)


def test_values_are_printed_in_words():
    assert value_words(FIELDS["has_drills"], False) == "否"
    assert value_words(FIELDS["site_kind"], "SPECIAL") == "专项网站"
    assert value_words(FIELDS["visits"], None) == ""
    assert value_words(FIELDS["messages_days"], Decimal("1.0")) == "1.0"


@pytest.mark.parametrize(
    ("name", "group", "interprets"),
    [
        ("单位概况", ColumnGroup.OVERVIEW, Interpretation.NONE),
        ("工作动态", ColumnGroup.NEWS, Interpretation.NONE),
        ("政策解读", ColumnGroup.CATALOGUE, Interpretation.MATERIAL),
        ("图解政策", ColumnGroup.CATALOGUE, Interpretation.PRODUCT),
        ("媒体评论", ColumnGroup.NEWS, Interpretation.COMMENT),
        ("财政预决算", ColumnGroup.CATALOGUE, Interpretation.NONE),
    ],
)
def test_a_column_counts_by_its_name_until_somebody_says_otherwise(name, group, interprets):
    assert default_group(name) is group
    assert default_interpretation(name) is interprets


def test_the_form_is_due_at_the_end_of_january():
    assert due_day(2023) == date(2024, 1, 31)
    assert form_title(2023) == "政府网站工作年度报表（2023年度）"
    assert is_reportable(2017, date(2024, 1, 1)) and not is_reportable(2016, date(2024, 1, 1))
    assert not is_reportable(2025, date(2024, 1, 1))
