"""How long a column may stand still, as configuration with its source."""

from datetime import date

import pytest

from gongkai.rules.update_intervals import site_rule, update_rule_for, update_rules, vetoes

ON = date(2024, 6, 1)


def test_every_rule_says_where_it_is_from_since_when_and_what_to_do():
    for rule in (*update_rules(ON), site_rule(ON)):
        assert rule.source and rule.remedy and rule.days > 0
        assert rule.in_force_from <= ON
    assert {rule.key for rule in update_rules(ON) if not rule.is_settled} == {
        "INTERPRETATION", "OVERVIEW", "GUIDE",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part", "key"),
    [
        ("工作动态", "SITE", "DYNAMIC"),
        ("政策文件解读", "SITE", "NOTICES"),
        ("指南", "GUIDE", "GUIDE"),
        ("便民服务", "SITE", None),
    ],
)
def test_the_part_comes_first_and_then_the_longest_word(name, part, key):
    rule = update_rule_for(name, part, ON)
    assert (rule and rule.key) == key


def test_nothing_is_asked_before_it_was():
    assert update_rules(date(2018, 12, 31)) == () and site_rule(date(2018, 12, 31)) is None
    assert vetoes(date(2018, 12, 31)) == ()
    assert update_rule_for("工作动态", "SITE", date(2018, 12, 31)) is None


def test_the_vetoes_are_those_of_the_indicators():
    assert [(veto.key, veto.limit) for veto in vetoes(ON)] == [
        ("STALE_TOTAL", 5), ("LONG_STALE", 10), ("EMPTY", 5),
    ]  # fmt: skip
