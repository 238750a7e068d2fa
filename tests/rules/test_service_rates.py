"""How rates are printed, and which printed rates a denominator can give."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.service_rates import (
    ImpossibleRate,
    Rate,
    RateCode,
    can_give,
    numerators,
    percentage,
    possible_denominators,
    rate_definitions,
    require_possible,
)

DEFINED = {each.code: each for each in rate_definitions()}


def test_every_rate_says_what_it_counts_and_that_the_counting_is_ours():
    assert tuple(DEFINED) == tuple(RateCode)
    for each in DEFINED.values():
        assert each.numerator and each.denominator and each.definition.endswith("。")
        assert each.period in ("受理日期", "反馈期限")
        assert not each.is_settled and "国家未统一规定" in each.source


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "printed"),
    [
        (RateCode.SATISFACTION, 535, 540, "99.07%"),
        (RateCode.SATISFACTION, 627, 633, "99.05%"),
        (RateCode.SATISFACTION, 628, 633, "99.21%"),
        (RateCode.CLOSING, 50405, 50755, "99.31%"),
        (RateCode.FEEDBACK, 633, 633, "100%"),
        (RateCode.FEEDBACK, 1, 2, "50%"),
        (RateCode.FEEDBACK, 0, 7, "0%"),
        (RateCode.FEEDBACK, 0, 0, "—"),
        (RateCode.MEAN_DAYS, 633, 633, "1天"),
        (RateCode.MEAN_DAYS, 7, 4, "1.8天"),
        (RateCode.MEAN_DAYS, 0, 0, "—"),
    ],
)
def test_a_rate_is_printed_as_offices_print_it(code, numerator, denominator, printed):
    assert Rate(DEFINED[code], numerator, denominator).printed == printed


@pytest.mark.parametrize(("numerator", "denominator"), [(2, 1), (-1, 3), (1, 0)])
def test_a_share_greater_than_all_is_refused(numerator, denominator):
    with pytest.raises(ValueError, match="分子"):
        Rate(DEFINED[RateCode.CLOSING], numerator, denominator)


def test_published_9907_per_cent_cannot_come_from_all_633_tickets():
    with pytest.raises(ImpossibleRate, match="满意率：99.07%不可能由分母633得出") as refused:
        require_possible("满意率", Decimal("99.07"), 633)
    assert "627÷633＝99.05%" in str(refused.value) and "628÷633＝99.21%" in str(refused.value)
    require_possible("满意率", Decimal("99.07"), 540)


def test_the_denominators_that_can_print_9907_per_cent():
    found = list(possible_denominators(Decimal("99.07"), 633))
    assert found[:6] == [107, 108, 214, 215, 216, 321]
    assert {324, 428, 432, 535, 540} <= set(found) and 633 not in found and 327 not in found


def test_nothing_can_be_divided_by_nothing():
    assert not can_give(Decimal(100), 0)
    with pytest.raises(ImpossibleRate, match="分母为0"):
        require_possible("办结率", Decimal(100), 0)


@given(st.integers(0, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_what_a_rate_prints_its_own_denominator_can_give(counts):
    numerator, denominator = counts
    rate = Rate(DEFINED[RateCode.CLOSING], numerator, denominator)
    if not denominator:
        assert rate.value is None
        return
    assert numerator in set(numerators(rate.value, denominator))
    require_possible("办结率", rate.value, denominator)


@given(st.integers(1, 400), st.integers(0, 10000))
def test_what_can_be_given_is_what_trying_every_numerator_finds(denominator, hundredths):
    printed = Decimal(hundredths).scaleb(-2)
    tried = [
        number
        for number in range(denominator + 1)
        if (Decimal(number * 100) / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP) == printed
    ]
    assert list(numerators(printed, denominator)) == tried


@pytest.mark.parametrize(
    ("text", "value"),
    [("99.07%", "99.07"), (" 100 ％", "100"), ("９９．０７％", "99.07"), ("0", "0")],
)
def test_a_percentage_is_read_as_people_write_it(text, value):
    assert percentage(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "约99%", "101%", "-1", "NaN", "Infinity", "9" * 400, "1e400"])
def test_what_is_no_percentage_is_refused_with_its_remedy(text):
    with pytest.raises(ValueError, match="请填写如“99.07%”"):
        percentage(text)
