"""A city's rules: bounds, figures at odds, versions by their day, the default marked as such."""

from dataclasses import fields
from datetime import date

import pytest

from gongkai.rules.fund import (
    CityRules,
    DepositRounding,
    Mistyped,
    basis_problems,
    city_fields,
    city_groups,
    default_city_rules,
    in_force,
    read_city_rules,
)
from rules.fund.cities import BASIS, city


def test_every_figure_of_the_form_is_a_rule_and_has_a_note():
    codes = [field.code for field in city_fields()]
    own = {"texts", "in_force_from", "basis"}
    assert set(codes) == {field.name for field in fields(CityRules)} - own
    assert len(set(codes)) == len(codes)
    assert {field.group for field in city_fields()} == {code for code, _label in city_groups()}
    assert all(field.note.endswith("。") and field.label for field in city_fields())


def test_the_default_is_not_confirmed_and_applies_no_bound_that_only_a_city_knows():
    rules = default_city_rules()
    assert not rules.is_confirmed and "系统默认数值" in rules.source
    assert not any(each.is_settled for each in rules.used("most_single", "income_share"))
    assert rules.base_floor is rules.base_cap is rules.rent_monthly is None
    assert (rules.ratio_least, rules.ratio_most, rules.term_most) == (5, 12, 30)


def test_rules_survive_being_stored():
    rules = city(tiers="6:0.8 24:1", base_cap="24,234", rounding="SUM", income_share="50%")
    assert rules.texts["base_cap"] == "24234" and rules.texts["income_share"] == "50"
    assert rules.rounding is DepositRounding.SUM
    again = read_city_rules(rules.texts, in_force_from=rules.in_force_from, basis=BASIS)
    assert again == rules and again.is_confirmed and again.source == BASIS


WRONG = [
    (dict(ratio_least=4), "缴存比例下限"),
    (dict(ratio_most=""), "缴存比例上限"),
    (dict(base_floor=5000, base_cap=2000), "缴存基数下限高于上限"),
    (dict(ratio_least=12, ratio_most=8), "缴存比例下限高于上限"),
    (dict(most_single=900000), "一人缴存的最高额度高于二人的"),
    (dict(guaranteed_least=600000), "保底额度高于最高额度"),
    (dict(most_single=50), "如果是50万元，请填写“50万”"),
    (dict(term_most=31), "贷款期限上限"),
    (dict(tiers="6=0.8"), "月数:系数"),
    (dict(tiers="24:1 6:0.8"), "从小到大"),
    (dict(rounding="x"), "缴存额取整"),
    (dict(day_base="364"), "计息年天数"),
]


@pytest.mark.parametrize(("changes", "told"), WRONG)
def test_figures_that_make_no_sense_are_named(changes, told):
    with pytest.raises(Mistyped, match=told):
        city(**changes)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(Mistyped) as wrong:
        city(ratio_least=1, round_to="", retire_man="六十")
    assert [problem.field for problem in wrong.value.problems] == [
        "ratio_least", "round_to", "retire_man",
    ]  # fmt: skip


def test_a_document_must_be_named():
    assert basis_problems(BASIS) == []
    assert "未填写" in basis_problems("  ")[0].message
    assert "最多200个字" in basis_problems("长" * 201)[0].message


def test_the_last_version_that_has_begun_holds():
    early = read_city_rules(city().texts, in_force_from=date(2025, 7, 1), basis="甲")
    late = read_city_rules(city().texts, in_force_from=date(2026, 7, 1), basis="乙")
    assert in_force([late, early], date(2025, 6, 30)) == default_city_rules()
    assert in_force([late, early], date(2026, 6, 30)) == early
    assert in_force([early, late], date(2026, 7, 1)) == late
