"""Rates of hotline and tickets: what each counts, how it is printed, whether one can be right."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("service_rates.toml")
_PRINTED_LENGTH = 12


class RateCode(StrEnum):
    """A rate that offices publish of their hotline (统计指标)."""

    FEEDBACK = "FEEDBACK"
    ON_TIME = "ON_TIME"
    CLOSING = "CLOSING"
    CALL_BACK = "CALL_BACK"
    SATISFACTION = "SATISFACTION"
    ATTITUDE = "ATTITUDE"
    MEAN_DAYS = "MEAN_DAYS"
    FIRST_TIME = "FIRST_TIME"
    REPEAT = "REPEAT"


class ImpossibleRate(ValueError):
    """A printed rate that no numerator over its denominator gives; the message is in Chinese."""


@dataclass(frozen=True, slots=True)
class RateDefinition:
    """What a rate is made of, in the words shown beside it.

    `unit` is "%" or "天"; `period` names the day of a ticket that puts it into a period.
    """

    code: RateCode
    name: str
    numerator: str
    denominator: str
    definition: str
    period: str
    unit: str
    source: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as its two counts, of tickets or, for a mean, of days over tickets."""

    definition: RateDefinition
    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        share = self.definition.unit == "%"
        if self.numerator < 0 or self.denominator < 0:
            raise ValueError(f"{self.definition.name}的分子、分母不能为负数。")
        if (share and self.numerator > self.denominator) or (
            not self.denominator and self.numerator
        ):
            raise ValueError(
                f"{self.definition.name}的分子{self.numerator}大于分母{self.denominator}。"
            )

    @property
    def value(self) -> Decimal | None:
        """Return the rate in its unit, rounded half up as it is printed; None over nothing."""
        if not self.denominator:
            return None
        factor, places = (100, _TABLE["places"])
        if self.definition.unit != "%":
            factor, places = (1, _TABLE["day_places"])
        exact = Decimal(self.numerator * factor) / Decimal(self.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    @property
    def printed(self) -> str:
        """Return the rate with its unit, without trailing zeros, e.g. 99.07%; “—” over nothing."""
        value = self.value
        if value is None:
            return "—"
        text = f"{value:f}"
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}{self.definition.unit}"


def rate_definitions() -> tuple[RateDefinition, ...]:
    """Return all rates in the order in which they are shown."""
    return tuple(
        RateDefinition(
            code=RateCode(each["code"]),
            name=each["name"],
            numerator=each["numerator"],
            denominator=each["denominator"],
            definition=each["definition"],
            period=each["period"],
            unit=each.get("unit", "%"),
            source=_TABLE["source"],
            is_settled=_TABLE["settled"],
        )
        for each in _TABLE["rates"]
    )


def repeat_days() -> int:
    """Return within how many calendar days the same matter of one caller counts as repeated."""
    return int(_TABLE["repeat_days"])


def percentage(text: str) -> Decimal:
    """Return the percentage that a text such as 99.07% or ９９．０７％ says, in per cent.

    :raises ValueError: if it is none from 0 to 100; the message names the remedy, in Chinese
    """
    plain = text.strip().translate(_NARROW).rstrip("%").strip()
    try:
        value = Decimal(plain) if len(plain) <= _PRINTED_LENGTH else Decimal(-1)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 100:
        raise ValueError(f"比率：“{text.strip()[:20]}”不是0到100之间的百分数，请填写如“99.07%”。")
    return value


def can_give(printed: Decimal, denominator: int) -> bool:
    """Tell whether some whole number over a denominator prints as this percentage, rounded half up.

    The places of `printed` count: 99.0 claims more than 99.
    """
    return next(numerators(printed, denominator), None) is not None


def numerators(printed: Decimal, denominator: int) -> Iterator[int]:
    """Yield, rising, the whole numbers that over a denominator print as this percentage."""
    exponent = int(printed.as_tuple().exponent)
    half = Decimal(5).scaleb(min(exponent, 0) - 1)
    least = (printed - half) * denominator / 100
    number = max(0, int(least.to_integral_value(ROUND_CEILING)))
    while number <= denominator and Decimal(number * 100) < (printed + half) * denominator:
        yield number
        number += 1


def possible_denominators(printed: Decimal, most: int) -> Iterator[int]:
    """Yield, rising, the denominators up to `most` over which this percentage can be printed."""
    return (number for number in range(1, most + 1) if can_give(printed, number))


def require_possible(name: str, printed: Decimal, denominator: int) -> None:
    """Insist that a denominator can give a printed percentage.

    :raises ImpossibleRate: if it cannot; the message names the nearest that it can give
    """
    if denominator <= 0:
        raise ImpossibleRate(f"{name}：分母为{denominator}，不能计算比率，请核对分母。")
    if can_give(printed, denominator):
        return
    below = int(printed * denominator / 100)
    near = "、".join(
        f"{number}÷{denominator}＝{_rounded(number, denominator)}%"
        for number in (below, below + 1)
        if number <= denominator
    )
    raise ImpossibleRate(
        f"{name}：{printed}%不可能由分母{denominator}得出（{near}）；请核对该比率的分子和分母。"
    )


def _rounded(number: int, denominator: int) -> Decimal:
    return (Decimal(number * 100) / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


_NARROW = str.maketrans("０１２３４５６７８９．％﹪", "0123456789.%%")
