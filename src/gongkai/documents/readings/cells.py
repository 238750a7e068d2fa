"""What a cell of a statutory table says: number, zero, blank, not applicable, or no number."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.rules.reports.editions import FigureKind
from gongkai.rules.reports.evidence import CellKind
from gongkai.rules.reports.shape import Value

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r" *\n *")
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-"})
_NOT_APPLICABLE = re.compile(r"(?:[-—―─_/\\*×~]{1,6}|无|不适用|N/?A|n/?a)")
_COUNT = re.compile(r"(-?)([0-9]{1,15}|[0-9]{1,3}(?:[,，][0-9]{3}){1,5})(?:\.0{1,6})?")
_AMOUNT = re.compile(r"(-?)([0-9]{1,15}|[0-9]{1,3}(?:[,，][0-9]{3}){1,5})(\.[0-9]{1,12})?")
_COUNT_UNIT = re.compile(r"(?:件次?|项|宗|个|条|次|份|部)$")
_AMOUNT_UNIT = re.compile(r"(?:人民币)?(万元|亿元|元|万)(?:人民币)?$")
_CHANGE = re.compile(
    r"(增加?|减少?|新增|[+↑↓-])([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}|[〇零一二两三四五六七八九十百千万]+)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_WAN_PER_UNIT = {"万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10_000)}
_WAN_IN_YUAN = Decimal("0.0001")
_LONGEST = 60
UNIT_UNKNOWN = "?"
MOST_DIGITS = 15

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class CellValue(NamedTuple):
    """The kind of a cell and its value; amounts are in 万元. Only a NUMBER has a value."""

    kind: CellKind
    value: Value


_BLANK = CellValue(CellKind.BLANK, None)
_NO_NUMBER = CellValue(CellKind.NOT_A_NUMBER, None)


@lru_cache(maxsize=65_536)
def cell_value(text: str, kind: FigureKind, wrapped: bool = False, unit: str = "") -> CellValue:
    """
    Return what a cell's text says for a figure of a kind.

    `wrapped` tells that the format breaks lines inside figures (PDF), so that digits on both sides
    of a break belong together; elsewhere they are two numbers, and two numbers are no number.
    `unit` is the unit that the column's heading names for an amount, "" for 万元, UNIT_UNKNOWN
    where neither the heading nor the form names one.
    """
    written = _plain(text, wrapped=wrapped)
    if not written:
        return _BLANK
    if len(written) > _LONGEST:
        return _NO_NUMBER
    if not written[0].isdigit() and _NOT_APPLICABLE.fullmatch(written):
        return CellValue(CellKind.NOT_APPLICABLE, None)
    if kind is FigureKind.AMOUNT_WAN:
        value: Value = _amount(written, unit)
        if value and unit == UNIT_UNKNOWN and not _AMOUNT_UNIT.search(written):
            return CellValue(CellKind.NO_UNIT, None)
    elif kind is FigureKind.CHANGE:
        value = _change(written)
    else:
        value = _count(written)
    return _NO_NUMBER if value is None else CellValue(CellKind.NUMBER, value)


def is_plain_number(text: str) -> bool:
    """Test if a text is digits, perhaps with commas, and so can be no label."""
    return text.isdigit() or (text[:1].isdigit() and text.replace(",", "").isdigit())


def chinese_number(text: str) -> int | None:
    """Return the number below 100,000,000 that Chinese numerals write, None for anything else."""
    if not text or any(
        char not in _DIGITS and char not in _UNITS and char != "万" for char in text
    ):
        return None
    if "万" in text:
        high, _, low = text.partition("万")
        above, below = chinese_number(high), chinese_number(low) if low else 0
        if above is None or below is None or "万" in low or below >= 10_000:
            return None
        return above * 10_000 + below
    if not any(char in _UNITS for char in text):
        # 二〇二三 is read digit by digit; one digit is the number itself.
        return int("".join(str(_DIGITS[char]) for char in text)) if len(text) <= 8 else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for char in text:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last:
                return None
            # 十二 leaves the one before 十 unsaid.
            total += (1 if digit is None and unit == 10 else digit or 0) * unit
            digit, last = None, unit
        elif char in "零〇":
            digit = None
        elif digit is None:
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def _plain(text: str, *, wrapped: bool) -> str:
    if text.isascii() and text.isprintable() and " " not in text:
        # Nothing of what follows could change it.
        return text
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_MINUS).strip()
    if wrapped:
        plain = _BREAK.sub("", plain)
    if _GROUPED.fullmatch(_SPACE.sub(" ", plain)):
        return _SPACE.sub("", plain)
    # A blank between two figures makes them two; anywhere else it is only space.
    return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", plain)


def _whole(found: re.Match[str]) -> int:
    number = int(found[2].replace(",", ""))
    return -number if found[1] else number


def _count(written: str) -> int | None:
    bare = written if written.isascii() else _COUNT_UNIT.sub("", written)
    found = _COUNT.fullmatch(bare)
    return _whole(found) if found else chinese_number(bare)


def _change(written: str) -> int | None:
    bare = _COUNT_UNIT.sub("", written)
    found = _CHANGE.fullmatch(bare)
    if not found:
        return _count(written)
    number = int(found[2].replace(",", "")) if found[2].isascii() else chinese_number(found[2])
    if number is None:
        return None
    return -number if found[1][0] in "减↓-" else number


def _amount(written: str, unit: str) -> Decimal | None:
    named = _AMOUNT_UNIT.search(written)
    if named:
        unit = named[1]
        written = written[: named.start()]
    found = _AMOUNT.fullmatch(written)
    if not found:
        return None
    number = Decimal(f"{found[1]}{found[2].replace(',', '')}{found[3] or ''}")
    # Multiplying by a power of ten moves the point and rounds nothing.
    return number * (_WAN_IN_YUAN if unit == "元" else _WAN_PER_UNIT.get(unit, Decimal(1)))
