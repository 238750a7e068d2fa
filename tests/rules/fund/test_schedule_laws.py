"""What holds for every loan: the principal to the fen, no negative interest, monotone."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import (
    ChangeMonth,
    ImpossibleLoan,
    LoanKind,
    LoanPart,
    LoanPlan,
    Prepayment,
    PrepaymentWay,
    RateFrom,
    RepaymentMethod,
    loan_schedule,
)

principals = st.integers(100_000, 10**9).map(lambda fen: Decimal(fen) / 100)
annuals = st.integers(1, 2400).map(lambda hundredths: Decimal(hundredths) / 100)
months = st.integers(1, 360)
methods = st.sampled_from(RepaymentMethod)
days = st.dates(date(2015, 5, 11), date(2040, 12, 31))


@st.composite
def loans(draw):
    """Draw a loan with up to three changes of its rate."""
    issued_on = draw(days)
    years = draw(st.sets(st.integers(issued_on.year + 1, issued_on.year + 29), max_size=3))
    rates = [RateFrom(issued_on, draw(annuals))]
    rates += [RateFrom(date(year, 1, 1), draw(annuals)) for year in sorted(years)]
    return dict(principal=draw(principals), months=draw(months), rates=tuple(rates),
                method=draw(methods), issued_on=issued_on,
                change_month=draw(st.sampled_from(ChangeMonth)))  # fmt: skip


@given(loans())
def test_the_principal_is_repaid_to_the_fen_and_interest_is_never_negative(loan):
    found = loan_schedule(**loan)
    assert len(found.rows) == loan["months"]
    assert sum(row.principal for row in found.rows) == loan["principal"]
    assert found.rows[-1].balance == 0
    assert all(row.interest >= 0 and row.principal >= 0 for row in found.rows)
    assert all(row.payment == row.principal + row.interest for row in found.rows)
    assert all(one.balance > other.balance for one, other in pairwise(found.rows))
    # What is shown of each row is rounded: the sum of the rows keeps within half a fen of each.
    shown = sum(row.interest for row in found.rows)
    assert abs(shown - found.total_interest) <= Decimal("0.006") * len(found.rows)


@given(principals, months, annuals, annuals, methods)
def test_a_higher_rate_never_costs_less(principal, months, one, other, method):
    low, high = sorted((one, other))
    cheap, dear = (
        loan_schedule(principal=principal, months=months, rates=rate, method=method,
                      issued_on=date(2026, 1, 1)) for rate in (low, high)
    )  # fmt: skip
    assert cheap.total_interest <= dear.total_interest
    assert cheap.first_payment <= dear.first_payment


@given(principals, annuals, months)
def test_equal_principal_never_costs_more_and_begins_higher(principal, annual, months):
    even, falling = (
        loan_schedule(principal=principal, months=months, rates=annual, method=method,
                      issued_on=date(2026, 1, 1)) for method in RepaymentMethod
    )  # fmt: skip
    assert falling.total_interest <= even.total_interest
    assert falling.first_payment >= even.first_payment - Decimal("0.01")
    # P·r·(n+1)/2, the rule book's formula for 等额本金.
    formula = principal * annual / 1200 * (months + 1) / 2
    assert abs(falling.total_interest - formula) <= Decimal("0.01")


@given(loans(), st.integers(1, 359), st.sampled_from(PrepaymentWay), st.integers(1, 10**8))
def test_early_repayment_fits_together_or_is_refused(loan, after, way, fen):
    amount = None if way is PrepaymentWay.SETTLE else Decimal(fen) / 100
    plain = loan_schedule(**loan)
    try:
        found = loan_schedule(**loan, prepayments=(Prepayment(after, way, amount),))
    except ImpossibleLoan:
        owed = plain.rows[after - 1].balance if after <= len(plain.rows) else 0
        assert owed == 0 or (amount is not None and amount >= owed)
        return
    assert found.rows[: after - 1] == plain.rows[: after - 1]
    assert sum(row.principal + row.prepaid for row in found.rows) == loan["principal"]
    assert all(row.interest >= 0 for row in found.rows)
    assert found.total_interest <= plain.total_interest
    assert len(found.rows) <= len(plain.rows)
    if way is PrepaymentWay.LOWER:
        assert len(found.rows) == len(plain.rows)
        assert all(
            mine.payment <= other.payment + Decimal("0.01")
            for mine, other in zip(found.rows, plain.rows, strict=True)
        )


@given(loans(), principals)
def test_a_combined_loan_is_the_sum_of_its_contracts(loan, more):
    one = loan_schedule(**loan)
    other = loan_schedule(**{**loan, "principal": more})
    plan = LoanPlan((LoanPart(LoanKind.FUND, one), LoanPart(LoanKind.COMMERCIAL, other)))
    assert plan.principal == loan["principal"] + more
    assert plan.total_interest == one.total_interest + other.total_interest
    for row, mine, its in zip(plan.rows, one.rows, other.rows, strict=True):
        assert row.payment == mine.payment + its.payment
        assert row.balance == mine.balance + its.balance
    assert sum(year.principal for year in plan.years()) == plan.principal
