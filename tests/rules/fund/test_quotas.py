"""How much may be lent, limit by limit, and for how long."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import (
    HomeOrder,
    QuotaFacts,
    RateUnknown,
    RepaymentMethod,
    RetirementGroup,
    affordable,
    default_city_rules,
    loan_schedule,
    longest_term,
    quota,
)
from rules.fund.cities import city

ON = date(2026, 3, 1)
FACTS = QuotaFacts(
    balance=Decimal(60_000), months_paid=36, income=Decimal(30_000), price=Decimal(2_000_000)
)


def reckoned(rules=None, on=ON, **changes):
    return quota(rules or city(), replace(FACTS, **changes), on)


LIMITS = [
    (dict(), "单笔最高额度", 500_000),
    (dict(depositors=2), "单笔最高额度", 700_000),
    (dict(balance=Decimal(20_000)), "账户余额", 300_000),
    (dict(price=Decimal(500_000)), "房价和首付", 400_000),
    (dict(price=Decimal(500_000), home=HomeOrder.SECOND), "房价和首付", 350_000),
    # 60 % of 2,000 a month over 30 years at 2.6 % is 299,744; cut down to 1,000.
    (dict(income=Decimal(2_000)), "还款能力", 299_000),
    (dict(income=Decimal(2_000), debts=Decimal(1_200)), "还款能力", 0),
]


@pytest.mark.parametrize(("changes", "limit", "amount"), LIMITS)
def test_the_least_limit_decides_and_is_named(changes, limit, amount):
    found = reckoned(**changes)
    assert (found.limit, found.amount) == (limit, amount)
    assert [step.name for step in found.steps if step.limits] == [limit]
    assert len(found.steps) == 4 and all(step.text for step in found.steps)


def test_what_can_be_repaid_is_the_schedule_turned_round():
    found = reckoned(income=Decimal(2_000))
    sum_of_it = next(step.amount for step in found.steps if step.name == "还款能力")
    plan = loan_schedule(principal=sum_of_it, months=360, rates=Decimal("2.6"),
                         method=RepaymentMethod.ANNUITY, issued_on=ON)  # fmt: skip
    assert plan.first_payment == Decimal("1200.00")
    falling = affordable(Decimal(1200), Decimal("2.6"), 360, RepaymentMethod.LINEAR)
    plan = loan_schedule(principal=falling, months=360, rates=Decimal("2.6"),
                         method=RepaymentMethod.LINEAR, issued_on=ON)  # fmt: skip
    assert plan.first_payment == Decimal("1200.00")


def by_balance(rules, **changes):
    return next(step for step in reckoned(rules, **changes).steps if step.name == "账户余额")


def test_the_forms_of_the_balance_limit():
    assert by_balance(city(balance_multiple=20)).amount == 1_200_000
    # 广州: balance × 8 + monthly deposit × months to retirement.
    rules = city(balance_form="WITH_DEPOSITS", balance_multiple=8)
    step = by_balance(rules, monthly=Decimal(2000), born_on=date(1990, 3, 1))
    assert step.amount == 60_000 * 8 + 2000 * 24 * 12
    assert "288个月" in step.text
    assert "未填写出生日期" in by_balance(rules, monthly=Decimal(2000)).text


@pytest.mark.parametrize(("paid", "factor"), [(6, "0.8"), (23, "0.8"), (24, "1"), (99, "1.2")])
def test_time_of_deposits_weighs_the_balance(paid, factor):
    rules = city(tiers="6:0.8 24:1 60:1.2")
    assert by_balance(rules, months_paid=paid).amount == 900_000 * Decimal(factor)


def test_a_least_quota_lifts_the_balance_alone():
    rules = city(guaranteed_least=200_000)
    found = reckoned(rules, balance=Decimal(1_000))
    assert (found.amount, found.limit) == (200_000, "账户余额")
    assert "低于保底额度" in by_balance(rules, balance=Decimal(1_000)).text
    assert reckoned(rules, balance=Decimal(1_000), price=Decimal(200_000)).amount == 160_000


REFUSALS = [
    (dict(months_paid=5), "不足本市要求的6个月"),
    (dict(loans_taken=2), "已使用过2次"),
    (dict(born_on=date(1960, 1, 1)), "不足1年"),
    (dict(house_age=50), "不足1年"),
]


@pytest.mark.parametrize(("changes", "told"), REFUSALS)
def test_a_condition_not_met_means_nothing_and_why(changes, told):
    found = reckoned(**changes)
    assert found.amount == 0 and found.limit == ""
    assert len(found.refusals) == 1 and told in found.refusals[0]


def test_every_condition_not_met_is_told():
    assert len(reckoned(months_paid=0, loans_taken=3).refusals) == 2
    assert reckoned(loans_taken=1).refusals == ()


TERMS = [
    (dict(), 30, "贷款期限上限"),
    (dict(born_on=date(1990, 3, 1)), 29, "退休年龄"),
    (dict(born_on=date(1990, 3, 1), group=RetirementGroup.WOMAN), 24, "退休年龄"),
    (dict(born_on=date(1990, 3, 1), group=RetirementGroup.WOMAN_WORKER), 19, "退休年龄"),
    # A day too young for the 30th year, and not.
    (dict(born_on=date(1991, 2, 28)), 29, "退休年龄"),
    (dict(born_on=date(1991, 3, 1)), 30, "贷款期限上限"),
    (dict(house_age=35), 15, "房龄"),
    (dict(house_age=60), 0, "房龄"),
    (dict(house_age=20), 30, "贷款期限上限"),
]


@pytest.mark.parametrize(("given", "years", "limit"), TERMS)
def test_the_shortest_term_decides_and_is_named(given, years, limit):
    found = longest_term(city(), ON, **given)
    assert (found.years, found.limit) == (years, limit)


def test_cities_set_their_own_terms():
    # 哈尔滨: 男 68 / 女 63, as ages with the years after retirement.
    rules = city(retire_man=63, retire_woman=58, retire_extra=5)
    assert longest_term(rules, ON, born_on=date(1980, 3, 1)).years == 22
    assert longest_term(city(term_most=20), ON).years == 20


def test_the_term_decides_the_rate_and_a_wish_is_cut_to_it():
    short = reckoned(house_age=46)
    assert (short.years, short.term.years) == (4, 4) and short.rate.annual == Decimal("2.10")
    assert reckoned(years=10).years == 10
    assert reckoned(years=30, house_age=40).years == 10


def test_defaults_are_marked_and_what_a_centre_set_names_its_document():
    assert not all(each.is_settled for each in reckoned(default_city_rules()).used)
    assert "系统默认数值" in reckoned(default_city_rules()).used[1].source
    found = reckoned()
    assert all(each.is_settled and each.since for each in found.used)


def test_a_day_before_the_first_rate_is_refused():
    with pytest.raises(RateUnknown):
        reckoned(on=date(2014, 1, 1))


amounts = st.integers(0, 3_000_000).map(Decimal)


@given(
    amounts, amounts, amounts, st.integers(6, 200), st.sampled_from(["balance", "income", "price"])
)
def test_more_of_anything_never_means_less(balance, income, price, paid, name):
    facts = dict(balance=balance, income=income / 30, price=price, months_paid=paid)
    rules = city(tiers="6:0.8 24:1 60:1.2", guaranteed_least=10_000)
    found = reckoned(rules, **facts)
    assert found.amount % 1000 == 0
    assert all(found.amount <= step.amount for step in found.steps)
    more = reckoned(rules, **{**facts, name: facts[name] + 1000})
    assert more.amount >= found.amount
