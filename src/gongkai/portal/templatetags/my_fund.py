"""Sums and numbers as the pages of 我的公积金 show them."""

from decimal import Decimal

from django import template

register = template.Library()

_SHOWN = 4


@register.filter
def yuan(amount: Decimal) -> str:
    """Return a sum with two decimals and its thousands set apart."""
    return f"{amount:,.2f}"


@register.filter
def plain(number: Decimal) -> str:
    """Return a rate without the noughts behind its last digit."""
    return f"{number.normalize():f}"


@register.filter
def masked_number(number: str) -> str:
    """Return the number of an account or a contract with its last four characters alone shown."""
    hidden = len(number) - _SHOWN
    return "*" * hidden + number[-_SHOWN:] if hidden > 0 else "*" * len(number)
