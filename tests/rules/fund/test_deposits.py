"""Monthly deposits: the cities' published caps and floors with both rounding customs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fund import DepositRounding, Mistyped, default_city_rules, deposit
from rules.fund.cities import BASIS, city

EACH, SUM = DepositRounding.EACH_SIDE, DepositRounding.SUM
# RULES 8.5: city, base, ratio of each side, custom, published deposit.
VECTORS = [
    ("遵义", "23347", 12, EACH, 5604),
    ("广元下限", "1970", 5, SUM, 197),
    ("淄博", "27767.5", 12, EACH, 6664),
    ("淄博", "27767.5", 12, SUM, 6664),
    ("乌海", "28233", 12, EACH, 6776),
    ("乌海", "28233", 12, SUM, 6776),
    ("广元", "24234", 12, EACH, 5816),
    ("广元", "24234", 12, SUM, 5816),
]


@pytest.mark.parametrize(("name", "base", "ratio", "rounding", "total"), VECTORS)
def test_published_deposits(name, base, ratio, rounding, total):
    found = deposit(default_city_rules(), Decimal(base), ratio, ratio, rounding)
    assert found.total == total
    assert found.steps[-1].amount == total and rounding.label in found.steps[-1].text


def test_the_customs_differ_where_cities_do():
    base = Decimal("23347")
    assert deposit(city(rounding="EACH_SIDE"), base, 12, 12).total == 5604
    # Each side 2801.64: together 5603.28.
    assert deposit(city(rounding="SUM"), base, 12, 12).total == 5603
    floor = Decimal("1970")
    assert deposit(city(rounding="EACH_SIDE"), floor, 5, 5).total == 198
    assert deposit(city(rounding="SUM"), floor, 5, 5).total == 197


def test_floor_and_cap_bound_the_base_and_are_told():
    rules = city(base_floor="1970", base_cap="24234")
    low, high = (deposit(rules, Decimal(wage), 5, 12) for wage in ("1500", "90000"))
    assert low.base == 1970 and "低于缴存基数下限" in low.steps[0].text
    assert high.base == 24234 and "高于缴存基数上限" in high.steps[0].text
    assert [each.source for each in high.used[1:]] == [BASIS] * 5
    assert all(each.is_settled for each in high.used)


def test_without_bounds_it_says_so_and_that_the_centre_has_yet_to_confirm():
    found = deposit(default_city_rules(), Decimal("90000"), 12, 12)
    assert found.base == 90000 and "尚未设置缴存基数上下限" in found.steps[0].text
    assert not all(each.is_settled for each in found.used)
    assert "第十六条" in found.used[0].source


@pytest.mark.parametrize("ratios", [(4, 12), (12, 13), (0, 0), (24, 24)])
def test_a_ratio_outside_the_city_s_is_refused(ratios):
    with pytest.raises(Mistyped, match="5%至12%"):
        deposit(city(), Decimal(5000), *ratios)


def test_some_cities_want_both_sides_alike():
    assert deposit(city(), Decimal(5000), 12, 8).total == 1000
    with pytest.raises(Mistyped, match="要求一致"):
        deposit(city(ratio_same="yes"), Decimal(5000), 12, 8)


@given(st.integers(0, 10**8).map(lambda fen: Decimal(fen) / 100), st.integers(5, 12),
       st.integers(5, 12), st.sampled_from(DepositRounding))  # fmt: skip
def test_deposits_are_whole_yuan_close_to_the_product(wage, employer, worker, rounding):
    found = deposit(city(base_floor="1970", base_cap="24234"), wage, employer, worker, rounding)
    assert 1970 <= found.base <= 24234
    assert found.total == found.total.to_integral_value()
    assert abs(found.total - found.base * (employer + worker) / 100) <= 1
    more = deposit(
        city(base_floor="1970", base_cap="24234"), wage + 100, employer, worker, rounding
    )
    assert more.total >= found.total
