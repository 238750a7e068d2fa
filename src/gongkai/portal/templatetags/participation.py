"""Filters of the pages of 互动交流."""

from django import template

register = template.Library()


@register.filter
def tenths(value: int) -> str:
    """Return a number of tenths as a decimal, e.g. 3.7 for 37."""
    return f"{value // 10}.{value % 10}"
