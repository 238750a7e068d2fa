"""Sums in yuan and rates in per cent: rounded at the end alone, and told as people read them."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
WAN = Decimal(10_000)
_YUAN = Decimal(1)
# A half that division left a hair short, in the 28th digit, is a half all the same.
_HAIR = Decimal("1E-12")


def to_fen(amount: Decimal) -> Decimal:
    """Return a sum of 0 or more yuan rounded half up to the fen."""
    return (amount + _HAIR).quantize(FEN, ROUND_HALF_UP)


def to_yuan(amount: Decimal) -> Decimal:
    """Return a sum rounded half up to the yuan."""
    return (amount + _HAIR).quantize(_YUAN, ROUND_HALF_UP)


def down_to(amount: Decimal, unit: int) -> Decimal:
    """Return a sum cut down to whole units of so many yuan; never below 0."""
    units = ((max(amount, Decimal(0)) + _HAIR) / unit).quantize(_YUAN, ROUND_DOWN)
    return units * unit


def yuan(amount: Decimal) -> str:
    """Return a sum as people read it, e.g. 1,000,000.00元; whole yuan without fen."""
    exact = to_fen(amount)
    whole = exact == exact.to_integral_value()
    return f"{exact:,.0f}元" if whole else f"{exact:,.2f}元"


def percent(rate: Decimal) -> str:
    """Return a rate with its sign, without trailing zeros, e.g. 2.6%."""
    text = f"{rate:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def years_and_months(months: int) -> str:
    """Return a length of time in words, e.g. 19年7个月."""
    years, rest = divmod(months, 12)
    told = f"{years}年" if years else ""
    return f"{told}{rest}个月" if rest or not years else told
