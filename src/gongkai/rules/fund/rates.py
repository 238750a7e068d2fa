"""Rates of provident fund loans by the day of issue, and what later changes make of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from gongkai.rules.bundled import bundled_table
from gongkai.rules.fund.amounts import percent
from gongkai.rules.fund.kinds import HomeOrder
from gongkai.rules.fund.told import Used

_TABLE = "fund/loan_rates.toml"
_FIVE_YEARS = 60
# Loans that run no longer keep the rate of their contract.
_KEEPS_ITS_RATE = 12


class RateUnknown(LookupError):
    """No rate is on record for the day; the message is Chinese and says which is the first."""


@dataclass(frozen=True, slots=True)
class LoanRate:
    """A yearly rate in per cent, from when it holds and where that is said.

    :param is_floor: the lowest that may be asked (不低于), as for second homes
    :param is_settled: False where the figure is yet to be checked against the notice
    """

    annual: Decimal
    home: HomeOrder
    over_five: bool
    in_force_from: date
    source: str
    is_floor: bool
    is_settled: bool

    @property
    def used(self) -> Used:
        """Return what is told of it beside a result."""
        term = "五年以上" if self.over_five else "五年以下（含五年）"
        floor = "，为下限（不低于）" if self.is_floor else ""
        return Used(
            label=f"公积金贷款年利率（{self.home.label}，{term}）",
            text=percent(self.annual) + floor,
            source=self.source,
            since=self.in_force_from,
            is_settled=self.is_settled,
        )


@dataclass(frozen=True, slots=True)
class RateFrom:
    """A yearly rate in per cent that a loan has from a day on; `rate` is the published one."""

    on: date
    annual: Decimal
    rate: LoanRate | None = None


def loan_rate(home: HomeOrder, months: int, on: date) -> LoanRate:
    """Return the rate of a loan of so many months that is issued on a day.

    :raises RateUnknown: if the day is before the first rate on record
    """
    held = [each for each in _versions() if each["in_force_from"] <= on]
    if not held:
        first = _versions()[0]["in_force_from"]
        raise RateUnknown(
            f"{on}早于有记录的第一个公积金贷款利率的施行日期{first}，不能计算；"
            f"请填写{first}以后的日期。"
        )
    return _rate(held[-1], home, months)


def rates_over_life(home: HomeOrder, months: int, issued_on: date) -> tuple[RateFrom, ...]:
    """Return the rates of a loan: that of its issue, then each published change from 1 January.

    Of several changes within a year the last counts; loans of a year at most keep their rate.

    :raises RateUnknown: if the day of issue is before the first rate on record
    """
    first = loan_rate(home, months, issued_on)
    found = {issued_on: RateFrom(issued_on, first.annual, first)}
    if months > _KEEPS_ITS_RATE:
        for version in _versions():
            if version["in_force_from"] > issued_on:
                on = date(version["in_force_from"].year + 1, 1, 1)
                rate = _rate(version, home, months)
                found[on] = RateFrom(on, rate.annual, rate)
    return tuple(found[on] for on in sorted(found))


def first_rate_on() -> date:
    """Return the first day for which a rate of loans is on record."""
    first: date = _versions()[0]["in_force_from"]
    return first


def change_rule() -> str:
    """Return in words when a changed rate reaches a loan."""
    return str(bundled_table(_TABLE)["rule"])


def checked_until() -> date:
    """Return the day of the last change that is on record."""
    last: date = bundled_table(_TABLE)["checked_until"]
    return last


@cache
def _versions() -> tuple[dict[str, Any], ...]:
    return tuple(sorted(bundled_table(_TABLE)["versions"], key=lambda each: each["in_force_from"]))


def _rate(version: dict[str, Any], home: HomeOrder, months: int) -> LoanRate:
    over_five = months > _FIVE_YEARS
    is_second = home is HomeOrder.SECOND
    rates = version["second" if is_second else "first"]
    return LoanRate(
        annual=Decimal(rates["over_five" if over_five else "within_five"]),
        home=home,
        over_five=over_five,
        in_force_from=version["in_force_from"],
        source=version["source"],
        is_floor=is_second,
        is_settled=not is_second or version["second_is_settled"],
    )
