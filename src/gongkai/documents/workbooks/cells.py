"""What a cell means: one value of a column's type, or a refusal that says what to write instead."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from gongkai.documents.characters import writable
from gongkai.documents.workbooks.dates import date_in
from gongkai.documents.workbooks.refusals import CellRefused
from gongkai.documents.workbooks.sheets import CellType, ColumnSpec, without_blanks

Reader = Callable[[object], Any]

_BLANKS = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\u3000\ufeff]+")
# Full-width digits, Latin letters and the signs that join numbers; not Chinese punctuation.
_NARROW = {
    wide: wide - 0xFEE0
    for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | {0xFF0D: "-", 0xFF0E: ".", 0xFF0F: "/", 0xFF3F: "_"}
# What most registers use and nothing need be done about.
_TIDY = re.compile(r"[0-9A-Za-z][-0-9A-Za-z_./]*")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")
_WHOLE = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.0*)?")
_AMOUNT = re.compile(r"[¥￥]?((?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)元?")
# Excel keeps 15 significant digits, so a longer number has lost its end.
_EXACT_DIGITS = 15
_GREATEST_INTEGER = 2_147_483_647
_GREATEST_AMOUNT = Decimal("999999999999.99")
_YES = {"是", "Y", "YES", "√", "✓", "✔", "TRUE"}
_NO = {"否", "N", "NO", "×", "✗", "✘", "X", "╳", "FALSE"}
_AS_TEXT = "请将该列设为“文本”格式后重新填写"


def reader_of(column: ColumnSpec, *, latest: date, since_1904: bool = False) -> Reader:
    """Return the function that reads a column's cells; it raises CellRefused.

    :param latest: the last day that a date may name
    :param since_1904: the workbook counts its days from 1904, as old Macintosh files do
    """
    if column.type is CellType.DATE:
        return lambda value: date_in(value, latest=latest, since_1904=since_1904)
    if column.type is CellType.CHOICE:
        return _choice_reader(column)
    readers: dict[CellType, Reader] = {
        CellType.TEXT: lambda value: text_in(value, longest=column.longest, lines=column.lines),
        CellType.CODE: lambda value: code_in(value, longest=column.longest, compact=column.compact),
        CellType.YES_NO: yes_no_in,
        CellType.INTEGER: integer_in,
        CellType.AMOUNT: amount_in,
    }
    return readers[column.type]


def is_blank(value: object) -> bool:
    """Test if a cell holds nothing a reader would see."""
    if value is None:
        return True
    if not isinstance(value, str) or value[:1].isalnum():
        return False
    return not _BLANKS.sub("", value)


def text_in(value: object, *, longest: int | None = None, lines: bool = False) -> str:
    """Return free text, trimmed; a number as Excel shows it.

    :raises CellRefused: for a date, yes or no, a number that lost digits, or too long a text
    """
    text = _plain(value) if not isinstance(value, str) else value
    text = writable(text)
    if lines:
        kept = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
        text = "\n".join(kept).strip()
    else:
        text = _BLANKS.sub(" ", text).strip()
    return _short_enough(text, longest)


def code_in(value: object, *, longest: int | None = None, compact: bool = False) -> str:
    """Return a register, identity or telephone number in narrow characters.

    :param compact: drop blanks and hyphens and write capitals, as identity numbers need

    :raises CellRefused: for a number that Excel rounded or a fraction, whose end may be lost
    """
    if isinstance(value, str) and _TIDY.fullmatch(value) and not compact:
        return _short_enough(value, longest)
    if isinstance(value, float) and not value.is_integer():
        raise CellRefused("编号被Excel存成了小数，末尾的0可能已丢失", _AS_TEXT)
    text = value if isinstance(value, str) else _plain(value)
    text = _BLANKS.sub(" ", writable(text).translate(_NARROW)).strip().lstrip("' ")
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused("编号被Excel存成了科学计数法，数字已丢失", _AS_TEXT)
    if compact:
        text = text.replace(" ", "").replace("-", "").upper()
    return _short_enough(text, longest)


def yes_no_in(value: object) -> bool:
    """Return True for 是, √, Y and False for 否, ×, N.

    :raises CellRefused: for anything else
    """
    if isinstance(value, bool):
        return value
    word = without_blanks(value).upper() if isinstance(value, str) else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellRefused("不是“是”或“否”", "请填写“是”或“否”")


def integer_in(value: object) -> int:
    """Return a whole number from 0 to 2147483647, thousands separators allowed.

    :raises CellRefused: for anything else
    """
    number: int | None = None
    if isinstance(value, str):
        text = without_blanks(value)
        if _WHOLE.fullmatch(text):
            number = int(text.split(".")[0].replace(",", ""))
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = int(value) if value == value // 1 else None
    if number is None:
        raise CellRefused("不是整数", "请填写阿拉伯数字的整数，不带单位")
    if not 0 <= number <= _GREATEST_INTEGER:
        raise CellRefused(f"超出0至{_GREATEST_INTEGER}的范围", "请核对后重新填写")
    return number


def amount_in(value: object) -> Decimal:
    """Return a sum in 元 with two decimals, thousands separators allowed.

    :raises CellRefused: for no number, a negative one, or more than two decimals
    """
    amount: Decimal | None = None
    if isinstance(value, str):
        match = _AMOUNT.fullmatch(without_blanks(value).replace("¥", ""))
        amount = Decimal(match[1].replace(",", "")) if match else None
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        amount = Decimal(value)
    elif isinstance(value, float) and isfinite(value):
        # A formula's 0.1+0.2 is 0.30000000000000004; beyond a millionth it is no such residue.
        amount = Decimal(repr(value))
        rounded = amount.quantize(Decimal("0.01")) if abs(amount) <= _GREATEST_AMOUNT else amount
        amount = rounded if abs(rounded - amount) < Decimal("0.000001") else amount
    if amount is None or not amount.is_finite():
        raise CellRefused("不是金额", "请填写以元为单位的数字，例如 1234.50")
    if not 0 <= amount <= _GREATEST_AMOUNT:
        raise CellRefused("金额为负数或过大", "请核对后填写不小于0的金额（元）")
    if amount != amount.quantize(Decimal("0.01")):
        raise CellRefused("金额超过两位小数", "请以元为单位，填写到分")
    return amount.quantize(Decimal("0.01"))


def _choice_reader(column: ColumnSpec) -> Reader:
    """Return a reader of labels, codes and other accepted words; each spelling is folded once."""
    known = {without_blanks(label).upper(): code for code, label in column.choices.items()}
    known |= {without_blanks(word).upper(): code for word, code in column.choices_also.items()}
    known |= {code.upper(): code for code in column.choices}
    seen: dict[str, str] = {}
    labels = "、".join(f"“{label}”" for label in column.choices.values())

    def read(value: object) -> str:
        if isinstance(value, str) and value in seen:
            return seen[value]
        text = value if isinstance(value, str) else _plain(value)
        code = known.get(without_blanks(text).upper())
        if code is None:
            raise CellRefused("不在可选范围内", f"请从以下选项中选择：{labels}")
        seen[text] = code
        return code

    return read


def _plain(value: object) -> str:
    """Return a number as digits.

    :raises CellRefused: for what is neither text nor an exact number
    """
    if isinstance(value, bool):
        raise CellRefused("单元格是逻辑值而不是文字", _AS_TEXT)
    if isinstance(value, date | datetime | time | timedelta):
        raise CellRefused("内容被Excel存成了日期或时间", _AS_TEXT)
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    if isinstance(value, int | float):
        digits = str(int(value))
        if len(digits.lstrip("-")) > _EXACT_DIGITS:
            raise CellRefused("超过15位的数字被Excel存成了数值，末尾数字已丢失", _AS_TEXT)
        return digits
    return unicodedata.normalize("NFC", str(value))


def _short_enough(text: str, longest: int | None) -> str:
    if longest is not None and len(text) > longest:
        raise CellRefused(f"共{len(text)}个字，超过{longest}个字的上限", f"请缩短到{longest}字以内")
    return text
