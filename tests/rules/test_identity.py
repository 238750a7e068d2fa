"""Identity numbers, phone numbers and postcodes: what is kept, and what is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from gongkai.rules.identity import (
    UnknownDocument,
    check_credit_code,
    check_document,
    check_postcode,
    check_resident_card,
)
from gongkai.rules.phones import check_phone

ON = date(2026, 6, 29)

# The example of GB 11643, and numbers made up to its rule.
RESIDENT = [
    # typed, kept, what is told
    ("11010519491231002X", "11010519491231002X", ""),
    ("11010519491231002x", "11010519491231002X", ""),
    (" 110105 19491231 002X ", "11010519491231002X", ""),
    ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X", ""),
    # The residence permit of somebody from Taiwan carries the same kind of number.
    ("830000199001010012", "830000199001010012", ""),
    ("", "", "未填写"),
    ("   ", "", "未填写"),
    ("110105194912310021", "110105194912310021", "校验位不符"),
    ("11010519491231020X", "11010519491231020X", "校验位不符"),
    ("1101051949123100", "1101051949123100", "共16位，应为18位"),
    ("110105491231002", "110105491231002", "旧证件的15位号码已不再使用"),
    ("1101051949123100X2", "1101051949123100X2", "前17位应为数字"),
    ("11010519490231002X", "11010519490231002X", "第7至14位不是有效的出生日期"),
    ("11010519491331002X", "11010519491331002X", "第7至14位不是有效的出生日期"),
    ("110105202606300012", "110105202606300012", "出生日期晚于今天"),
    ("110105189512310012", "110105189512310012", "出生日期早于1896年"),
    ("91010519491231002X", "91010519491231002X", "前2位不是省级地区代码"),
    ("000000000000000000", "000000000000000000", "前2位不是省级地区代码"),
    ("²10105194912310021", "210105194912310021", "校验位不符"),
    ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "前17位应为数字"),
]


@pytest.mark.parametrize("typed, kept, told", RESIDENT)
def test_a_resident_card(typed, kept, told):
    value, fault = check_resident_card(typed, ON)
    assert value == kept
    _expect(fault, told, "居民身份证号码：")


CREDIT = [
    ("91110000600037341L", "91110000600037341L", ""),
    ("91110000600037341l", "91110000600037341L", ""),
    ("9111 0000 6000 3734 1L", "91110000600037341L", ""),
    ("９１１１００００６０００３７３４１Ｌ", "91110000600037341L", ""),
    # Of a rural collective.
    ("N2330106MF1234567L", "N2330106MF1234567L", ""),
    ("", "", "未填写"),
    ("91110000600037341M", "91110000600037341M", "校验位不符"),
    ("9111000060003741L", "9111000060003741L", "共17位，应为18位"),
    ("9111000060003734IL", "9111000060003734IL", "不使用字母I、O、S、V、Z"),
    ("911100O0600037341L", "911100O0600037341L", "不使用字母I、O、S、V、Z"),
    ("91A10000600037341L", "91A10000600037341L", "第3至8位应为数字"),
    (
        "统一社会信用代码统一社会信用代码12",
        "统一社会信用代码统一社会信用代码12",
        "只能由数字和字母组成",
    ),
]


@pytest.mark.parametrize("typed, kept, told", CREDIT)
def test_a_credit_code(typed, kept, told):
    value, fault = check_credit_code(typed)
    assert value == kept
    _expect(fault, told, "统一社会信用代码：")


DOCUMENTS = [
    ("PASSPORT", "e 1234 5678", "E12345678", ""),
    ("PASSPORT", "E12", "E12", "共3位，应为5至20位"),
    ("PASSPORT", "E1234567?", "E1234567?", "只能由字母和数字组成"),
    ("PASSPORT", "", "", "未填写"),
    ("HK_MACAO_PERMIT", "h12345678", "H12345678", ""),
    ("HK_MACAO_PERMIT", "H1234567890123", "H1234567890123", "共14位，应为8至12位"),
    ("TAIWAN_PERMIT", "12345678", "12345678", ""),
    ("OTHER", "军字第123号", "军字第123号", ""),
    ("OTHER", "甲", "甲", "共1位，应为2至50位"),
    ("OTHER", "12\x0034", "12\x0034", "含有无法显示的字符"),
    ("RESIDENT_CARD", "11010519491231002X", "11010519491231002X", ""),
    ("CREDIT_CODE", "91110000600037341L", "91110000600037341L", ""),
]


@pytest.mark.parametrize("kind, typed, kept, told", DOCUMENTS)
def test_a_document_by_its_kind(kind, typed, kept, told):
    value, fault = check_document(kind, typed, ON)
    assert value == kept
    _expect(fault, told, "")


def test_an_unknown_kind_of_document_is_refused():
    with pytest.raises(UnknownDocument, match="“LICENCE”"):
        check_document("LICENCE", "1", ON)


PHONES = [
    ("13800138000", "13800138000", ""),
    ("138 0013 8000", "13800138000", ""),
    ("138-0013-8000", "13800138000", ""),
    ("１３８００１３８０００", "13800138000", ""),
    ("+86 138 0013 8000", "13800138000", ""),
    ("0086-13800138000", "13800138000", ""),
    ("8613800138000", "13800138000", ""),
    ("010-12345678", "010-12345678", ""),
    ("01012345678", "010-12345678", ""),
    ("（0429）2345678", "0429-2345678", ""),
    ("0429－2345678－801", "0429-2345678-801", ""),
    ("0429—2345678转801", "0429-2345678-801", ""),
    ("+86 24 23456789", "024-23456789", ""),
    ("400-123-4567", "4001234567", ""),
    ("+852 2345 6789", "+85223456789", ""),
    ("00852 2345 6789", "+85223456789", ""),
    ("", "", "未填写"),
    ("1380013800", "1380013800", "手机号码应为11位，现为10位"),
    ("138001380000", "138001380000", "手机号码应为11位，现为12位"),
    ("12345", "12345", "不是有效的手机号码"),
    ("2345678", "2345678", "固定电话号码缺少区号"),
    ("0429-23456", "042923456", "区号之后应为7或8位号码"),
    ("13800138000/13900139000", "13800138000/13900139000", "请只填写一个电话号码"),
    ("13800138000、13900139000", "13800138000、13900139000", "请只填写一个电话号码"),
    ("张某", "张某", "含有数字以外的字符"),
    ("98765432109", "98765432109", "境外号码请以“+”和国家（地区）代码开头"),
]


@pytest.mark.parametrize("typed, kept, told", PHONES)
def test_a_phone_number(typed, kept, told):
    value, fault = check_phone(typed)
    assert value == kept
    _expect(fault, told, "联系电话：")


@pytest.mark.parametrize("typed, kept, fault", PHONES)
def test_a_phone_number_as_kept_is_kept_again(typed, kept, fault):
    if not fault:
        assert check_phone(kept) == (kept, "")


POSTCODES = [
    ("125000", "125000", ""),
    ("１２５０００", "125000", ""),
    ("125 000", "125000", ""),
    ("", "", "未填写"),
    ("12500", "12500", "应为6位数字"),
    ("1250000", "1250000", "应为6位数字"),
    ("12500A", "12500A", "应为6位数字"),
    ("000000", "000000", "应为6位数字"),
]


@pytest.mark.parametrize("typed, kept, told", POSTCODES)
def test_a_postcode(typed, kept, told):
    value, fault = check_postcode(typed)
    assert value == kept
    _expect(fault, told, "邮政编码：")


def _expect(fault, told, label):
    assert bool(fault) is bool(told)
    assert told in fault
    if fault:
        assert fault.startswith(label)
        assert fault.endswith("。")


@given(
    st.sampled_from(["110105", "211402", "650100", "810000"]),
    st.dates(date(1900, 1, 1), ON),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_wrong_digit_of_a_resident_card_is_always_found(region, born, order, place, more):
    number = f"{region}{born:%Y%m%d}{order:03d}"
    number += ric.calc_check_digit(f"{number}0")
    assert check_resident_card(number, ON) == (number, "")
    wrong = str((int(number[place]) + more) % 10)
    assert check_resident_card(number[:place] + wrong + number[place + 1 :], ON).fault


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text(ALPHABET, min_size=9, max_size=9), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_place_of_a_credit_code_is_always_found(body, place, other):
    code = f"91211400{body}"
    code += uscc.calc_check_digit(code)
    assert check_credit_code(code) == (code, "")
    if code[place] != other:
        assert check_credit_code(code[:place] + other + code[place + 1 :]).fault


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered_and_never_repeated(text):
    for value, fault in (
        check_resident_card(text, ON),
        check_credit_code(text),
        check_phone(text),
        check_postcode(text),
        check_document("PASSPORT", text, ON),
        check_document("OTHER", text, ON),
    ):
        assert isinstance(value, str)
        assert len(value) < 4 or value not in fault
