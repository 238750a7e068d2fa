"""What applicants write of themselves, checked as far as a number tells: no register is asked.

A fault never repeats the number, so that it may be shown and logged.
"""

import re
from datetime import date
from typing import NamedTuple

from stdnum.cn import ric, uscc

from gongkai.rules.bundled import bundled_table
from gongkai.rules.typing_slips import tidy

_TABLE = bundled_table("identity.toml")
_RESIDENT = _TABLE["resident_card"]
_CREDIT = _TABLE["credit_code"]


class Checked(NamedTuple):
    """A number as it is to be kept, and what is wrong with it in Chinese; "" if nothing is."""

    value: str
    fault: str


class UnknownDocument(LookupError):
    """There is no such kind of identity document."""


def check_document(kind: str, number: str, on: date) -> Checked:
    """Check an identity number by the kind of document: 条例第二十九条 asks for 身份证明.

    :param kind: RESIDENT_CARD, CREDIT_CODE, or a document of which only the form is checked
    :param on: today, before which every birthday lies
    :raises UnknownDocument: if there is no such kind
    """
    if kind == "RESIDENT_CARD":
        return check_resident_card(number, on)
    if kind == "CREDIT_CODE":
        return check_credit_code(number)
    if kind not in _TABLE["documents"]:
        raise UnknownDocument(f"没有证件类型“{kind}”，请从列出的证件类型中选择。")
    row = _TABLE["documents"][kind]
    value, label = tidy(number).upper(), row["label"]
    if not value:
        return Checked(value, _empty(label))
    if not row["least"] <= len(value) <= row["most"]:
        return Checked(
            value,
            f"{label}：共{len(value)}位，应为{row['least']}至{row['most']}位，"
            "请对照证件核对后重新填写。",
        )
    if row["characters"] == "letters_digits" and not re.fullmatch(r"[A-Z0-9]+", value):
        return Checked(value, f"{label}：只能由字母和数字组成，请对照证件核对后重新填写。")
    if not value.isprintable():
        return Checked(value, f"{label}：含有无法显示的字符，请重新填写。")
    return Checked(value, "")


def check_resident_card(number: str, on: date) -> Checked:
    """Check a 居民身份证 number: places, province, birthday, check digit (GB 11643)."""
    value, label = tidy(number).upper(), _RESIDENT["label"]
    if not value:
        return Checked(value, _empty(label))
    fault = _resident_fault(value, on)
    return Checked(value, fault and f"{label}：{fault}")


def _resident_fault(value: str, on: date) -> str:
    again = "请对照证件核对后重新填写。"
    if len(value) != _RESIDENT["length"]:
        old = "，旧证件的15位号码已不再使用" if len(value) == 15 else ""
        return f"共{len(value)}位，应为{_RESIDENT['length']}位{old}，{again}"
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value):
        return f"前17位应为数字，第18位应为数字或者X，{again}"
    if value[:2] not in _RESIDENT["provinces"]:
        return f"前2位不是省级地区代码，{again}外国人永久居留身份证请选择“其他证件”。"
    try:
        born_on = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return f"第7至14位不是有效的出生日期，{again}"
    if born_on > on:
        return f"第7至14位的出生日期晚于今天，{again}"
    if on.year - born_on.year > _RESIDENT["oldest_years"]:
        return f"第7至14位的出生日期早于{on.year - _RESIDENT['oldest_years']}年，{again}"
    if value[-1] != ric.calc_check_digit(value):
        return f"校验位不符，号码中至少有一位填写有误，{again}"
    return ""


def check_credit_code(number: str) -> Checked:
    """Check a 统一社会信用代码: places, characters, region, check digit (GB 32100)."""
    value, label = tidy(number).upper(), _CREDIT["label"]
    if not value:
        return Checked(value, _empty(label))
    fault = _credit_fault(value)
    return Checked(value, fault and f"{label}：{fault}")


def _credit_fault(value: str) -> str:
    again = "请对照营业执照或者登记证书核对后重新填写。"
    if len(value) != _CREDIT["length"]:
        return f"共{len(value)}位，应为{_CREDIT['length']}位，{again}"
    allowed = f"[0-9{_CREDIT['letters']}]"
    if not re.fullmatch(f"{allowed}{{18}}", value):
        return f"只能由数字和字母组成，且不使用字母I、O、S、V、Z，{again}"
    if not re.fullmatch("[0-9]{6}", value[2:8]):
        return f"第3至8位应为数字（登记机关地区代码），{again}"
    if value[-1] != uscc.calc_check_digit(value[:-1]):
        return f"校验位不符，代码中至少有一位填写有误，{again}"
    return ""


def check_postcode(number: str) -> Checked:
    """Check a postcode of the mainland: six digits."""
    row = _TABLE["postcode"]
    value, label = tidy(number), row["label"]
    if not value:
        return Checked(value, _empty(label))
    if not re.fullmatch(f"[0-9]{{{row['length']}}}", value) or value == "0" * row["length"]:
        return Checked(
            value, f"{label}：应为{row['length']}位数字，请核对后重新填写；不清楚的可以不填。"
        )
    return Checked(value, "")


def _empty(label: str) -> str:
    return f"{label}：未填写，请填写。"
