"""The calculators as they are asked with typed texts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import LoanKind, Mistyped, default_city_rules
from gongkai.rules.fund.questions import (
    DEPOSIT_FIELDS,
    INTEREST_FIELDS,
    LOAN_FIELDS,
    QUOTA_FIELDS,
    WITHDRAWAL_FIELDS,
    ask_deposit,
    ask_interest,
    ask_loan,
    ask_quota,
    ask_withdrawal,
)
from rules.fund.cities import city

ON = date(2026, 3, 1)
LOAN = {"fund": "50万", "years": "20"}


def loan(**typed):
    return ask_loan({**LOAN, **typed}, city(), ON)


def test_a_fund_loan_takes_the_rate_of_its_day():
    found = loan()
    assert (str(found.rate), found.issued_on, found.years) == ("2.60", ON, 20)
    assert str(found.plan.rows[0].payment) == "2673.94"
    assert found.used[0].since == date(2025, 5, 8) and found.used[0].source
    assert found.plan.saved is None and len(found.levels) == 1


def test_published_changes_are_followed_or_not():
    found = loan(issued_on="2024-06-20")
    assert [str(day) for day, _payment in found.levels] == ["2024-07-20", "2026-01-20"]
    assert [used.label for used in found.used][-2:] == ["利率调整的适用", "调息当月计息"]
    kept = loan(issued_on="2024-06-20", follow="no")
    assert len(kept.levels) == 1 and kept.plan.total_interest > found.plan.total_interest


def test_a_change_can_be_assumed():
    found = loan(change_year="2030", change_rate="3.5")
    assert [str(day) for day, _payment in found.levels] == ["2026-04-01", "2030-01-01"]
    assert any("由您假设" in used.source for used in found.used)


def test_a_combined_loan_needs_the_bank_s_rate_and_guesses_none():
    found = loan(kind="combined", commercial="30万", commercial_rate="3.6")
    assert [part.kind for part in found.plan.parts] == [LoanKind.FUND, LoanKind.COMMERCIAL]
    assert found.plan.principal == 800_000
    with pytest.raises(Mistyped, match="商业贷款年利率：未填写"):
        loan(kind="combined", commercial="30万")
    only = ask_loan({"kind": "commercial", "commercial": "30万", "years": "20",
                     "commercial_rate": "3.6"}, city(), ON)  # fmt: skip
    assert len(only.plan.parts) == 1 and only.rate == Decimal("3.6")
    assert not any("公积金贷款利率核对至" in note for note in only.notes)


def test_early_repayment_of_either_contract():
    both = dict(kind="combined", commercial="30万", commercial_rate="3.6", prepay_way="shorter",
                prepay_after="24", prepay_amount="10万")  # fmt: skip
    bank, fund = loan(**both), loan(**both, prepay_part="fund")
    assert bank.plan.parts[0].without is None and fund.plan.parts[1].without is None
    assert bank.plan.saved.interest > fund.plan.saved.interest > 0
    whole = loan(prepay_way="settle", prepay_after="24")
    assert len(whole.plan.rows) == 24 and whole.plan.saved.months == 216


def test_what_the_city_asks_of_early_repayment_is_told():
    typed = dict(prepay_way="lower", prepay_after="6", prepay_amount="2万")
    assert any("还满12期" in note and "待本中心" not in note for note in loan(**typed).notes)
    notes = ask_loan({**LOAN, **typed}, default_city_rules(), ON).notes
    assert any("还满12期" in note and "待本中心确认" in note for note in notes)
    strict = ask_loan({**LOAN, **typed}, city(prepay_least=50000), ON)
    assert any("最低金额为50,000元" in note for note in strict.notes)


def test_second_homes_are_told_of_the_floor():
    found = loan(home="second", rate="3")
    assert any("低于第二套住房的利率下限3.075%" in note for note in found.notes)


def problems(ask, *args):
    with pytest.raises(Mistyped) as wrong:
        ask(*args)
    return {problem.field: problem.message for problem in wrong.value.problems}


def test_every_wrong_field_is_told_at_once():
    told = problems(lambda: loan(fund="50", years="360", issued_on="1985-01-01"))
    assert set(told) == {"fund", "years", "issued_on"}
    assert "如果是50万元" in told["fund"] and "如果是360个月" in told["years"]


def test_a_day_before_the_first_rate_is_refused_with_the_remedy():
    told = problems(lambda: loan(issued_on="2014-01-01"))["issued_on"]
    assert "2015-05-11" in told and "直接填写合同载明的年利率" in told
    assert loan(issued_on="2014-01-01", rate="4.5").rate == Decimal("4.5")
    assert "不在" in problems(lambda: loan(issued_on="2030-01-01"))["issued_on"]


def test_more_early_repayment_than_is_owed_is_refused():
    told = problems(lambda: loan(prepay_way="lower", prepay_after="12", prepay_amount="60万"))
    assert "剩余的本金" in told["prepay_amount"]
    assert (
        "1至239" in problems(lambda: loan(prepay_way="settle", prepay_after="300"))["prepay_after"]
    )


def test_a_family_is_described_in_texts():
    typed = {"balance": "6万", "months_paid": "36", "income": "1.2万", "price": "80万",
             "born_on": "1990-05-01", "depositors": "2"}  # fmt: skip
    found = ask_quota(typed, city(), ON)
    assert (found.amount, found.limit) == (640_000, "房价和首付")
    assert found.term.years == 29
    assert set(problems(ask_quota, {}, city(), ON)) == {"balance", "months_paid", "income", "price"}
    early = problems(ask_quota, {**typed, "issued_on": "2014-01-01"}, city(), ON)
    assert "2015-05-11" in early["issued_on"]
    # There is no field for a rate in this form.
    assert "年利率" not in early["issued_on"].partition("请填写")[2]
    assert "born_on" in problems(ask_quota, {**typed, "born_on": "2020-01-01"}, city(), ON)


def test_a_wage_is_described_in_texts():
    assert ask_deposit({"wage": "２３３４７", "employer_ratio": "12%"}, city()).total == 5604
    told = problems(ask_deposit, {"wage": "8000", "worker_ratio": "4"}, city())
    assert "5至12" in told["worker_ratio"]
    assert (
        "不是整数"
        in problems(ask_deposit, {"wage": "8000", "worker_ratio": "7.5"}, city())["worker_ratio"]
    )


def test_a_withdrawal_is_described_in_texts():
    found = ask_withdrawal({"kind": "purchase", "balance": "6万", "spent": "20万"}, city())
    assert found.amount == 60000
    assert ask_withdrawal({"kind": "retirement", "balance": "6万"}, city()).kind.closes
    assert "spent" in problems(ask_withdrawal, {"balance": "6万"}, city())
    assert "kind" in problems(ask_withdrawal, {"kind": "x", "balance": "6万", "spent": "1"}, city())


def test_an_account_is_described_in_texts():
    found = ask_interest({"balance": "6万", "since": "2024-07-01"}, city(), ON)
    assert (found.until, found.interest) == (date(2025, 6, 30), Decimal("912.50"))
    told = problems(ask_interest, {"balance": "6万", "since": "2015-01-01"}, city(), ON)
    assert "2016-02-21" in told["since"]
    late = {"balance": "6万", "since": "2025-01-01", "until": "2024-01-01"}
    assert "早于起始日期" in problems(ask_interest, late, city(), ON)["until"]


ASKED = [
    (LOAN_FIELDS, lambda typed: ask_loan(typed, city(), ON)),
    (QUOTA_FIELDS, lambda typed: ask_quota(typed, city(), ON)),
    (DEPOSIT_FIELDS, lambda typed: ask_deposit(typed, city())),
    (WITHDRAWAL_FIELDS, lambda typed: ask_withdrawal(typed, city())),
    (INTEREST_FIELDS, lambda typed: ask_interest(typed, city(), ON)),
]
texts = st.sampled_from(
    ["", "0", "1", "12", "30", "50万", "６０", "-1", "3.1", "2026-01-01", "2014-01-01", "x", "九"]
)


@given(st.data())
@pytest.mark.parametrize(
    ("fields", "ask"), ASKED, ids=["loan", "quota", "deposit", "out", "interest"]
)
def test_whatever_is_typed_is_answered_or_refused_by_field(fields, ask, data):
    codes = {field.name: [code for code, _label in field.choices] for field in fields}
    typed = {
        name: data.draw(st.sampled_from(choices) | texts if choices else texts)
        for name, choices in codes.items()
    }
    try:
        assert ask(typed).used
    except Mistyped as mistyped:
        assert mistyped.problems
        assert {problem.field for problem in mistyped.problems} <= set(codes)
