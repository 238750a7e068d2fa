"""Interest on accounts (结息): by days, settled each 30 June and then part of the balance."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from gongkai.rules.bundled import bundled_table
from gongkai.rules.fund.amounts import percent, to_fen
from gongkai.rules.fund.rates import RateUnknown
from gongkai.rules.fund.schedules import month_later
from gongkai.rules.fund.told import Used

_TABLE = "fund/savings_rates.toml"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Settlement:
    """Interest up to a day: settled on 30 June, or not yet settled at the end.

    :param balance: with the interest, where it is settled
    """

    on: date
    interest: Decimal
    deposited: Decimal
    balance: Decimal
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Savings:
    """What an account grows to; `balance` has the interest that was settled, not `pending`."""

    settlements: tuple[Settlement, ...]
    balance: Decimal
    settled: Decimal
    pending: Decimal
    deposited: Decimal
    used: tuple[Used, ...]


def savings(
    *,
    balance: Decimal,
    since: date,
    until: date,
    monthly: Decimal = _NOTHING,
    day_base: int = 360,
) -> Savings:
    """Return the interest of an account from a day on, up to another that does not count.

    :param balance: in yuan, at the beginning
    :param monthly: deposited on the same day of each month, first a month after the beginning
    :param day_base: how many days a year has for the daily rate
    :raises RateUnknown: if it begins before the first rate on record
    """
    rates = _rates_from(since)
    days = _deposit_days(since, until) if monthly else []
    found: list[Settlement] = []
    begin, held, deposited = since, balance, _NOTHING
    while begin < until:
        # What is settled on 30 June earns interest from 1 July.
        settles = date(begin.year + (begin >= date(begin.year, 7, 1)), 7, 1)
        end = min(settles, until)
        within = [day for day in days if begin <= day < end]
        interest = _interest(held, monthly, within, begin, end, rates, day_base)
        came = monthly * len(within)
        held += came
        deposited += came
        if end == settles:
            held += interest
        found.append(Settlement(end - timedelta(days=1), interest, came, held, end == settles))
        begin = end
    settled = sum((each.interest for each in found if each.is_settled), _NOTHING)
    pending = sum((each.interest for each in found if not each.is_settled), _NOTHING)
    return Savings(tuple(found), held, settled, pending, deposited, _used(since, until))


def _interest(
    held: Decimal,
    monthly: Decimal,
    deposit_days: list[date],
    begin: date,
    end: date,
    rates: list[tuple[date, Decimal]],
    day_base: int,
) -> Decimal:
    """Return the interest of days from `begin` to the one before `end`, to the fen."""
    total = _NOTHING
    for number, (first, annual) in enumerate(rates):
        last = rates[number + 1][0] if number + 1 < len(rates) else date.max
        from_on, to_on = max(first, begin), min(last, end)
        if from_on >= to_on:
            continue
        counted = held * (to_on - from_on).days
        for day in deposit_days:
            if day < to_on:
                counted += monthly * (to_on - max(day, from_on)).days
        total += counted * annual / 100 / day_base
    return to_fen(total)


def _deposit_days(since: date, until: date) -> list[date]:
    found = []
    number = 1
    while (day := month_later(since, number)) < until:
        found.append(day)
        number += 1
    return found


@cache
def _versions() -> tuple[dict[str, Any], ...]:
    return tuple(sorted(bundled_table(_TABLE)["versions"], key=lambda each: each["in_force_from"]))


def _rates_from(since: date) -> list[tuple[date, Decimal]]:
    first = _versions()[0]["in_force_from"]
    if since < first:
        raise RateUnknown(
            f"{since}早于有记录的第一个账户存款利率的施行日期{first}，不能计算；请填写{first}以后的日期。"
        )
    return [(each["in_force_from"], Decimal(each["annual"])) for each in _versions()]


def first_savings_rate_on() -> date:
    """Return the first day for which a rate of accounts is on record."""
    first: date = _versions()[0]["in_force_from"]
    return first


def _used(since: date, until: date) -> tuple[Used, ...]:
    held = [each for each in _versions() if each["in_force_from"] <= since][-1:]
    later = [each for each in _versions() if since < each["in_force_from"] < until]
    return tuple(
        Used(
            label="账户存款年利率",
            text=percent(Decimal(each["annual"])),
            source=each["source"],
            since=each["in_force_from"],
            is_settled=each["settled"],
        )
        for each in (*held, *later)
    )
