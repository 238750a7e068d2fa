"""What of a personal datum is shown on screen; a short value never shows more than half."""

import pytest

from gongkai.privacy.masking import mask_identity, mask_name, mask_phone

IDENTITIES = [
    ("211402199001011234", "2114**********1234"),
    ("21140219900101123X", "2114**********123X"),
    ("91211400MA0XXXXX1A", "9121**********XX1A"),
    ("211402900101123", "211*********123"),
    ("E12345678", "E1*****78"),
    ("12345678", "********"),
    ("123", "***"),
    ("1", "*"),
    ("", ""),
]
PHONES = [
    ("13800001234", "138****1234"),
    ("0429-1234567", "042*****4567"),
    ("+86 13800001234", "+86********1234"),
    ("31234567", "31****67"),
    ("1234567", "*******"),
    ("12345", "*****"),
    ("1", "*"),
    ("", ""),
]
NAMES = [
    ("王小明", "王**"),
    ("李明", "李*"),
    ("欧阳小明", "欧***"),
    ("某某有限公司", "某*****"),
    ("王", "王"),
    ("", ""),
]


@pytest.mark.parametrize(("number", "shown"), IDENTITIES)
def test_identity_number(number, shown):
    assert mask_identity(number) == shown


@pytest.mark.parametrize(("number", "shown"), PHONES)
def test_phone(number, shown):
    assert mask_phone(number) == shown


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_name(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize("mask", [mask_identity, mask_phone])
@pytest.mark.parametrize("length", range(1, 30))
def test_length_is_kept_and_enough_is_hidden(mask, length):
    shown = mask("7" * length)
    assert len(shown) == length
    assert shown.count("7") <= (length + 3) // 2
