"""What the hotline's desk begins with, numbers as agents read them, letters as they type them."""

import pytest

from gongkai.rules.caller_numbers import number_fault, plain_number
from gongkai.rules.hotline_desk import first_topics
from gongkai.rules.pinyin import initials_of


def test_the_first_tree_names_each_matter_once_below_its_branch():
    tree = list(first_topics("FUND_CENTRE"))
    codes = [each.code for each in tree]
    assert len(set(codes)) == len(codes) and len({(e.branch, e.name) for e in tree}) == len(tree)
    for each in tree:
        assert not each.branch or (each.branch in codes and each.code.startswith(each.branch))
    assert list(first_topics("DEPARTMENT")) == []


@pytest.mark.parametrize(
    ("typed", "plain", "fault"),
    [
        ("", "", ""),
        ("  ", "", ""),
        ("199 0000 1234", "19900001234", ""),
        ("+86 19900001234", "19900001234", ""),
        ("１９９００００１２３４", "19900001234", ""),
        ("0429-3110000", "0429-3110000", ""),
        ("3110000", "3110000", ""),
        ("12345", "12345", ""),
        ("12", "12", "来电号码"),
        ("1990000123", "1990000123", "应为11位"),
        ("匿名", "匿名", "数字以外"),
        ("9" * 100, "9" * 40, "来电号码"),
    ],
)
def test_a_number_has_one_spelling_or_a_fault(typed, plain, fault):
    assert plain_number(typed) == plain
    assert fault in number_fault(typed) and bool(fault) == bool(number_fault(typed))


@pytest.mark.parametrize(
    ("word", "letters"), [("租房提取", "zftq"), ("公积金", "gjj"), ("ETC业务", "etcyw"), ("", "")]
)
def test_initials(word, letters):
    assert initials_of(word) == letters
