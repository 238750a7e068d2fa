"""Tags of what surrounds every page: menu, marks, ways of reading, tags for machines."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.portal.canonical import canonical_address, origin_of
from gongkai.portal.colours import NotAColour, scheme_of
from gongkai.portal.error_pages import EXPLANATIONS, Explanation
from gongkai.portal.held_parts import held
from gongkai.portal.leaving import way_to
from gongkai.portal.marks import Marks, marks_of
from gongkai.portal.menus import MenuLine, menu_of
from gongkai.portal.site import Site, site_of
from gongkai.portal.structured import site_json_ld
from gongkai.portal.view_modes import ViewMode, view_mode
from gongkai.sites.queries.site_content import DEFAULT_COLOUR

register = template.Library()


class _Held(template.Node):
    """A part of a page that is drawn once for all pages on which it looks the same."""

    def __init__(
        self, name: str, told: Sequence[template.base.FilterExpression], nodelist: template.NodeList
    ) -> None:
        self.name, self.told, self.nodelist = name, told, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return the part, drawn or held."""
        told = tuple(each.resolve(context) for each in self.told)
        site = site_of(context["request"])
        return held(site, self.name, told, lambda: self.nodelist.render(context))


@register.tag("held")
def held_part(parser: template.base.Parser, token: template.base.Token) -> _Held:
    """Draw what stands between {% held name told … %} and {% endheld %} once for the same `told`.

    Inside is nothing that differs with anything but `told`, the site, the organ's own data and the
    settings of the installation.
    """
    _tag, name, *told = token.split_contents()
    nodelist = parser.parse(("endheld",))
    parser.delete_first_token()
    return _Held(name, [parser.compile_filter(each) for each in told], nodelist)


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> tuple[MenuLine, ...]:
    """Return the menu, with the place of the page in it."""
    request: HttpRequest = context["request"]
    return menu_of(request, site_of(request), context.get("page") or None)


@register.simple_tag(takes_context=True)
def site_marks(context: dict[str, Any]) -> Marks:
    """Return the site's logo and the mark of government sites, where they are set."""
    return marks_of(context["request"])


@register.simple_tag(takes_context=True)
def chosen_view(context: dict[str, Any]) -> ViewMode:
    """Return how the visitor chose to read, as far as the cookie tells."""
    return view_mode(context["request"])


@register.simple_tag(takes_context=True)
def view_attributes(context: dict[str, Any]) -> SafeString:
    """Return the attributes of the root element that a visitor's cookie asks for."""
    mode = view_mode(context["request"])
    return format_html_join("", ' {}="{}"', mode.attributes.items())


@register.simple_tag(takes_context=True)
def colours_address(context: dict[str, Any]) -> str:
    """Return where the site's own colours stand; "" for those of the style sheet."""
    colour = site_of(context["request"]).content.colour.lower()
    if colour == DEFAULT_COLOUR:
        return ""
    try:
        scheme_of(colour)
    except NotAColour:
        return ""
    return reverse("portal:colours", args=[colour[1:]])


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """Return the one address of the page, "" where it has none."""
    return canonical_address(context["request"], context.get("page") or None)


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], address: str) -> str:
    """Return a path of ours as a whole address, and any other address as it is."""
    return origin_of(context["request"]) + address if address.startswith("/") else address


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any]) -> SafeString:
    """Return what the page says of site and path in the words of schema.org."""
    return site_json_ld(context["request"], context.get("page") or None)


@register.simple_tag
def explained(status: int) -> Explanation:
    """Return the words of an error page."""
    return EXPLANATIONS[status]


@register.filter
def way(address: str, site: Site | None = None) -> str:
    """Return the address to link for a target, with a prompt before a site that is no office's."""
    return way_to(address, site.own_hosts if site else ())
