"""The main menu: what the organ set, otherwise what every such site has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.permissions import is_fund_centre
from gongkai.portal.leaving import is_own, way_to
from gongkai.portal.pages import Page, Text
from gongkai.portal.site import Site
from gongkai.sites.queries.site_content import MenuEntry

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


# What only a site that offers services of a provident fund has, and after which of the others.
_SERVICES: tuple[Text, str] = (_("办事服务"), "guides")
_AFTER = "items"


@dataclass(frozen=True)
class MenuLine:
    """An entry as it is shown; `current` is "page", "true" for the column of the page, or ""."""

    label: str
    address: str
    hint: str = ""
    current: str = ""


def menu_of(request: HttpRequest, site: Site, page: Page | None) -> tuple[MenuLine, ...]:
    """Return the menu with the place of the page in it marked."""
    has_services = site.agency is not None and is_fund_centre(site.agency)
    lines = _lines(site.content.menu, site.own_hosts, has_services)
    names = _names_of(page)
    named = (line.address for name in names for line in lines if line.label == name)
    here = next(named, "") or _nearest(request.path, (line.address for line in lines))
    if not here and page is not None and page.column is not None:
        here = page.column.address
    return tuple(
        replace(line, current=_current(line.address, here, request.path))
        if line.address == here
        else line
        for line in lines
    )


@lru_cache(maxsize=100)
def _lines(
    menu: tuple[MenuEntry, ...], own: frozenset[str], has_services: bool
) -> tuple[MenuLine, ...]:
    set_by_organ = [MenuLine(entry.label, way_to(entry.target, own), entry.hint) for entry in menu]
    lines = set_by_organ or [
        MenuLine(str(name), _address(route)) for name, route in _built_in(has_services)
    ]
    return tuple(line for line in lines if line.address)


def _names_of(page: Page | None) -> tuple[str, ...]:
    """Return the names under which a page may stand in a menu, the nearest first."""
    if page is None:
        return ()
    told = [page.told_column.name] if page.told_column else []
    return tuple(map(str, (page.title, *told, *(crumb.name for crumb in reversed(page.crumbs)))))


def _built_in(has_services: bool) -> Iterator[tuple[Text, str]]:
    for entry in _BUILT_IN:
        yield entry
        if has_services and entry[1] == _AFTER:
            yield _SERVICES


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
