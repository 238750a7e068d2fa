"""Cells of every type but days: what is understood, and what is handed back."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.workbooks.cells import (
    amount_in,
    code_in,
    integer_in,
    is_blank,
    reader_of,
    text_in,
    yes_no_in,
)
from gongkai.documents.workbooks.refusals import CellRefused
from gongkai.documents.workbooks.sheets import CellType, ColumnSpec


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GD-0001", "GD-0001"),
        ("  GD-0001\xa0", "GD-0001"),
        ("ＧＤ－０００１", "GD-0001"),
        ("公开〔2023〕１号", "公开〔2023〕1号"),
        ("（2023）1号", "（2023）1号"),
        ("GD\n0001", "GD 0001"),
        ("'0042", "0042"),
        (123.0, "123"),
        (123, "123"),
        (123456789012345.0, "123456789012345"),
        ("421221199001011231", "421221199001011231"),
    ],
)
def test_numbers_in_a_register_keep_every_character_that_counts(written, code):
    assert code_in(written) == code


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (4.212211990010113e17, "末尾数字已丢失"),
        (1234567890123456.0, "末尾数字已丢失"),
        (9007199254740993, "末尾数字已丢失"),
        ("4.21221E+17", "科学计数法"),
        (2023.1, "小数"),
        (date(2023, 5, 1), "日期"),
        (time(8, 0), "时间"),
        (True, "逻辑值"),
    ],
)
def test_a_number_that_excel_damaged_is_never_guessed(written, reason):
    with pytest.raises(CellRefused) as refused:
        code_in(written)
    assert reason in refused.value.reason
    assert refused.value.remedy == "请将该列设为“文本”格式后重新填写"


def test_identity_numbers_are_written_closely_and_in_capitals():
    assert code_in("421221 19900101-123x", compact=True) == "42122119900101123X"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("  关于\u3000办公时间的  通知\xa0", "关于 办公时间的 通知"),
        ("第一行\n第二行", "第一行 第二行"),
        ("全角ＡＢ（１）", "全角ＡＢ（１）"),
        ("零宽\u200b字符\ufeff", "零宽 字符"),
        (2023.0, "2023"),
        (3.5, "3.5"),
    ],
)
def test_free_text_is_only_trimmed(written, text):
    assert text_in(written) == text


def test_text_may_keep_its_lines():
    assert text_in(" 第一行 \r\n  第二行\n", lines=True) == "第一行\n第二行"


def test_too_long_a_text_is_refused_with_its_length():
    with pytest.raises(CellRefused, match="共11个字，超过10个字的上限，请缩短到10字以内"):
        text_in("字" * 11, longest=10)


@pytest.mark.parametrize("written", ["是", " 是 ", "Y", "y", "ｙ", "yes", "√", "✓", True])
def test_yes(written):
    assert yes_no_in(written) is True


@pytest.mark.parametrize("written", ["否", "N", "n", "no", "×", "✗", "X", False])
def test_no(written):
    assert yes_no_in(written) is False


@pytest.mark.parametrize("written", ["是否", "1", 1, 0, "有", "?", "半"])
def test_neither_yes_nor_no_is_refused(written):
    with pytest.raises(CellRefused, match="不是“是”或“否”"):
        yes_no_in(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("150,914", 150914),
        ("１５０，９１４", 150914),
        (150914.0, 150914),
        (0, 0),
        ("0", 0),
        (" 12 ", 12),
        ("12.0", 12),
        ("2147483647", 2147483647),
    ],
)
def test_whole_numbers(written, number):
    assert integer_in(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "15万",
        "12人",
        "1,5",
        "15,0914",
        "1.5",
        1.5,
        -1,
        "-1",
        "",
        True,
        "1e3",
        "2147483648",
        "十二",
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_whole_number_is_refused(written):
    with pytest.raises(CellRefused):
        integer_in(written)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("￥1,234.5元", "1234.50"),
        ("¥12", "12.00"),
        (0.1 + 0.2, "0.30"),
        (100, "100.00"),
        (1234.56, "1234.56"),
        ("１２．５", "12.50"),
        (Decimal("3.10"), "3.10"),
        (0, "0.00"),
    ],
)
def test_amounts(written, amount):
    assert amount_in(written) == Decimal(amount)
    assert amount_in(written).as_tuple().exponent == -2


@pytest.mark.parametrize(
    "written",
    [
        "-5",
        -0.01,
        "1.234",
        1.234,
        "5万元",
        "abc",
        "",
        True,
        1e15,
        "12,34",
        float("nan"),
        float("inf"),
        Decimal("NaN"),
    ],
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(CellRefused):
        amount_in(written)


ROUTE = ColumnSpec(
    field="route",
    header="接入方式",
    type=CellType.CHOICE,
    choices={"VIA_12345": "12345热线接通", "DIRECT": "电话直呼"},
    choices_also={"直拨": "DIRECT"},
)


@pytest.mark.parametrize(
    "written", ["电话直呼", " 电话 直呼 ", "DIRECT", "direct", "直拨", "电话\n直呼"]
)
def test_choices_are_known_by_label_code_and_other_words(written):
    assert reader_of(ROUTE, latest=date(2025, 12, 31))(written) == "DIRECT"


@pytest.mark.parametrize("written", ["电话", 12345, "直呼电话", True, date(2023, 1, 1)])
def test_another_word_is_refused(written):
    with pytest.raises(CellRefused):
        reader_of(ROUTE, latest=date(2025, 12, 31))(written)


def test_the_refusal_of_a_choice_lists_the_labels():
    with pytest.raises(CellRefused, match="“12345热线接通”、“电话直呼”"):
        reader_of(ROUTE, latest=date(2025, 12, 31))("电话")


@pytest.mark.parametrize("value", [None, "", "  ", "\u3000", "\xa0\u200b\ufeff", "\n"])
def test_blanks_of_every_kind_are_nothing(value):
    assert is_blank(value)


@given(st.integers(0, 2**31 - 1))
def test_every_whole_number_comes_back_with_or_without_separators(number):
    assert (
        integer_in(str(number)) == integer_in(f"{number:,}") == integer_in(float(number)) == number
    )


@given(st.decimals(0, 999_999_999, places=2))
def test_every_amount_comes_back_as_text_and_as_a_float(amount):
    assert (
        amount_in(str(amount)) == amount_in(f"{amount:,}元") == amount_in(float(amount)) == amount
    )


@given(st.integers(10**15, 10**18 - 1))
def test_no_long_number_survives_as_a_float(number):
    with pytest.raises(CellRefused):
        code_in(float(number))


@given(st.text(max_size=40))
def test_reading_a_register_number_again_changes_nothing(written):
    try:
        once = code_in(written)
    except CellRefused:
        return
    assert code_in(once) == once
