"""What a cell says: every way that published tables write a number, a zero, or no number."""

from decimal import Decimal

import pytest

from gongkai.documents.readings.cells import UNIT_UNKNOWN, cell_value, chinese_number
from gongkai.rules.reports.editions import FigureKind
from gongkai.rules.reports.evidence import CellKind

COUNTS = {
    "0": 0,
    "17": 17,
    "１７": 17,
    "1,024": 1024,
    "1，024": 1024,
    "1,808,595": 1808595,
    "1 024": 1024,
    "\u00a03\u3000": 3,
    "3\u200b": 3,
    "3件": 3,
    "3 件": 3,
    "12次": 12,
    "3.0": 3,
    "-8": -8,
    "－8": -8,
    "−8": -8,
    "三": 3,
    "十二": 12,
    "二十": 20,
    "一百零五": 105,
    "一千零二十四": 1024,
    "两万三千": 23000,
    "〇": 0,
    "零": 0,
    "二〇": 20,
}
NOT_NUMBERS = [
    "若干",
    "1.5",
    "1,02",
    "10,24",
    "3 5",
    "3\n5",
    "3、5",
    "3/5",
    "约3",
    "3+5",
    "见附件",
    "十十",
    "12345678901234567890",
    "3件5件",
    "一" * 70,
]
NONE = ["/", "／", "//", "\\", "-", "－", "—", "——", "–", "---", "无", "不适用", "N/A", "*"]
BLANK = ["", " ", "\u00a0", "\u3000\n", "\u200b", "\ufeff "]


@pytest.mark.parametrize(("text", "number"), COUNTS.items())
def test_a_count_is_read_in_every_way_it_is_written(text, number):
    assert cell_value(text, FigureKind.COUNT) == (CellKind.NUMBER, number)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_count_is_said_and_not_guessed(text):
    assert cell_value(text, FigureKind.COUNT) == (CellKind.NOT_A_NUMBER, None)


@pytest.mark.parametrize("kind", FigureKind)
@pytest.mark.parametrize("text", NONE)
def test_a_mark_for_none_is_neither_zero_nor_blank(text, kind):
    assert cell_value(text, kind) == (CellKind.NOT_APPLICABLE, None)


@pytest.mark.parametrize("kind", FigureKind)
@pytest.mark.parametrize("text", BLANK)
def test_nothing_is_blank_and_not_zero(text, kind):
    assert cell_value(text, kind) == (CellKind.BLANK, None)


@pytest.mark.parametrize(
    ("text", "unit", "wan"),
    [
        ("0", "", "0"),
        ("59237.2449", "", "59237.2449"),
        ("59,237.2449", "", "59237.2449"),
        ("59237.2449万元", "", "59237.2449"),
        ("592372449元", "", "59237.2449"),
        ("592372449", "元", "59237.2449"),
        ("592372449", "万元", "592372449"),
        ("5.92亿元", "", "59200"),
        ("１．５", "", "1.5"),
        ("-1.5", "", "-1.5"),
        ("人民币3万元", "", None),
    ],
)
def test_an_amount_is_brought_to_ten_thousands_exactly(text, unit, wan):
    kind, value = cell_value(text, FigureKind.AMOUNT_WAN, False, unit)
    assert value == (None if wan is None else Decimal(wan))
    assert kind is (CellKind.NOT_A_NUMBER if wan is None else CellKind.NUMBER)


@pytest.mark.parametrize(
    ("text", "kind", "wan"),
    [
        ("345.67", CellKind.NO_UNIT, None),
        ("0", CellKind.NUMBER, "0"),
        ("345.67万元", CellKind.NUMBER, "345.67"),
        ("3456700元", CellKind.NUMBER, "345.67"),
        ("若干", CellKind.NOT_A_NUMBER, None),
    ],
)
def test_an_amount_without_any_unit_has_no_value(text, kind, wan):
    value = None if wan is None else Decimal(wan)
    assert cell_value(text, FigureKind.AMOUNT_WAN, False, UNIT_UNKNOWN) == (kind, value)


@pytest.mark.parametrize(
    ("text", "change"),
    [("减4", -4), ("减少4", -4), ("-8", -8), ("增4", 4), ("+4", 4), ("增加十二", 12), ("0", 0)]
    + [("↓4", -4), ("减4项", -4), ("减1,024", -1024), ("4", 4)],
)
def test_a_change_has_its_direction(text, change):
    assert cell_value(text, FigureKind.CHANGE) == (CellKind.NUMBER, change)
    if not text.lstrip("-").isdigit():
        assert cell_value(text, FigureKind.COUNT).kind is CellKind.NOT_A_NUMBER


def test_digits_parted_by_a_line_break_belong_together_only_where_lines_are_wrapped():
    assert cell_value("18085\n95", FigureKind.COUNT, True).value == 1808595
    assert cell_value("5 3", FigureKind.COUNT, True).kind is CellKind.NOT_A_NUMBER
    assert cell_value("18085\n95", FigureKind.COUNT).kind is CellKind.NOT_A_NUMBER


@pytest.mark.parametrize("number", [*range(0, 130), 1000, 1001, 1010, 2300, 10000, 10203, 23000])
def test_chinese_numerals_are_read_as_they_are_spoken(number):
    assert chinese_number(spoken(number)) == number


def spoken(number):
    """Write a number below 100,000 in Chinese numerals."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        zero = "零" if 0 < low < 1000 else ""
        return f"{spoken(high)}万{zero}{spoken(low) if low else ''}"
    digits, text, zero = f"{number:04d}", "", False
    for digit, unit in zip(digits, ("千", "百", "十", ""), strict=True):
        if digit == "0":
            zero = bool(text)
            continue
        text += ("零" if zero else "") + "零一二三四五六七八九"[int(digit)] + unit
        zero = False
    return text or "零"
