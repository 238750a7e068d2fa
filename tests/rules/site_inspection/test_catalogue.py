"""The rules of the self-inspection: complete, sourced, and their uncertain figures marked."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.reports.findings import Severity
from gongkai.rules.site_inspection.catalogue import (
    Effect,
    Section,
    frame,
    guide_elements,
    inspection_rules,
    rule_named,
    rules_in_force,
)
from gongkai.rules.site_inspection.limits import UNITS, LimitRefused, Limits, checked_limits
from gongkai.rules.update_intervals import update_rules, vetoes

RULES = inspection_rules()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.key)
def test_every_rule_says_what_it_is_of_whom_and_what_to_do(rule):
    assert rule.label and rule.remedy and rule.source.count("》") <= 1
    assert rule.certainty in ("", "K+", "K?")
    assert rule.in_force_from <= date(2019, 5, 15)
    assert set(rule.limits) <= set(UNITS)
    assert (rule.effect is Effect.DEDUCTION) == (rule.mark > 0)
    assert rule.cap is None or rule.cap >= rule.mark


def test_every_section_has_rules_and_a_label():
    assert {rule.section for rule in RULES.values()} == set(Section)
    assert [section.label for section in Section] == [
        "发布解读", "办事服务", "互动交流", "功能设计", "安全",
    ]  # fmt: skip


def test_points_of_the_notice_are_as_read():
    assert frame().points == 100 and frame().passed_from == 60 and frame().bonus_above == 80
    assert (rule_named("STATISTICS").mark, rule_named("STATISTICS").certainty) == (2, "")
    assert (rule_named("OVERVIEW").mark, rule_named("OVERVIEW").certainty) == (5, "K?")
    assert rule_named("LINK_DEAD").mark == Decimal("0.1")
    assert rule_named("HOME_LINK_DEAD").mark == 1


def test_intervals_are_those_of_the_monitor():
    on = date(2024, 1, 1)
    for rule in update_rules(on):
        assert rule_named(rule.key).limits["days"] == rule.days, rule.key
    limits = {veto.key: veto.limit for veto in vetoes(on)}
    assert rule_named("COLUMNS_STALE").limits["columns"] == limits["STALE_TOTAL"]
    assert rule_named("COLUMNS_LONG_STALE").limits["columns"] == limits["LONG_STALE"]
    assert rule_named("COLUMNS_EMPTY").limits["columns"] == limits["EMPTY"]


def test_a_rule_holds_from_its_day():
    assert "HOME_STALE" not in rules_in_force(date(2018, 12, 31))
    assert "HOME_STALE" in rules_in_force(date(2019, 1, 1))


def test_effects_are_as_grave_as_findings_elsewhere():
    assert Effect.VETO.severity is Effect.DEDUCTION.severity is Severity.ERROR
    assert Effect.JUDGE.severity is Severity.WARNING
    assert Effect.ADVICE.severity is Severity.INFO
    assert all(effect.label for effect in Effect)


def test_the_elements_of_a_guide_are_eight():
    assert len(guide_elements()) == 8 and "设定依据" in guide_elements()


def test_an_organ_sets_a_limit_and_the_rest_keeps_its_default():
    limits = Limits({"HOME_STALE.days": 7})
    assert limits.of("HOME_STALE", "days") == 7
    assert limits.of("DYNAMIC", "days") == 14
    told = {limit.key: (limit.default, limit.value, limit.unit) for limit in limits}
    assert told["HOME_STALE.days"] == (14, 7, "天")


def test_only_what_differs_from_the_default_is_kept():
    assert checked_limits({"HOME_STALE.days": 14, "DYNAMIC.days": 10}) == {"DYNAMIC.days": 10}


@pytest.mark.parametrize("key", ["HOME_STALE.weeks", "NOPE.days", ""])
def test_an_unknown_limit_is_refused(key):
    with pytest.raises(LimitRefused, match="没有"):
        checked_limits({key: 3})


@pytest.mark.parametrize("value", [0, -1, 36_501])
def test_a_limit_out_of_range_is_refused(value):
    with pytest.raises(LimitRefused, match=f"现为{value}"):
        checked_limits({"HOME_STALE.days": value})
