"""What a field holds, and how what was typed into it is read."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from gongkai.rules.identity import Checked, check_credit_code, check_resident_card
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy


class FieldKind(StrEnum):
    """What a field holds (字段类型)."""

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    NUMBER = "NUMBER"
    MONEY = "MONEY"
    DATE = "DATE"
    MONTH = "MONTH"
    CHOICE = "CHOICE"
    YES_NO = "YES_NO"
    IDENTITY = "IDENTITY"
    CREDIT_CODE = "CREDIT_CODE"
    PHONE = "PHONE"
    BANK_CARD = "BANK_CARD"
    ADDRESS = "ADDRESS"
    ACCOUNT = "ACCOUNT"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "TEXT": "文字",
            "LONG_TEXT": "多行文字",
            "NUMBER": "数字",
            "MONEY": "金额",
            "DATE": "日期",
            "MONTH": "月份",
            "CHOICE": "选项",
            "YES_NO": "是否",
            "IDENTITY": "居民身份证号码",
            "CREDIT_CODE": "统一社会信用代码",
            "PHONE": "电话号码",
            "BANK_CARD": "银行账号",
            "ADDRESS": "地址",
            "ACCOUNT": "系统带出",
        }[self.value]


LONGEST = {
    FieldKind.TEXT: 100,
    FieldKind.LONG_TEXT: 1000,
    FieldKind.ADDRESS: 200,
    FieldKind.ACCOUNT: 200,
}
"""The most characters of texts, where a form does not say."""
MOST_MONEY = Decimal("99999999.99")
YES, NO = "YES", "NO"
PERSONAL = frozenset(
    {FieldKind.IDENTITY, FieldKind.PHONE, FieldKind.BANK_CARD, FieldKind.CREDIT_CODE}
)
"""Kinds whose values no message repeats."""

_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_DAY_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,10})?")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def checked_value(kind: FieldKind, text: str, on: date) -> Checked:
    """Return what was typed as it is kept, and what is wrong with it; the name is not in that.

    :param on: today, by which birthdays are judged
    """
    return _READERS[kind](text, on)


def day_of(value: str) -> date | None:
    """Return a kept day, None where it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number_of(value: str) -> Decimal | None:
    """Return a kept number or sum, None where it is none."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _text(text: str, _on: date) -> Checked:
    return Checked(" ".join(_INVISIBLE.sub("", text).split()), "")


def _lines(text: str, _on: date) -> Checked:
    plain = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Checked("\n".join(line.strip() for line in plain.split("\n")).strip(), "")


def _number(text: str, _on: date) -> Checked:
    value = tidy(text).replace(",", "").removesuffix("%")
    if not _NUMBER.fullmatch(value):
        return Checked(text.strip(), "不是数字，请只填写阿拉伯数字")
    return Checked(_plain(Decimal(value)), "")


def _money(text: str, _on: date) -> Checked:
    value = tidy(text).replace(",", "").lstrip("¥￥").removesuffix("元")
    if not _NUMBER.fullmatch(value):
        return Checked(text.strip(), "不是金额，请填写以元为单位的数字，例如1234.50")
    amount = Decimal(value)
    if amount != amount.quantize(Decimal("0.01")):
        return Checked(value, "超过两位小数，请填写到分")
    return Checked(f"{amount:.2f}", "")


def _date(text: str, _on: date) -> Checked:
    value = tidy(text)
    found = _DAY_PACKED.fullmatch(value) or _DAY.fullmatch(value)
    try:
        if found is None:
            raise ValueError
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return Checked(text.strip(), "不是有效的日期，请按“年-月-日”填写，例如2026-03-01")
    if not 1900 <= day.year <= 2100:
        return Checked(day.isoformat(), "年份不在1900至2100之间，请核对")
    return Checked(day.isoformat(), "")


def _month(text: str, _on: date) -> Checked:
    found = _MONTH.fullmatch(tidy(text))
    if found is None or not 1 <= int(found[2]) <= 12:
        return Checked(text.strip(), "不是有效的月份，请按“年-月”填写，例如2026-03")
    if not 1900 <= int(found[1]) <= 2100:
        return Checked(text.strip(), "年份不在1900至2100之间，请核对")
    return Checked(f"{found[1]}-{int(found[2]):02}", "")


def _yes_no(text: str, _on: date) -> Checked:
    value = {"是": YES, "否": NO}.get(text.strip(), text.strip().upper())
    return Checked(value, "" if value in (YES, NO) else "请选择“是”或者“否”")


def _identity(text: str, on: date) -> Checked:
    return _unnamed(check_resident_card(text, on))


def _credit_code(text: str, _on: date) -> Checked:
    return _unnamed(check_credit_code(text))


def _phone(text: str, _on: date) -> Checked:
    return _unnamed(check_phone(text))


def _bank_card(text: str, _on: date) -> Checked:
    value = tidy(tidy(text).replace("-", ""))
    if not re.fullmatch(r"[0-9]{8,32}", value):
        return Checked(value, "应为8至32位数字，请对照银行卡或者开户许可证核对后重新填写")
    if re.fullmatch(r"62[0-9]{14,17}", value) and not _fits_luhn(value):
        return Checked(value, "校验位不符，至少有一位填写有误，请对照银行卡核对后重新填写")
    return Checked(value, "")


def _address(text: str, _on: date) -> Checked:
    value = " ".join(_INVISIBLE.sub("", text).split())
    short = len(value) < 5
    return Checked(value, "过短，请写明省、市、区县、街道和门牌号" if short else "")


def _choice(text: str, _on: date) -> Checked:
    return Checked(text.strip(), "")


_READERS: dict[FieldKind, Callable[[str, date], Checked]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _lines,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.MONTH: _month,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
    FieldKind.IDENTITY: _identity,
    FieldKind.CREDIT_CODE: _credit_code,
    FieldKind.PHONE: _phone,
    FieldKind.BANK_CARD: _bank_card,
    FieldKind.ADDRESS: _address,
    FieldKind.ACCOUNT: _text,
}


def _unnamed(checked: Checked) -> Checked:
    """Return a check without the name in front of its fault, which the form's own replaces."""
    return Checked(checked.value, checked.fault.partition("：")[2].rstrip("。"))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fits_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
