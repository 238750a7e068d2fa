"""The information processing fee against the rule book's worked examples."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fees import (
    ImpossibleCount,
    TariffNotInForce,
    fee_by_item,
    fee_by_page,
    fee_for_item_range,
)

ON = date(2023, 6, 1)

BY_ITEM = [
    (0, "0.00"), (1, "0.00"), (10, "0.00"), (11, "100.00"), (30, "2000.00"), (31, "2200.00"),
    (35, "3000.00"), (40, "4000.00"), (41, "4300.00"), (55, "9000.00"), (100, "37000.00"),
]  # fmt: skip
BY_PAGE = [
    (0, "0.00"), (30, "0.00"), (31, "10.00"), (57, "270.00"), (72, "420.00"), (100, "700.00"),
    (109, "880.00"), (150, "1700.00"), (200, "2700.00"), (201, "2740.00"), (250, "4700.00"),
]  # fmt: skip


@pytest.mark.parametrize("count, yuan", BY_ITEM)
def test_fee_by_item(count, yuan):
    assert str(fee_by_item(count, ON).amount) == yuan


@pytest.mark.parametrize("count, yuan", BY_PAGE)
def test_fee_by_page(count, yuan):
    assert str(fee_by_page(count, ON).amount) == yuan


@pytest.mark.parametrize(
    "fee, slices",
    [
        (fee_by_item(35, ON), [(10, "0"), (20, "100"), (5, "200")]),
        (fee_by_item(55, ON), [(10, "0"), (20, "100"), (10, "200"), (10, "300"), (5, "400")]),
        (fee_by_page(250, ON), [(30, "0"), (70, "10"), (100, "20"), (50, "40")]),
    ],
)
def test_the_steps_show_each_slice(fee, slices):
    assert [(step.count, str(step.price)) for step in fee.steps] == slices
    assert sum(step.amount for step in fee.steps) == fee.amount
    assert all(step.article and "109号" in step.source and step.text for step in fee.steps)
    assert all(step.last + 1 == after.first for step, after in pairwise(fee.steps))


def test_a_step_is_told_in_words():
    assert fee_by_item(31, ON).steps[-1].text == "第31件，共1件，200元/件，计200.00元"


def price_of(number):
    """The rule book's formula for the k-th request of a month."""
    if number <= 10:
        return 0
    return 100 if number <= 30 else 200 + 100 * ((number - 31) // 10)


@given(st.integers(0, 2000))
def test_fee_by_item_is_the_sum_of_the_formula(count):
    assert fee_by_item(count, ON).amount == sum(map(price_of, range(1, count + 1)))


@given(st.lists(st.integers(0, 60), max_size=8))
def test_the_notices_of_a_month_sum_to_the_month(batches):
    charged, previous = Decimal(0), 0
    for batch in batches:
        charged += fee_for_item_range(previous, batch, ON).amount
        previous += batch
    assert charged == fee_by_item(sum(batches), ON).amount


def test_a_later_notice_charges_its_own_slice_only():
    assert str(fee_for_item_range(30, 5, ON).amount) == "1000.00"
    assert str(fee_for_item_range(5, 3, ON).amount) == "0.00"


@pytest.mark.parametrize("charge", [fee_by_item, fee_by_page])
@pytest.mark.parametrize(
    "count, told",
    [
        (-1, "为负数"),
        (10**9, "应属误填"),
        (3.5, "不是整数"),
        ("12", "不是整数"),
        (None, "不是整数"),
        (True, "不是整数"),
        (Decimal(3), "不是整数"),
    ],
)
def test_an_impossible_count_is_refused(charge, count, told):
    with pytest.raises(ImpossibleCount, match=told):
        charge(count, ON)


def test_an_impossible_number_of_earlier_requests_is_refused():
    with pytest.raises(ImpossibleCount, match="为负数"):
        fee_for_item_range(-1, 5, ON)


@pytest.mark.parametrize("charge", [fee_by_item, fee_by_page])
def test_nothing_is_charged_before_the_measure(charge):
    assert charge(11, date(2021, 1, 1)).amount >= 0
    with pytest.raises(TariffNotInForce, match="2020-12-31 早于.*2021-01-01"):
        charge(11, date(2020, 12, 31))
