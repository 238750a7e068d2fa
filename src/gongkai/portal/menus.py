"""The main menu: what the organ set, otherwise what every such site has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from gongkai.portal.leaving import is_own, way_to
from gongkai.portal.pages import Page, Text
from gongkai.portal.site import Site

# In the order of the menu; the names are those of the columns' own pages.
_BUILT_IN: tuple[tuple[Text, str], ...] = (
    (_("首页"), "home"),
    (_("政府信息公开"), "open-government"),
    (_("主动公开信息"), "items"),
    (_("年度报告"), "reports"),
    (_("依申请公开"), "apply"),
    (_("办理查询"), "track"),
    (_("互动交流"), "participation"),
    (_("检索"), "search"),
)


@dataclass(frozen=True)
class MenuLine:
    """An entry as it is shown; `current` is "page", "true" for the column of the page, or ""."""

    label: Text
    address: str
    hint: str = ""
    current: str = ""


def menu_of(request: HttpRequest, site: Site, page: Page | None) -> list[MenuLine]:
    """Return the menu with the place of the page in it marked."""
    lines = [
        MenuLine(entry.label, way_to(entry.target), entry.hint) for entry in site.content.menu
    ] or [MenuLine(name, _address(route)) for name, route in _BUILT_IN]
    lines = [line for line in lines if line.address]
    named = (line.address for line in lines if page and str(line.label) == str(page.title))
    here = next(named, "") or _nearest(request.path, (line.address for line in lines))
    if not here and page is not None and page.column is not None:
        here = page.column.address
    return [
        MenuLine(line.label, line.address, line.hint, _current(line.address, here, request.path))
        for line in lines
    ]


def _nearest(path: str, addresses: Iterable[str]) -> str:
    over = [
        address
        for address in addresses
        if address == path or (is_own(address) and address != "/" and path.startswith(address))
    ]
    return max(over, key=len, default="")


def _current(address: str, here: str, path: str) -> str:
    if address != here:
        return ""
    return "page" if address == path else "true"


def _address(route: str) -> str:
    try:
        return reverse(f"portal:{route}")
    except NoReverseMatch:
        return ""
