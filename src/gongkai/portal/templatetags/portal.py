"""Tags of the portal's templates."""

from typing import Any

from django import template
from django.core.paginator import Page as Sheet

from gongkai.portal.site import Site, site_of

register = template.Library()


@register.simple_tag(takes_context=True)
def the_site(context: dict[str, Any]) -> Site:
    """Return the site that the page belongs to."""
    return site_of(context["request"])


@register.simple_tag
def sheet_numbers(sheet: Sheet) -> list[int | str]:
    """Return the numbers to offer below a list, gaps as an ellipsis."""
    return list(sheet.paginator.get_elided_page_range(sheet.number, on_each_side=2, on_ends=1))
