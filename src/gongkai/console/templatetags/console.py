"""Tags that the console's pages share."""

from typing import Any

from django import template

from gongkai.agencies.models import Officer
from gongkai.console.access import officer_behind, opens, runs_fund
from gongkai.console.menu import FUND, HOTLINE, MENU, PUBLISHING, PUBLISHING_PLACE, WEBSITE

register = template.Library()


@register.simple_tag(takes_context=True)
def officer_at_desk(context: Any) -> Officer | None:
    """Return the officer behind the page's request."""
    request = context.get("request")
    return officer_behind(request) if request is not None else None


@register.simple_tag(takes_context=True)
def console_menu(context: Any) -> list[tuple[str, str]]:
    """Return label and address of what opens for the officer, for browsers without JavaScript."""
    request = context.get("request")
    if request is None:
        return []
    fund = FUND if runs_fund(request) else ()
    own = (*PUBLISHING, *WEBSITE, *HOTLINE, *fund)
    entries = (*MENU[:PUBLISHING_PLACE], *own, *MENU[PUBLISHING_PLACE:])
    return [(label, url) for name, label, url, _icon in entries if opens(request, name)]


@register.simple_tag(takes_context=True)
def entry_opens(context: Any, name: str) -> bool:
    """Tell whether an entry of the menu, and what stands below it, opens for the officer."""
    request = context.get("request")
    return request is not None and opens(request, name)


@register.filter
def thousands(value: Any) -> str:
    """Return a number as screens show it: 27,059."""
    if value is None:
        return ""
    text = str(value)
    whole, dot, rest = text.partition(".")
    digits = whole.removeprefix("-")
    if not digits.isdigit():
        return text
    return f"{int(whole):,}{dot}{rest}"


@register.filter
def percent(ratio: float) -> str:
    """Return a share from 0 to 1 as a whole number of hundredths: 62%."""
    return f"{ratio:.0%}"


@register.filter
def signed(value: Any) -> str:
    """Return a difference with its sign: +1,024."""
    text = thousands(value)
    return f"+{text}" if value is not None and value > 0 else text
