"""Repayment schedules: the rule book's vectors, changing rates, early repayment."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from gongkai.rules.fund import (
    ChangeMonth,
    ImpossibleLoan,
    Prepayment,
    PrepaymentWay,
    RateFrom,
    RepaymentMethod,
    level_payment,
    loan_schedule,
    month_later,
)

ANNUITY, LINEAR = RepaymentMethod.ANNUITY, RepaymentMethod.LINEAR
ON = date(2026, 1, 15)
# Principal, rate, years; 等额本息 payment and interest; 等额本金 first, decrease, last, interest.
VECTORS = [
    ("1000000", "2.6", 30, "4003.40", "441222.96", "4944.44", "6.02", "2783.80", "391083.33"),
    ("1000000", "2.85", 30, "4135.57", "488806.58", "5152.78", "6.60", "2784.38", "428687.50"),
    ("500000", "2.6", 20, "2673.94", "141745.66", "3166.67", "4.51", "2087.85", "130541.67"),
    ("300000", "2.1", 5, "5271.46", "16287.76", "5525.00", "8.75", "5008.75", "16012.50"),
    ("800000", "3.075", 25, "3824.97", "347491.38", "4716.67", "6.83", "2673.50", "308525.00"),
]


def schedule(principal="1000000", rates="2.6", years=30, method=ANNUITY, on=ON, **more):
    rates = Decimal(rates) if isinstance(rates, str) else rates
    return loan_schedule(principal=Decimal(principal), months=years * 12, rates=rates,
                         method=method, issued_on=on, **more)  # fmt: skip


@pytest.mark.parametrize("row", VECTORS, ids=["-".join(map(str, row[:3])) for row in VECTORS])
def test_equal_instalments_of_the_rule_book(row):
    principal, rate, years, payment, interest, *_ = row
    found = schedule(principal, rate, years)
    assert str(found.first_payment) == str(found.last_payment) == payment
    assert {str(each.payment) for each in found.rows} == {payment}
    assert str(found.total_interest) == interest
    assert len(found.rows) == years * 12


@pytest.mark.parametrize("row", VECTORS, ids=["-".join(map(str, row[:3])) for row in VECTORS])
def test_equal_principal_of_the_rule_book(row):
    principal, rate, years, _p, _i, first, decrease, last, interest = row
    found = schedule(principal, rate, years, LINEAR)
    assert str(found.first_payment) == first
    assert str(found.monthly_decrease) == decrease
    assert str(found.last_payment) == last
    assert str(found.total_interest) == interest


def test_what_the_press_said_of_the_cut_in_2025():
    before, after = schedule(rates="2.85"), schedule()
    assert before.first_payment - after.first_payment == Decimal("132.17")
    assert before.total_interest - after.total_interest == Decimal("47583.62")


def test_rows_hang_together_to_the_fen():
    found = schedule()
    owed = Decimal("1000000.00")
    for number, row in enumerate(found.rows, start=1):
        assert (row.number, row.payment) == (number, row.principal + row.interest)
        owed -= row.principal
        assert row.balance == owed
    assert owed == 0
    assert found.rows[0].interest == Decimal("2166.67")
    assert (found.rows[0].due_on, found.ends_on) == (date(2026, 2, 15), date(2056, 1, 15))


CHANGED = (RateFrom(date(2024, 6, 20), Decimal("2.85")), RateFrom(date(2026, 1, 1), Decimal("2.6")))


@pytest.mark.parametrize("method", [ANNUITY, LINEAR])
def test_a_new_rate_holds_from_the_january_instalment_on(method):
    found = schedule(rates=CHANGED, on=date(2024, 6, 20), method=method)
    plain = schedule(rates="2.85", on=date(2024, 6, 20), method=method)
    rows = {row.due_on: row for row in found.rows}
    december, january = rows[date(2025, 12, 20)], rows[date(2026, 1, 20)]
    assert found.rows[:18] == plain.rows[:18] and december.number == 18
    assert (december.annual, january.annual) == (Decimal("2.85"), Decimal("2.6"))
    # What is left is repaid over the months that are left, as if it were lent anew.
    again = schedule(str(december.balance), "2.6", 30, method)
    rest = loan_schedule(principal=december.balance, months=342, rates=Decimal("2.6"),
                         method=method, issued_on=date(2025, 12, 20))  # fmt: skip
    assert abs(january.payment - rest.first_payment) <= Decimal("0.01")
    assert january.payment > again.first_payment
    assert len(found.rows) == 360 and found.rows[-1].balance == 0


def test_a_month_split_by_days_pays_the_old_rate_for_the_days_of_december():
    whole = schedule(rates=CHANGED, on=date(2024, 6, 20))
    split = schedule(rates=CHANGED, on=date(2024, 6, 20), change_month=ChangeMonth.BY_DAYS)
    assert split.rows[:18] == whole.rows[:18]
    owed = split.rows[17].balance
    # From 20 December to 20 January are 31 days, 12 of them in December.
    mixed = owed * (Decimal("2.85") * 12 + Decimal("2.6") * 19) / 31 / 1200
    assert abs(split.rows[18].interest - mixed) < Decimal("0.02")
    assert split.rows[18].principal == whole.rows[18].principal
    assert split.rows[19:] == whole.rows[19:]
    assert split.total_interest > whole.total_interest


def test_a_loan_of_the_31st_is_due_on_each_month_s_last_day():
    days = [row.due_on for row in schedule(years=1, on=date(2024, 1, 31)).rows]
    assert days[:3] == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]
    assert month_later(date(2023, 12, 31), 2) == date(2024, 2, 29)


def early(way, after=60, amount="200000", **more):
    sum_of_it = None if way is PrepaymentWay.SETTLE else Decimal(amount)
    return schedule(prepayments=(Prepayment(after, way, sum_of_it),), **more)


@pytest.mark.parametrize("method", [ANNUITY, LINEAR])
def test_settling_early_pays_what_is_left_and_ends_it(method):
    found, plain = early(PrepaymentWay.SETTLE, method=method), schedule(method=method)
    assert found.rows[:59] == plain.rows[:59] and len(found.rows) == 60
    last = found.rows[-1]
    assert (last.balance, last.prepaid) == (0, plain.rows[59].balance)
    paid = sum(row.interest for row in plain.rows[:60])
    assert abs(found.total_interest - paid) < Decimal("0.60")


@pytest.mark.parametrize("method", [ANNUITY, LINEAR])
def test_a_shorter_term_keeps_the_instalment(method):
    found, plain = early(PrepaymentWay.SHORTER, method=method), schedule(method=method)
    assert len(found.rows) < len(plain.rows)
    if method is ANNUITY:
        assert {row.payment for row in found.rows[:-1]} == {plain.first_payment}
        assert found.last_payment <= plain.first_payment
    else:
        assert {row.principal for row in found.rows[:-1]} <= {
            Decimal("2777.77"), Decimal("2777.78"),
        }  # fmt: skip
    assert found.rows[-1].balance == 0


@pytest.mark.parametrize("method", [ANNUITY, LINEAR])
def test_a_lower_instalment_keeps_the_term(method):
    found, plain = early(PrepaymentWay.LOWER, method=method), schedule(method=method)
    assert len(found.rows) == 360
    assert found.rows[60].payment < plain.rows[60].payment
    left = plain.rows[59].balance - 200_000
    rest = loan_schedule(principal=left, months=300, rates=Decimal("2.6"), method=method,
                         issued_on=found.rows[59].due_on)  # fmt: skip
    assert abs(found.rows[60].payment - rest.first_payment) <= Decimal("0.01")


def test_a_shorter_term_saves_more_than_a_lower_instalment():
    plain = schedule().total_interest
    shorter = early(PrepaymentWay.SHORTER).total_interest
    lower = early(PrepaymentWay.LOWER).total_interest
    assert shorter < lower < plain


def test_several_early_repayments_and_a_change_between():
    rates = (RateFrom(ON, Decimal("2.6")), RateFrom(date(2030, 1, 1), Decimal("3")))
    paid = (
        Prepayment(120, PrepaymentWay.LOWER, Decimal(100_000)),
        Prepayment(24, PrepaymentWay.SHORTER, Decimal(50_000)),
    )
    found = schedule(rates=rates, prepayments=paid)
    assert [row.number for row in found.rows if row.prepaid] == [24, 120]
    assert sum(row.principal + row.prepaid for row in found.rows) == 1_000_000


REFUSED = [
    (dict(principal="0"), "不大于0"),
    (dict(principal="-5"), "不大于0"),
    (dict(years=0), "期限"),
    (dict(years=31), "期限"),
    (dict(rates="-1"), "年利率"),
    (dict(prepayments=(Prepayment(0, PrepaymentWay.SETTLE),)), "至少还满1期"),
    (dict(prepayments=(Prepayment(360, PrepaymentWay.SETTLE),)), "已经还清"),
    (dict(prepayments=(Prepayment(400, PrepaymentWay.SETTLE),)), "共360期"),
    (dict(prepayments=(Prepayment(12, PrepaymentWay.LOWER, Decimal(10**6)),)), "剩余的本金"),
    (dict(prepayments=(Prepayment(12, PrepaymentWay.LOWER),)), "未填写"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "told"), REFUSED)
def test_what_cannot_be_is_refused_with_the_remedy(given, told):
    with pytest.raises(ImpossibleLoan, match=told) as refused:
        schedule(**given)
    assert "请" in str(refused.value)


def test_the_formula_holds_for_other_software_s_figures():
    # Twelve months at 12 %: the textbook's 88.85 for each 1,000.
    assert level_payment(Decimal(1000), Decimal(12), 12).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    ) == Decimal("88.85")
    assert level_payment(Decimal(1200), Decimal(0), 12) == 100
