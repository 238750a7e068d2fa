"""The figures of the statutes: value, unit and article, and the days they came into force."""

from datetime import date

import pytest

from gongkai.rules.statutes import (
    FigureNotInForce,
    StatuteNotInForce,
    statute_in_force,
)

LAW = "国务院令第711号"
FIGURES = [
    # figure, value, unit, article, source
    ("correction_notice", 7, "工作日", "第三十条", LAW),
    ("third_party_opinion", 15, "工作日", "第三十二条", LAW),
    ("reply", 20, "工作日", "第三十三条", LAW),
    ("extension", 20, "工作日", "第三十三条", LAW),
    ("co_maker_opinion", 15, "工作日", "第三十四条", LAW),
    ("publication", 20, "工作日", "第二十六条", LAW),
    ("fee_payment", 20, "工作日", "缴费期限", "国办函〔2020〕109号"),
    ("reconsideration", 60, "日", "第二十条", "行政复议法"),
    ("litigation_direct", 6, "个月", "第四十六条", "行政诉讼法"),
    ("litigation_after_reconsideration", 15, "日", "第四十五条", "行政诉讼法"),
]


@pytest.mark.parametrize("key, value, unit, article, source", FIGURES)
def test_each_figure_carries_article_and_source(key, value, unit, article, source):
    figure = statute_in_force(date(2026, 1, 5)).figure(key)
    assert (figure.value, figure.unit) == (value, unit)
    assert article in figure.article
    assert source in figure.source


def test_named_figures_are_those_of_the_file():
    statute = statute_in_force(date(2026, 1, 5))
    named = [
        "correction_notice third_party_opinion reply extension co_maker_opinion publication",
        "fee_payment",
    ]
    for key in " ".join(named).split():
        assert getattr(statute, key) == statute.figure(key)


def test_annual_reports_are_due_in_january_and_march():
    statute = statute_in_force(date(2024, 1, 1))
    assert statute.department_report.in_year(2024) == date(2024, 1, 31)
    assert statute.government_report.in_year(2024) == date(2024, 3, 31)
    assert statute.department_report.article.startswith("第四十九条")


def test_the_regulation_begins_on_15_may_2019():
    assert statute_in_force(date(2019, 5, 15)).reply.value == 20
    with pytest.raises(StatuteNotInForce, match="2019-05-14 早于.*2019-05-15"):
        statute_in_force(date(2019, 5, 14))


@pytest.mark.parametrize(
    "key, last_without, first_with, label",
    [
        ("fee_payment", "2020-12-31", "2021-01-01", "信息处理费缴费期限"),
        ("reconsideration_first", "2023-12-31", "2024-01-01", "行政复议前置"),
    ],
)
def test_a_figure_is_refused_before_its_measure(key, last_without, first_with, label):
    assert statute_in_force(date.fromisoformat(first_with)).figure(key).value
    with pytest.raises(FigureNotInForce, match=label):
        statute_in_force(date.fromisoformat(last_without)).figure(key)


def test_the_reconsideration_law_is_the_one_of_the_day():
    assert "1999" in statute_in_force(date(2023, 12, 31)).figure("reconsideration").source
    assert "2023" in statute_in_force(date(2024, 1, 1)).figure("reconsideration").source
