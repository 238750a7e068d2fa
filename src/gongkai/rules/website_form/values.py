"""What may stand in a field, as it is typed, stored and printed."""

import re
from decimal import Decimal
from typing import TypeAlias

from gongkai.rules.typing_slips import half_width
from gongkai.rules.website_form.form import FormField, FormFieldKind, site_kinds

FormValue: TypeAlias = int | Decimal | bool | str | None
"""A whole number, days, yes or no, a text or code; None where the field is blank."""

_COUNT = re.compile(r"[0-9]{1,12}", re.ASCII)
_DAYS = re.compile(r"[0-9]{1,5}(?:\.[0-9])?", re.ASCII)
_LONGEST = 200
_YES_NO = {"是": True, "YES": True, "否": False, "NO": False}


class ValueRefused(ValueError):
    """What was typed cannot stand in the field; the message names field, value and remedy."""


def read_value(field: FormField, typed: str) -> FormValue:
    """Return what was typed, or what is stored, as the field's value; "" gives None.

    :raises ValueRefused: if it is no value of the field's kind
    """
    text = " ".join(typed.split())
    if not text:
        return None
    if field.kind is FormFieldKind.COUNT:
        return _count(field, text)
    if field.kind is FormFieldKind.DAYS:
        plain = half_width(text)
        if not _DAYS.fullmatch(plain):
            raise _refused(field, text, "请填写天数，最多一位小数，例如 3.5")
        return Decimal(plain)
    if field.kind is FormFieldKind.YES_NO:
        if text not in _YES_NO:
            raise _refused(field, text, "请填写“是”或者“否”")
        return _YES_NO[text]
    if field.kind is FormFieldKind.CHOICE:
        return _choice(field, text)
    if len(text) > _LONGEST:
        raise ValueRefused(f"{field.label}：共{len(text)}字，最多{_LONGEST}字，请缩短。")
    return text


def stored_value(value: FormValue) -> str:
    """Return a value as it is stored and compared; "" for a blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "YES" if value else "NO"
    return str(value)


def value_words(field: FormField, value: FormValue) -> str:
    """Return a value as it is printed, without its unit; "" for a blank."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.kind is FormFieldKind.CHOICE:
        return site_kinds().get(str(value), "") if value is not None else ""
    return "" if value is None else str(value)


def _count(field: FormField, text: str) -> int:
    plain = half_width(text).replace(",", "").replace("，", "")
    if not _COUNT.fullmatch(plain):
        raise _refused(field, text, "请填写不带小数的数字，例如 1234")
    return int(plain)


def _choice(field: FormField, text: str) -> str:
    by_name = {name: code for code, name in site_kinds().items()}
    code = by_name.get(text, text)
    if code not in site_kinds():
        raise _refused(field, text, f"可选：{'、'.join(by_name)}")
    return code


def _refused(field: FormField, text: str, remedy: str) -> ValueRefused:
    shown = text if len(text) <= 20 else f"{text[:20]}…"
    return ValueRefused(f"{field.label}：“{shown}”无效，{remedy}。")
