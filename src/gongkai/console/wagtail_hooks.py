"""What the console adds to, and takes out of, the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from gongkai.console import urls
from gongkai.console.access import opens, runs_fund
from gongkai.console.menu import (
    FUND,
    FUND_LABEL,
    HOTLINE,
    HOTLINE_LABEL,
    MENU,
    PUBLISHING,
    PUBLISHING_LABEL,
    PUBLISHING_PLACE,
    WEBSITE,
    WEBSITE_LABEL,
)
from gongkai.console.views.home import YearPanel


class OfficersItem(MenuItem):
    """An entry that only those see for whom it opens."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the officer behind a request holds a role that opens it."""
        return opens(request, self.name)


@hooks.register("register_admin_urls")
def console_urls() -> list[URLPattern | URLResolver]:
    """Return the console's addresses."""
    return [path("", include(urls))]


def _menu_item(place: int) -> Any:
    name, label, url, icon = MENU[place]
    return lambda: OfficersItem(label, url, name=name, icon_name=icon, order=100 + 2 * place)


for _place in range(len(MENU)):
    hooks.register("register_admin_menu_item", _menu_item(_place))


@hooks.register("register_admin_menu_item")
def publishing_menu() -> SubmenuMenuItem:
    """Return the entry that holds everything of publishing."""
    return SubmenuMenuItem(
        PUBLISHING_LABEL,
        _menu_of(PUBLISHING),
        name="gongkai-publishing",
        icon_name="globe",
        order=100 + 2 * PUBLISHING_PLACE - 1,
    )


@hooks.register("register_admin_menu_item")
def website_menu() -> SubmenuMenuItem:
    """Return the entry that holds everything of the website itself."""
    return SubmenuMenuItem(
        WEBSITE_LABEL,
        _menu_of(WEBSITE),
        name="gongkai-website",
        icon_name="site",
        order=100 + 2 * PUBLISHING_PLACE + 1,
    )


@hooks.register("register_admin_menu_item")
def hotline_menu() -> SubmenuMenuItem:
    """Return the entry that holds calls, tickets and what grows from them."""
    return SubmenuMenuItem(
        HOTLINE_LABEL,
        _menu_of(HOTLINE),
        name="gongkai-hotline",
        icon_name="comment",
        order=100 + 2 * PUBLISHING_PLACE + 2,
    )


@hooks.register("register_admin_menu_item")
def fund_menu() -> SubmenuMenuItem:
    """Return the entry that holds a provident fund centre's business."""
    return SubmenuMenuItem(
        FUND_LABEL,
        _menu_of(FUND),
        name="gongkai-fund",
        icon_name="group",
        order=100 + 2 * PUBLISHING_PLACE + 3,
    )


def _menu_of(entries: tuple[tuple[str, Any, Any, str], ...]) -> Menu:
    return Menu(
        items=[
            OfficersItem(label, url, name=name, icon_name=icon, order=place)
            for place, (name, label, url, icon) in enumerate(entries)
        ]
    )


@hooks.register("construct_main_menu")
def only_what_officers_need(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave Wagtail's own entries to administrators, and a fund's business to fund centres."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name.startswith("gongkai-")]
    if not runs_fund(request):
        items[:] = [item for item in items if item.name != "gongkai-fund"]


@hooks.register("construct_homepage_panels")
def only_the_year(request: HttpRequest, panels: list[Any]) -> None:
    """Show the year in place of Wagtail's panels."""
    panels[:] = [YearPanel(request)]


@hooks.register("insert_global_admin_css")
def console_css() -> SafeString:
    """Link the console's look into every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("console/console.css"))
