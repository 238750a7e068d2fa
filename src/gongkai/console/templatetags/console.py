"""Tags that the console's pages share."""

from typing import Any

from django import template

from gongkai.agencies.models import Officer
from gongkai.console.access import officer_behind
from gongkai.console.menu import MENU

register = template.Library()


@register.simple_tag(takes_context=True)
def officer_at_desk(context: Any) -> Officer | None:
    """Return the officer behind the page's request."""
    request = context.get("request")
    return officer_behind(request) if request is not None else None


@register.simple_tag
def console_menu() -> list[tuple[str, str]]:
    """Return label and address of every entry, for browsers without JavaScript."""
    return [(label, url) for _name, label, url, _icon in MENU]


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
