"""When the console points to 条例第三十五条 and to the fee, and on whose number that rests."""

from datetime import date

import pytest

from gongkai.rules.fees import fee_for_item_range, first_charged_item
from gongkai.rules.volume import reasons_suggested_from, volume_hint

ON = date(2026, 6, 1)

TABLE = [
    # count, the office's own number, reasons suggested, fee possible
    (1, None, None, None),
    (10, None, None, None),
    (11, None, True, True),
    (40, None, True, True),
    (5, 5, True, False),
    (4, 5, None, None),
    (11, 30, False, True),
]


@pytest.mark.parametrize("count, own, reasons, fee", TABLE)
def test_from_which_request_on_a_hint_is_given(count, own, reasons, fee):
    hint = volume_hint(count, ON, reasons_from=own)
    if reasons is None:
        assert hint is None
        return
    assert (hint.suggests_reasons, hint.may_charge) == (reasons, fee)
    assert hint.text.startswith(f"该申请人本月第{count}件申请")
    assert ("第三十五条" in hint.text) is reasons
    assert ("第11件起收取信息处理费" in hint.text) is fee


def test_the_number_is_no_law_and_says_so():
    hint = volume_hint(11, ON)
    assert hint.basis == "系统默认值，非法定标准，可由本机关调整"
    assert volume_hint(11, ON, reasons_from=5).basis == "本机关设定"
    assert (hint.article, reasons_suggested_from()) == ("第三十五条", 11)


def test_the_first_request_that_costs():
    first = first_charged_item(ON)
    assert first == 11
    assert fee_for_item_range(0, first - 1, ON).amount == 0
    assert fee_for_item_range(first - 1, 1, ON).amount == 100


def test_no_fee_before_its_measure():
    hint = volume_hint(40, date(2020, 12, 31))
    assert (hint.suggests_reasons, hint.may_charge) == (True, False)
