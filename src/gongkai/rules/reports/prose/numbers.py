"""Numbers as official prose writes them: digits in every form, Chinese numerals, 余, 约, 万."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.reports.prose.characters import SPLIT_BY_BLANK, SPLIT_BY_LINE


class Bound(StrEnum):
    """How a number as written bounds the number meant."""

    EXACT = "EXACT"
    ROUNDED = "ROUNDED"
    ABOUT = "ABOUT"
    NEARLY = "NEARLY"
    MORE = "MORE"
    OVER = "OVER"
    UNDER = "UNDER"


class Number(NamedTuple):
    """
    A number as written; `step` is the unit of its last digit given (100 for “3500余”).

    `certain` is False where blanks inside the digits leave open what the number is.
    """

    value: Decimal
    step: Decimal
    bound: Bound = Bound.EXACT
    certain: bool = True

    def admits(self, actual: Decimal) -> bool:
        """Test if the writer may have meant this number."""
        value, step = self.value, self.step
        if self.bound is Bound.EXACT:
            return actual == value
        match self.bound:
            case Bound.ROUNDED:
                return abs(actual - value) < step
            case Bound.ABOUT:
                return abs(actual - value) <= step
            case Bound.NEARLY:
                return value - step <= actual <= value
            case Bound.MORE:
                return value <= actual < value + step
            case Bound.OVER:
                return actual >= value
            case _:
                return actual < value


_DIGIT = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_DIGIT |= {"〇": 0, "两": 2}
_POWER = {"十": 10, "百": 100, "千": 1000}
SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_BEFORE = {
    "约": Bound.ABOUT,
    "近": Bound.NEARLY,
    "逾": Bound.OVER,
    "超": Bound.OVER,
    "过": Bound.OVER,
    "少": Bound.OVER,
    "足": Bound.UNDER,
    "到": Bound.UNDER,
}
AROUND = frozenset(_BEFORE)
_BEFORE_WORDS = ("大约", "约", "将近", "接近", "近", "逾", "超过", "超", "至少", "不足", "不到")
_AFTER = {"左右": Bound.ABOUT, "以上": Bound.OVER, "以内": Bound.UNDER}
_THOUSANDS = re.compile(r"\d{1,3}(?:[ \r]\d{3})+")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
MOST_DIGITS = 15


def chinese_number(text: str) -> int | None:
    """Return the number Chinese numerals write, such as 一千零二十四 or 二〇二三, else None."""
    if not text:
        return None
    if all(char in _DIGIT for char in text):
        # 二〇二三 is read digit by digit; 一二 alone is no number anybody writes.
        if len(text) > 1 and not any(char in "〇零" for char in text):
            return None
        return int("".join(str(_DIGIT[char]) for char in text))
    total = section = digit = 0
    last = 0
    for char in text:
        if char in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[char]
        elif char in _POWER:
            section += (digit or (1 if char == "十" or not section else 0)) * _POWER[char]
            digit, last = 0, _POWER[char]
        elif char == "万":
            total += (section + digit or 1) * SCALES[char]
            section, digit, last = 0, 0, SCALES[char]
        elif char == "亿":
            total = (total + section + digit or 1) * SCALES[char]
            section, digit, last = 0, 0, SCALES[char]
        else:
            return None
    if digit and last >= 100 and text[-2] in "百千万":
        # 三百五 is 350, 两万五 is 25 000.
        digit *= last // 10
    return total + section + digit


def number_of(digits: str, scale: str, more: bool, before: str, after: str) -> Number | None:
    """
    Return the number that digits write, with what stands around them.

    `scale` is 千, 万 or 亿 or empty, `more` whether 余 or 多 follows, `before` the text in front
    (only its end matters) and `after` 左右, 以上, 以内 or empty.
    """
    certain = True
    if SPLIT_BY_BLANK in digits or SPLIT_BY_LINE in digits:
        certain = _is_one_number(digits)
        digits = digits.replace(SPLIT_BY_BLANK, "").replace(SPLIT_BY_LINE, "")
    plain = digits.replace(",", "").replace("，", "")
    if len(plain) > MOST_DIGITS:
        return None
    factor = SCALES[scale]
    value = Decimal(plain) * factor
    places = len(plain.partition(".")[2])
    step = Decimal(factor).scaleb(-places)
    if more:
        if not scale and not places:
            step = _trailing(int(value))
        return Number(value, step, Bound.MORE, certain)
    bound = _around(before, after)
    if bound is None:
        bound = Bound.ROUNDED if scale or places else Bound.EXACT
    elif not scale and not places:
        step = _trailing(int(value))
    return Number(value, step, bound, certain)


def chinese_number_of(text: str, more: bool, before: str, after: str) -> Number | None:
    """Return the number that Chinese numerals write, with what stands around them."""
    found = chinese_number(text)
    if found is None:
        return None
    value = Decimal(found)
    if more:
        return Number(value, _trailing(found), Bound.MORE)
    bound = _around(before, after)
    if bound is None:
        return Number(value, Decimal(1))
    return Number(value, _trailing(found), bound)


def _trailing(value: int) -> Decimal:
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return Decimal(step)


def _around(before: str, after: str) -> Bound | None:
    if after:
        return _AFTER[after]
    bound = _BEFORE.get(before[-1:])
    return bound if bound and before.endswith(_BEFORE_WORDS) else None


def _is_one_number(digits: str) -> bool:
    # “1 024” groups thousands; one line break inside digits is a broken line, if no year ends it.
    if _THOUSANDS.fullmatch(digits):
        return True
    first, line, rest = digits.partition(SPLIT_BY_LINE)
    return bool(line) and (first + rest).isdigit() and not _YEAR_LIKE.fullmatch(first)
