"""Rates of provident fund loans: RULES 8.2 row by row, floors, and when a change reaches a loan."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import (
    HomeOrder,
    RateUnknown,
    first_rate_on,
    loan_rate,
    rates_over_life,
)

FIRST, SECOND = HomeOrder.FIRST, HomeOrder.SECOND
# From, first home up to 5 years, beyond, second home up to 5 years, beyond.
TABLE = [
    ("2015-05-11", "3.25", "3.75", "3.575", "4.125"),
    ("2015-06-28", "3.00", "3.50", "3.300", "3.850"),
    ("2015-08-26", "2.75", "3.25", "3.025", "3.575"),
    ("2022-10-01", "2.60", "3.10", "3.025", "3.575"),
    ("2024-05-18", "2.35", "2.85", "2.775", "3.325"),
    ("2025-05-08", "2.10", "2.60", "2.525", "3.075"),
]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_each_rate_holds_from_its_day(row):
    on = date.fromisoformat(row[0])
    cells = [(FIRST, 60), (FIRST, 61), (SECOND, 60), (SECOND, 360)]
    for (home, months), annual in zip(cells, row[1:], strict=True):
        rate = loan_rate(home, months, on)
        assert rate.annual == Decimal(annual)
        assert rate.in_force_from == on
        assert rate.source and rate.used.since == on


@pytest.mark.parametrize(("row", "after"), list(pairwise(TABLE)), ids=[row[0] for row in TABLE[1:]])
def test_the_day_before_has_the_rate_before(row, after):
    day = date.fromordinal(date.fromisoformat(after[0]).toordinal() - 1)
    assert loan_rate(FIRST, 360, day).annual == Decimal(row[2])


def test_second_homes_have_floors_of_which_the_older_are_not_settled():
    rate = loan_rate(SECOND, 360, date(2025, 5, 8))
    assert rate.is_floor and rate.is_settled and "不低于" in rate.used.text
    assert not loan_rate(SECOND, 360, date(2020, 1, 1)).is_settled
    first = loan_rate(FIRST, 360, date(2020, 1, 1))
    assert first.is_settled and not first.is_floor


@pytest.mark.parametrize("on", [date(2015, 5, 10), date(1999, 1, 1), date.min])
def test_before_the_first_rate_nothing_is_guessed(on):
    with pytest.raises(RateUnknown, match="2015-05-11"):
        loan_rate(FIRST, 360, on)
    assert first_rate_on() == date(2015, 5, 11)


def over_life(issued_on, months=360, home=FIRST):
    return [(str(each.on), str(each.annual)) for each in rates_over_life(home, months, issued_on)]


def test_a_change_reaches_a_loan_on_1_january_of_the_next_year():
    # 2022 → 2023-01-01, 2024 → 2025-01-01, 2025 → 2026-01-01; of two changes in 2015 the last.
    assert over_life(date(2015, 5, 20)) == [
        ("2015-05-20", "3.75"), ("2016-01-01", "3.25"), ("2023-01-01", "3.10"),
        ("2025-01-01", "2.85"), ("2026-01-01", "2.60"),
    ]  # fmt: skip
    assert over_life(date(2025, 5, 7)) == [("2025-05-07", "2.85"), ("2026-01-01", "2.60")]
    assert over_life(date(2025, 5, 8)) == [("2025-05-08", "2.60")]


def test_the_term_decides_the_row_and_a_year_keeps_its_rate():
    assert over_life(date(2024, 6, 1), 60) == [("2024-06-01", "2.35"), ("2026-01-01", "2.10")]
    assert over_life(date(2024, 6, 1), 13)[1:] == [("2026-01-01", "2.10")]
    assert over_life(date(2024, 6, 1), 12) == [("2024-06-01", "2.35")]
    # In 2022 the rate of second homes did not change, though the notice is named.
    assert [annual for _on, annual in over_life(date(2022, 1, 1), home=SECOND)] == [
        "3.575", "3.575", "3.325", "3.075",
    ]  # fmt: skip


@given(st.dates(date(2015, 5, 11), date(2030, 1, 1)), st.sampled_from([12, 60, 61, 360]))
def test_rates_of_a_life_begin_at_its_issue_and_follow_on_each_other(issued_on, months):
    rates = rates_over_life(FIRST, months, issued_on)
    assert rates[0].on == issued_on
    assert rates[0].annual == loan_rate(FIRST, months, issued_on).annual
    assert all(one.on < other.on for one, other in pairwise(rates))
    assert all((each.on.month, each.on.day) == (1, 1) for each in rates[1:])
