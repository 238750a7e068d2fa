"""The information processing fee by organ: whether the parts come to the total stated."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.reports.prose.characters import PlainText

_FEE = "处理费"
_SENTENCE = re.compile(r"[^。！？\n]+(?:。其中[^。！？\n]*)?")
_AMOUNT = re.compile(r"(\d[\d,，]{0,20}(?:\.\d{1,6})?)([万亿]?)元")
_YUAN = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
_TOTAL = re.compile(r"共计|合计|总计|累计|总额|共|总金额")
_LISTS = re.compile(r"其中|分别|：|（|包括")
# Sums that are no fee received by one organ, or a list that does not claim to be complete.
_OTHER = re.compile(
    r"每|标准|减免|免收|退|未缴|逾期|应收|以上|以下|等|约|余|近|事业性|上年|去年|同比|较"
)
_SEPARATORS = "，,；：（）、"
_LEAST_PARTS = 2


class FeeList(NamedTuple):
    """
    A total with its parts, all in 元, as one sentence states them.

    `start` and `end` are the passage in the text as written, `total_start` and `total_end` the
    total in it. `is_partial` where 其中 leaves open whether all organs are named.
    """

    start: int
    end: int
    total_start: int
    total_end: int
    total: Decimal
    parts: tuple[Decimal, ...]
    is_partial: bool


def fee_lists(plain: PlainText) -> tuple[FeeList, ...]:
    """Return every statement of the processing fee that gives a total and two or more parts."""
    if _FEE not in plain.text:
        return ()
    return tuple(_lists(plain))


def _lists(plain: PlainText) -> Iterator[FeeList]:
    for sentence in _SENTENCE.finditer(plain.text):
        text = sentence.group()
        if _FEE not in text:
            continue
        amounts = list(_AMOUNT.finditer(text))
        if len(amounts) <= _LEAST_PARTS or _OTHER.search(text):
            continue
        labels = [_label(text, before, amount) for before, amount in _pairs(amounts)]
        totals = [i for i, label in enumerate(labels) if _TOTAL.search(label)]
        first, last = 0, len(amounts) - 1
        listed = _LISTS.search(text, amounts[first].end())
        if totals in ([], [first]) and listed and listed.start() < amounts[1].start():
            total, parts = amounts[first], amounts[1:]
        elif totals == [last]:
            total, parts = amounts[last], amounts[:last]
        else:
            continue
        base = sentence.start()
        start, end = plain.span(base + amounts[0].start(), base + amounts[-1].end())
        total_start, total_end = plain.span(base + total.start(), base + total.end())
        yield FeeList(
            start=start,
            end=end,
            total_start=total_start,
            total_end=total_end,
            total=_yuan(total),
            parts=tuple(map(_yuan, parts)),
            is_partial="其中" in text,
        )


def _pairs(amounts: list[re.Match[str]]) -> Iterator[tuple[int, re.Match[str]]]:
    before = 0
    for amount in amounts:
        yield before, amount
        before = amount.end()


def _label(text: str, before: int, amount: re.Match[str]) -> str:
    start = max(text.rfind(mark, before, amount.start()) for mark in _SEPARATORS) + 1
    return text[max(start, before) : amount.start()]


def _yuan(amount: re.Match[str]) -> Decimal:
    digits, scale = amount.groups()
    return Decimal(digits.replace(",", "").replace("，", "").rstrip(".")) * _YUAN[scale]
