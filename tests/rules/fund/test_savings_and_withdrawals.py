"""Interest of accounts, and how much can be withdrawn of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import (
    Mistyped,
    RateUnknown,
    default_city_rules,
    savings,
    withdrawal,
    withdrawal_kind,
    withdrawal_kinds,
)
from rules.fund.cities import city


def grown(balance="60000", since="2024-07-01", until="2025-07-01", **more):
    return savings(balance=Decimal(balance), since=date.fromisoformat(since),
                   until=date.fromisoformat(until), **more)  # fmt: skip


def test_a_year_to_30_june_is_settled_and_becomes_balance():
    found = grown()
    (only,) = found.settlements
    # 60,000 × 1.5 % × 365 ÷ 360.
    assert (only.on, only.interest, only.is_settled) == (date(2025, 6, 30), Decimal("912.50"), True)
    assert (found.balance, found.settled, found.pending) == (Decimal("60912.50"), only.interest, 0)
    assert grown(day_base=365).settled == Decimal("900.00")


def test_interest_that_was_settled_earns_interest():
    found = grown(until="2026-07-01", day_base=365)
    assert [str(each.interest) for each in found.settlements] == ["900.00", "913.50"]
    assert found.balance == Decimal("61813.50")


def test_until_a_day_in_between_it_is_not_settled_yet():
    found = grown(until="2024-12-31", day_base=365)
    (only,) = found.settlements
    assert not only.is_settled and only.on == date(2024, 12, 30)
    # 183 days.
    assert (found.pending, found.balance) == (Decimal("451.23"), 60000)


def test_deposits_earn_from_their_own_day():
    found = grown("0", since="2025-06-30", until="2025-10-01", monthly=Decimal(3650), day_base=365)
    before, after = found.settlements
    assert (before.on, before.interest) == (date(2025, 6, 30), 0)
    # On 30 July, 30 August and 30 September: 63, 32 and 1 days at 0.15 yuan.
    assert after.interest == Decimal("14.40") and after.deposited == 10950


def test_the_rate_is_told_with_its_day_and_none_is_guessed_before_it():
    (used,) = grown().used
    assert (used.text, used.since, used.is_settled) == ("1.5%", date(2016, 2, 21), False)
    with pytest.raises(RateUnknown, match="2016-02-21"):
        grown(since="2016-02-20")
    assert grown(since="2016-02-21", until="2016-02-22").pending == Decimal("2.50")


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.dates(date(2016, 2, 21), date(2030, 1, 1)),
       st.integers(0, 2000), st.sampled_from([360, 365]))  # fmt: skip
def test_nothing_is_lost_and_longer_is_never_less(fen, monthly, since, days, day_base):
    balance, monthly = Decimal(fen) / 100, Decimal(monthly) / 100
    short, long = (
        savings(balance=balance, since=since, until=date.fromordinal(since.toordinal() + n),
                monthly=monthly, day_base=day_base) for n in (days, days + 30)
    )  # fmt: skip
    assert short.balance == balance + short.deposited + short.settled
    assert short.settled >= 0 and short.pending >= 0
    assert long.settled + long.pending >= short.settled + short.pending
    assert sum(each.interest for each in short.settlements) == short.settled + short.pending


def taken(code, balance="60000", rules=None, **more):
    more = {name: Decimal(sum_of_it) for name, sum_of_it in more.items()}
    whole = {name: int(more.pop(name)) for name in ("months", "sealed_months") if name in more}
    return withdrawal(rules or city(), withdrawal_kind(code), Decimal(balance), **more, **whole)


def test_the_regulation_s_cases_come_first_with_their_article():
    named = [each for each in withdrawal_kinds() if each.is_settled]
    assert withdrawal_kinds()[: len(named)] == tuple(named)
    assert all("第二十四条" in each.basis for each in named)
    # Items 2, 3 and 4 of the article, and death, close the account.
    assert {each.code for each in named if each.closes} == {
        "retirement", "disability", "emigration", "death",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["retirement", "disability", "emigration", "death"])
def test_whoever_leaves_the_fund_takes_all(code):
    found = taken(code, rules=city(keep_balance=100))
    assert (found.amount, found.left, found.limit) == (60000, 0, "账户余额")
    assert "注销账户" in found.steps[0].text


def test_no_more_than_was_spent_nor_than_is_there():
    assert (taken("purchase", spent=50000).amount, taken("purchase", spent=90000).amount) == (
        50000, 60000,
    )  # fmt: skip
    assert taken("purchase", spent=50000).limit == "实际支付的购房款"
    kept = taken("repayment", spent=90000, rules=city(keep_balance=1000))
    assert (kept.amount, kept.left, kept.limit) == (59000, 1000, "账户余额")


def test_rent_by_contract_or_by_the_city_s_limit():
    rules = city(rent_monthly=1200, rent_most=2500)
    assert taken("rent", rules=rules).amount == 14400
    assert taken("rent", rules=rules, rent=2000, months=6).amount == 12000
    assert taken("rent", rules=rules, rent=4000).amount == 30000
    with pytest.raises(Mistyped, match="尚未设置无合同租房的限额"):
        taken("rent", rules=default_city_rules())


def test_whoever_left_work_waits_until_the_account_was_sealed_long_enough():
    early, late = taken("leaving", sealed_months=5), taken("leaving", sealed_months=6)
    assert early.amount == 0 and "不足本市要求的6个月" in early.refusals[0]
    assert late.amount == 60000 and not late.used[0].is_settled


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 1000))
def test_what_is_taken_and_what_stays_are_the_balance(balance, spent, kept):
    found = taken("purchase", balance, city(keep_balance=kept), spent=spent)
    assert found.amount + found.left == balance
    assert 0 <= found.amount <= spent
    assert found.left >= min(kept, balance)
