"""What people type: full-width digits, 万 and 元, slips of the pen, and a remedy for each."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import HomeOrder
from gongkai.rules.fund.typed import Reading

SUM = dict(least=Decimal(1000), most=Decimal(50_000_000))


def amount(text, **bounds):
    reading = Reading({"x": text})
    return reading.amount("x", "贷款金额", **{**SUM, **bounds}), reading.problems


GOOD = [
    ("500000", "500000"), ("500,000", "500000"), ("５００，０００", "500000"), ("50万", "500000"),
    ("５０万元", "500000"), (" 50 万 元 ", "500000"), ("￥500000.50元", "500000.50"),
    ("35.5万", "355000"), ("100.0001万", "1000001"), ("1，234，567．89", "1234567.89"),
    ("1000", "1000"), ("5000万", "50000000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "yuan"), GOOD)
def test_sums_as_people_type_them(text, yuan):
    assert amount(text) == (Decimal(yuan), [])


BAD = [
    ("", "未填写", "请填写金额"),
    ("　", "未填写", "请填写金额"),
    ("50", "超出范围", "如果是50万元，请填写“50万”"),
    ("５０", "超出范围", "如果是50万元，请填写“50万”"),
    ("500000万", "超出范围", "如果单位是元，请填写“500000”"),
    ("5000000000", "超出范围", "请核对是否多写了几个0"),
    ("0", "超出范围", "1,000元至50,000,000元"),
    ("-5000", "负数", "大于0"),
    ("一百万", "不是阿拉伯数字", "50万"),
    ("1亿", "不是阿拉伯数字", "50万"),
    ("5千", "不是阿拉伯数字", "50万"),
    ("abc", "不是金额", "50万"),
    ("1e6", "不是金额", "50万"),
    ("12,34", "不是金额", "50万"),
    ("1.2.3", "不是金额", "50万"),
    ("5000.123", "不足一分", "填写到分"),
    ("NaN", "不是金额", "50万"),
    ("9" * 500, "不是金额", "50万"),
    ("٥٠٠٠٠٠", "不是金额", "50万"),
]


@pytest.mark.parametrize(("text", "why", "remedy"), BAD)
def test_a_wrong_sum_names_field_value_and_remedy(text, why, remedy):
    value, problems = amount(text)
    assert value is None
    ((field, told),) = problems
    assert field == "x" and told.startswith("贷款金额：") and told.endswith("。")
    assert why in told and remedy in told
    assert text.strip("　")[:20].translate(str.maketrans("５０", "50")) in told


def rate(text):
    reading = Reading({"x": text})
    return reading.rate("x", "年利率"), " ".join(each.message for each in reading.problems)


def test_rates_are_per_cent():
    assert rate("3.1") == rate("3.1%") == rate("３．１％") == (Decimal("3.1"), "")
    for text, remedy in (
        ("0.031", "如果是3.1%，请填写“3.1”"), ("0", "大于0"), ("310", "不超过24"),
        ("三", "百分数"), ("", "请填写年利率"), ("-3", "不是利率"),
    ):  # fmt: skip
        value, told = rate(text)
        assert value is None and remedy in told and told.startswith("年利率：")


def whole(text):
    reading = Reading({"x": text})
    found = reading.whole("x", "贷款年限", least=1, most=30, unit="年")
    return found, " ".join(each.message for each in reading.problems)


def test_terms_are_whole_years():
    assert whole("30") == whole("３０年") == whole(" 30 年") == (30, "")
    for text, remedy in (
        ("360", "如果是360个月，请填写“30”"), ("0", "1至30"), ("31", "1至30"), ("2.5", "不是整数"),
        ("二十", "不是整数"), ("", "请填写1至30之间的整数"), ("9" * 40, "不是整数"),
    ):  # fmt: skip
        value, told = whole(text)
        assert value is None and remedy in told and told.startswith("贷款年限：")


def day(text, first=date(2015, 5, 11), last=date(2027, 1, 1)):
    reading = Reading({"x": text})
    found = reading.day("x", "放款日期", first=first, last=last)
    return found, " ".join(each.message for each in reading.problems)


@pytest.mark.parametrize(
    "text",
    ["2024-05-18", "2024/5/18", "2024年5月18日", "20240518", "２０２４－０５－１８", "2024.5.18"],
)
def test_days_in_the_ways_they_are_written(text):
    assert day(text) == (date(2024, 5, 18), "")


def test_a_day_that_is_none_or_out_of_bounds_is_refused():
    for text, told in (
        ("2024-02-30", "不是日期"), ("2024-13-01", "不是日期"), ("昨天", "不是日期"),
        ("5/18", "不是日期"), ("0000-01-01", "不是日期"),
        ("1999-01-01", "不在2015-05-11至2027-01-01"),
        ("2099-01-01", "请核对年份"), ("", "请填写日期"),
    ):  # fmt: skip
        found, message = day(text)
        assert found is None and told in message and message.startswith("放款日期：")


def test_choices_by_their_code_in_either_case():
    reading = Reading({"a": "second", "b": "SECOND", "c": "third", "d": ""})
    assert reading.choice("a", "住房套数", HomeOrder) == reading.choice("b", "住房套数", HomeOrder)
    assert reading.choice("d", "住房套数", HomeOrder, default=HomeOrder.FIRST) == "FIRST"
    assert reading.choice("c", "住房套数", HomeOrder) is None
    assert "首套住房、第二套住房" in reading.problems[0].message


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_words(text):
    reading = Reading({"x": text})
    found = [
        reading.amount("x", "金额", **SUM),
        reading.rate("x", "利率"),
        reading.whole("x", "年限", least=1, most=30, unit="年"),
        reading.day("x", "日期", first=date(1990, 1, 1), last=date(2030, 1, 1)),
    ]
    assert len(reading.problems) == found.count(None)
    assert all(
        each.message.endswith("。") and "\n" not in each.message for each in reading.problems
    )
