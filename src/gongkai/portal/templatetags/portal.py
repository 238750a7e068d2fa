"""Tags of the portal's templates."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.core.paginator import Page as Sheet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.portal import hit_rows as found_rows
from gongkai.portal import item_rows as rows
from gongkai.portal import search_choices as choices
from gongkai.portal import sheet_links as links
from gongkai.portal.archive_lists import Stretch
from gongkai.portal.calendars import MonthCount
from gongkai.portal.search_results import Results
from gongkai.portal.site import Site, site_of

register = template.Library()


@register.simple_tag(takes_context=True)
def the_site(context: dict[str, Any]) -> Site:
    """Return the site that the page belongs to."""
    return site_of(context["request"])


@register.simple_tag(takes_context=True)
def sheet_links(context: dict[str, Any], sheet: Sheet) -> SafeString:
    """Return the links to the other sheets: under addresses of their own, else with ?page=."""
    sheets = context.get("sheets")
    if not sheets:
        return links.sheet_links(sheet, links.addresses_by_query(context["request"]))
    front = context["front"]
    return links.sheet_links(sheet, lambda number: front if number == 1 else f"{sheets}{number}/")


@register.simple_tag
def item_rows(items: Iterable[Any], with_column: bool = True) -> SafeString:
    """Return items as rows of a list."""
    return rows.item_rows(items, with_column=with_column)


@register.simple_tag(takes_context=True)
def hit_rows(context: dict[str, Any], hits: Iterable[Any]) -> SafeString:
    """Return what a search found as rows of a list."""
    invented = not site_of(context["request"]).is_demonstration
    return found_rows.hit_rows(hits, tells_invented=invented)


@register.simple_tag
def narrowing(results: Results) -> SafeString:
    """Return by what a search can be narrowed down."""
    return choices.narrowing(results)


@register.simple_tag
def orders(results: Results) -> SafeString:
    """Return in which orders what was found can be shown."""
    return choices.orders(results)


@register.simple_tag
def month_links(stretch: Stretch, months: Iterable[MonthCount]) -> SafeString:
    """Return the months of a year as links, each with how much it has."""
    start = escape(stretch.month_address(1).removesuffix("01/"))
    name = escape(_("{}月"))
    return mark_safe(  # noqa: S308
        "".join(
            f'<li><a href="{start}{month.month:02}/">{name.format(month.month)} '
            f"<small>{month.size}</small></a></li>"
            for month in months
        )
    )
