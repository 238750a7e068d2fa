"""Plain text in columns, a Chinese character two places wide."""

import pytest

from gongkai.documents.columns import in_columns, one_line, shortened, width

WIDTHS = [("", 0), ("abc", 3), ("机关", 4), ("Ａ１", 4), ("·", 1), ("e\u0301", 1), ("“甲”", 4)]


@pytest.mark.parametrize(("text", "places"), WIDTHS)
def test_width(text, places):
    assert width(text) == places


def test_columns_are_aligned():
    lines = list(in_columns([("数据", "A"), ("行政许可", "1024"), ("x", "")], right={1}))
    assert lines == ["数据         A", "行政许可  1024", "x"]


@pytest.mark.parametrize("widest", range(9, 40))
def test_a_long_text_loses_its_middle_only(widest):
    text = "申请人逾期未按收费通知要求缴纳费用·自然人"
    short = shortened(text, widest)
    assert width(short) <= widest
    head, _, tail = short.partition("…")
    assert text.startswith(head) and text.endswith(tail) and head
    assert shortened(text, width(text)) == text


def test_a_terminal_obeys_nothing():
    assert one_line("甲\x1b[31m局\n乙\u202e") == "甲[31m局 乙"
