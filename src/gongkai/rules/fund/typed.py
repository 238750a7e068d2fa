"""Sums, rates, terms and days as people type them: full-width digits, 万 and 元, commas."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from gongkai.rules.fund.amounts import WAN, percent, yuan
from gongkai.rules.fund.told import Mistyped, Problem

Choice = TypeVar("Choice", bound=StrEnum)

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x3002: "."}
_BLANKS = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
_AMOUNT = re.compile(r"[¥￥]?(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,9}))?(万元?|元)?", re.A)
_NUMBER = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?", re.A)
_WHOLE = re.compile(r"\d{1,9}", re.A)
_DAY = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d\d)(\d\d))", re.A
)
_CHINESE_DIGITS = re.compile("[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟亿]")
_LONGEST_SHOWN = 20
_LONGEST_READ = 200


class Reading:
    """Reads typed values one by one and gathers what is wrong; each wrong value reads as None."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.problems: list[Problem] = []

    def raw(self, name: str) -> str:
        """Return what was typed, in narrow characters, with single blanks between words."""
        narrow = str(self._values.get(name) or "")[:_LONGEST_READ].translate(_NARROW)
        return _BLANKS.sub(" ", narrow).strip()

    def text(self, name: str) -> str:
        """Return what was typed, in narrow characters and without blanks."""
        return self.raw(name).replace(" ", "")

    def refuse(self, name: str, message: str) -> None:
        """Put down what is wrong with a field."""
        self.problems.append(Problem(name, message))

    def require_sound(self) -> None:
        """Insist that nothing was wrong.

        :raises Mistyped: with every problem
        """
        if self.problems:
            raise Mistyped(self.problems)

    def amount(
        self, name: str, label: str, *, least: Decimal, most: Decimal, needed: bool = True
    ) -> Decimal | None:
        """Return a sum in yuan; 50万 and ５０万元 are 500000."""
        text = self._given(name, label, needed, "请填写金额，例如 500000 或 50万")
        if not text:
            return None
        found = _AMOUNT.fullmatch(text)
        if found is None:
            self.refuse(name, f"{label}：“{_shown(text)}”{_why_no_amount(text)}")
            return None
        whole, fraction, unit = found.groups()
        value = Decimal(whole.replace(",", "") + "." + (fraction or "0"))
        in_wan = bool(unit and unit.startswith("万"))
        if in_wan:
            value *= WAN
        if value != value.quantize(Decimal("0.01")):
            self.refuse(name, f"{label}：“{_shown(text)}”不足一分，请以元为单位填写到分。")
            return None
        if not least <= value <= most:
            remedy = f"请填写{yuan(least)}至{yuan(most)}之间的金额"
            if value < least and not in_wan and least <= value * WAN <= most:
                remedy += f"；如果是{_plain(value)}万元，请填写“{_plain(value)}万”"
            elif value > most and in_wan and least <= value / WAN <= most:
                remedy += f"；如果单位是元，请填写“{_plain(value / WAN)}”"
            elif value > most and least <= value / WAN <= most:
                remedy += "；请核对是否多写了几个0"
            self.refuse(name, f"{label}：“{_shown(text)}”超出范围，{remedy}。")
            return None
        return value

    def rate(
        self, name: str, label: str, *, most: Decimal = Decimal(24), needed: bool = True
    ) -> Decimal | None:
        """Return a yearly rate in per cent."""
        text = self._given(name, label, needed, "请填写年利率，例如 3.1").rstrip("%")
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        value = Decimal(text) if found else Decimal(0)
        if found is None:
            self.refuse(
                name, f"{label}：“{_shown(text)}”不是利率，请填写年利率的百分数，例如 3.1。"
            )
        elif 0 < value < Decimal("0.2"):
            self.refuse(
                name,
                f"{label}：“{_shown(text)}”按百分数过低；如果是{percent(value * 100)}，"
                f"请填写“{_plain(value * 100)}”。",
            )
        elif not 0 < value <= most:
            self.refuse(
                name, f"{label}：“{_shown(text)}”超出范围，请填写大于0、不超过{most}的百分数。"
            )
        else:
            return value
        return None

    def whole(
        self,
        name: str,
        label: str,
        *,
        least: int,
        most: int,
        unit: str,
        needed: bool = True,
    ) -> int | None:
        """Return a whole number of years, months, times or per cent."""
        text = self._given(name, label, needed, f"请填写{least}至{most}之间的整数（{unit}）")
        if not text:
            return None
        for each in (unit, "个月" if unit == "月" else unit, "%"):
            text = text.removesuffix(each)
        if _WHOLE.fullmatch(text) is None:
            self.refuse(
                name,
                f"{label}：“{_shown(text)}”不是整数，请填写{least}至{most}之间的整数（{unit}）。",
            )
            return None
        value = int(text)
        if not least <= value <= most:
            remedy = f"请填写{least}至{most}之间的整数（{unit}）"
            if unit == "年" and value % 12 == 0 and least <= value // 12 <= most:
                remedy += f"；如果是{value}个月，请填写“{value // 12}”"
            self.refuse(name, f"{label}：“{value}”超出范围，{remedy}。")
            return None
        return value

    def day(
        self, name: str, label: str, *, first: date, last: date, needed: bool = True
    ) -> date | None:
        """Return a day; 2024-05-18, 2024/5/18, 2024年5月18日 and 20240518 are the same."""
        text = self._given(name, label, needed, "请填写日期，例如 2026-03-01")
        if not text:
            return None
        found = _DAY.fullmatch(text)
        value = None
        if found is not None:
            year, *parts = (int(each) for each in found.groups() if each is not None)
            try:
                value = date(year, parts[0], parts[1])
            except ValueError:
                value = None
        if value is None:
            self.refuse(
                name, f"{label}：“{_shown(text)}”不是日期，请写成年-月-日，例如 2026-03-01。"
            )
        elif not first <= value <= last:
            self.refuse(
                name,
                f"{label}：{value}不在{first}至{last}之间，请核对年份。",
            )
            value = None
        return value

    def choice(
        self, name: str, label: str, choices: type[Choice], *, default: Choice | None = None
    ) -> Choice | None:
        """Return one of a kind's members, by its code in either case."""
        text = self.text(name).upper()
        if not text:
            if default is None:
                self.refuse(name, f"{label}：未选择，请选择一项。")
            return default
        found = choices.__members__.get(text)
        if found is None:
            told = "、".join(str(getattr(each, "label", each)) for each in choices)
            self.refuse(name, f"{label}：没有“{_shown(text)}”这一项，请从{told}中选择。")
        return found

    def one_of(self, name: str, label: str, codes: Iterable[str], default: str) -> str:
        """Return one of some codes."""
        text = self.text(name).lower() or default
        if text not in codes:
            self.refuse(name, f"{label}：没有“{_shown(text)}”这一项，请从所列选项中选择。")
            return default
        return text

    def _given(self, name: str, label: str, needed: bool, remedy: str) -> str:
        text = self.text(name)
        if not text and needed:
            self.refuse(name, f"{label}：未填写，{remedy}。")
        return text


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _why_no_amount(text: str) -> str:
    if text.startswith("-"):
        return "是负数，请填写大于0的金额。"
    if _CHINESE_DIGITS.search(text):
        return "不是阿拉伯数字，请填写数字，例如 500000 或 50万。"
    return "不是金额，请填写以元为单位的数字，例如 500000 或 50万。"
