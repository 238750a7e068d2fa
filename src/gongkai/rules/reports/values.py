"""A figure's value as text and as JSON, and the exact difference of two."""

from decimal import Context, Decimal

from gongkai.rules.reports.shape import Value, amount_text

# Amounts have at most twenty digits on either side of the point, so nothing is rounded.
EXACT = Context(prec=80)


def value_text(value: Value) -> str:
    """Return a figure in plain digits, "" for none."""
    if value is None:
        return ""
    return amount_text(value) if isinstance(value, Decimal) else str(value)


def signed_text(value: Value) -> str:
    """Return a difference in plain digits with its sign, "" for none."""
    return f"+{value_text(value)}" if value is not None and value > 0 else value_text(value)


def value_json(value: Value) -> int | str | None:
    """Return a figure for JSON, an amount as text."""
    return amount_text(value) if isinstance(value, Decimal) else value


def minus(one: Value, other: Value) -> Value:
    """Return the difference, or None where one of them is unknown."""
    if one is None or other is None:
        return None
    if isinstance(one, int) and isinstance(other, int):
        return one - other
    return EXACT.subtract(Decimal(one), Decimal(other))
