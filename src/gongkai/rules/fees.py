"""The information processing fee (信息处理费), by item or by page: 国办函〔2020〕109号."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count as numbers
from typing import Any

from gongkai.rules.bundled import bundled_tables

_FEN = Decimal("0.01")


class TariffNotInForce(LookupError):
    """No tariff was in force on the day asked for, so no fee may be charged."""


class ImpossibleCount(ValueError):
    """The number of items or pages is no number that can be charged for."""


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One slice of the tariff: items or pages from `first` to `last` at one price, in yuan."""

    first: int
    last: int
    price: Decimal
    amount: Decimal
    text: str
    article: str
    source: str

    @property
    def count(self) -> int:
        """Return how many items or pages fall in the slice."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan, to the fen, and the slices that make it up."""

    amount: Decimal
    steps: tuple[FeeStep, ...]


def fee_by_item(count: int, on: date) -> Fee:
    """Return the fee for a month's requests of one applicant: 国办函〔2020〕109号第四条.

    :param count: requests of the same applicant in one calendar month
    :param on: the day of the fee notice
    :raises ImpossibleCount: if the count is negative, no integer, or beyond belief
    :raises TariffNotInForce: before 2021-01-01
    """
    return fee_for_item_range(0, count, on)


def fee_for_item_range(previous: int, count: int, on: date) -> Fee:
    """Return the fee for further requests of one applicant in a month: 第四条.

    Each notice charges its own slice, so that the notices of a month sum to the month's fee.

    :param previous: requests already charged or counted in the same calendar month
    :raises ImpossibleCount: if a count is negative, no integer, or beyond belief
    :raises TariffNotInForce: before 2021-01-01
    """
    tariff = _tariff_in_force(on)
    _refuse_impossible(previous, tariff, "by_item")
    _refuse_impossible(count, tariff, "by_item")
    return _fee(previous + 1, previous + count, tariff, "by_item")


def fee_by_page(count: int, on: date) -> Fee:
    """Return the fee for the pages supplied for one request: 国办函〔2020〕109号第五条.

    :param count: sides of paper up to A4
    :param on: the day of the fee notice
    :raises ImpossibleCount: if the count is negative, no integer, or beyond belief
    :raises TariffNotInForce: before 2021-01-01
    """
    tariff = _tariff_in_force(on)
    _refuse_impossible(count, tariff, "by_page")
    return _fee(1, count, tariff, "by_page")


def first_charged_item(on: date) -> int:
    """Return which request of an applicant in a calendar month is the first that costs: 第四条.

    :raises TariffNotInForce: before 2021-01-01
    """
    return next(first for first, _, price in _slices(_tariff_in_force(on)["by_item"]) if price)


@cache
def _tariffs() -> tuple[dict[str, Any], ...]:
    tables = bundled_tables("tariffs").values()
    return tuple(sorted(tables, key=lambda table: table["in_force_from"]))


def _tariff_in_force(on: date) -> dict[str, Any]:
    in_force = [tariff for tariff in _tariffs() if tariff["in_force_from"] <= on]
    if not in_force:
        first = _tariffs()[0]
        raise TariffNotInForce(
            f"{on.isoformat()} 早于《{first['name']}》的施行日期 "
            f"{first['in_force_from'].isoformat()}，不得据此收费，请核对日期。"
        )
    return in_force[-1]


def _refuse_impossible(count: object, tariff: dict[str, Any], method: str) -> None:
    table = tariff[method]
    what = f"{table['label']}的数量 {count} {table['unit']}"
    if isinstance(count, bool) or not isinstance(count, int):
        raise ImpossibleCount(f"{what}不是整数，请填写不小于0的整数。")
    if count < 0:
        raise ImpossibleCount(f"{what}为负数，请填写不小于0的整数。")
    if count > table["most"]:
        raise ImpossibleCount(f"{what}超过 {table['most']}，应属误填，请核对后重新填写。")


def _slices(table: dict[str, Any]) -> Iterator[tuple[int, int | None, Decimal]]:
    """Yield the first and last number of each slice and its price, tiers written out."""
    for row in table["slices"]:
        first, price = row["from"], Decimal(row["price"])
        if "tier_size" not in row:
            yield first, row.get("until"), price
            continue
        size, rise = row["tier_size"], Decimal(row["tier_rise"])
        for tier in numbers():
            start = first + tier * size
            yield start, start + size - 1, price + tier * rise


def _fee(first: int, last: int, tariff: dict[str, Any], method: str) -> Fee:
    table = tariff[method]
    steps = []
    for start, end, price in _slices(table):
        if start > last:
            break
        low, high = max(start, first), last if end is None else min(end, last)
        if low > high:
            continue
        amount = (price * (high - low + 1)).quantize(_FEN)
        span = f"第{low}{table['unit']}" if low == high else f"第{low}至{high}{table['unit']}"
        rate = f"{price}元/{table['unit']}" if price else "不收费"
        text = f"{span}，共{high - low + 1}{table['unit']}，{rate}，计{amount}元"
        steps.append(FeeStep(low, high, price, amount, text, table["article"], tariff["source"]))
    total = sum((step.amount for step in steps), start=Decimal(0))
    return Fee(total.quantize(_FEN), tuple(steps))
