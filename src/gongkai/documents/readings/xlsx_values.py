"""A cell's value as Excel shows it: whole numbers without a point, days as days."""

import re
from datetime import date, timedelta
from decimal import Decimal

from gongkai.documents.readings.xlsx_parts import CellStyle

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
# A calculation's residue lies beyond the 15 digits that Excel keeps.
_DIGITS = 15
_LARGEST_WRITTEN_OUT = Decimal(10) ** 21
_SMALLEST_WRITTEN_OUT = Decimal(10) ** -9
_LAST_DAY, _DAYS_TO_1904 = 2_958_465, 1_462


def number_shown(value: str, style: CellStyle, *, is_1904: bool) -> str:
    """Return a stored number as it is shown; what is no number, as it is stored."""
    if len(value) > 40 or not _NUMBER.fullmatch(value):
        return value
    number = Decimal(f"{Decimal(value):.{_DIGITS}g}")
    if style.shows in ("date", "time"):
        return _moment(number, is_1904=is_1904) or value
    if style.shows == "percent":
        return _plain(number * 100) + "%"
    return _plain(number)


def _plain(number: Decimal) -> str:
    if number == 0:
        return "0"
    if not _SMALLEST_WRITTEN_OUT <= abs(number) < _LARGEST_WRITTEN_OUT:
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(number: Decimal, *, is_1904: bool) -> str:
    """Return a serial number as day, moment or time; "" outside of Excel's calendar."""
    if not 0 <= number < (_LAST_DAY - _DAYS_TO_1904 if is_1904 else _LAST_DAY):
        return ""
    minutes, seconds = divmod(round(float(number % 1) * 86400), 60)
    clock = f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    if number < 1 and not is_1904:
        return f"{clock}:{seconds:02}" if seconds else clock
    # Excel believes in a 29 February 1900; from March on the count from 30 December is right.
    first = date(1904, 1, 1) if is_1904 else date(1899, 12, 30 if number >= 61 else 31)
    day = first + timedelta(days=int(number))
    return f"{day} {clock}" if minutes or seconds else f"{day}"


def unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold, written as _x000D_, put back."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
