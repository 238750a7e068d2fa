"""What a page says of itself to machines in the words of schema.org, as JSON-LD."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.portal.canonical import canonical_address, origin_of
from gongkai.portal.held_parts import held
from gongkai.portal.marks import Mark, marks_of
from gongkai.portal.pages import Page
from gongkai.portal.site import Site, site_of

_CONTEXT = "https://schema.org"
# What would end the script element or the document, written so that JSON means the same.
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_json_ld(*things: Mapping[str, Any]) -> SafeString:
    """Return things as the content of a script element, which they cannot end."""
    return _graph(map(_written, things))


def site_json_ld(request: HttpRequest, page: Page | None) -> SafeString:
    """Return the organ, its website with the search, and the path to the page.

    What is the same on every page of the site is held.
    """
    site, origin = site_of(request), origin_of(request)
    things: list[str] = []
    if site.agency is not None:
        logo = marks_of(request).logo
        things.append(held(site, "things", (origin, logo), lambda: _own_things(site, origin, logo)))
    if page is not None and page.crumbs:
        things.append(_written(_path(request, page, origin)))
    return _graph(things)


def _graph(things: Iterable[str]) -> SafeString:
    return mark_safe(f'{{"@context": "{_CONTEXT}", "@graph": [{", ".join(things)}]}}')  # noqa: S308


def _written(thing: Mapping[str, Any]) -> str:
    return json.dumps(thing, ensure_ascii=False).translate(_HARMLESS)


def _own_things(site: Site, origin: str, logo: Mark | None) -> SafeString:
    things = (_organ(site, origin, logo), _website(site, origin))
    return mark_safe(", ".join(map(_written, things)))  # noqa: S308


def organ_key(origin: str) -> str:
    """Return the name under which other things refer to the site's organ."""
    return f"{origin}/#organ"


def _organ(site: Site, origin: str, logo: Mark | None) -> dict[str, Any]:
    agency = site.agency
    told = {
        "@type": "GovernmentOrganization",
        "@id": organ_key(origin),
        "name": agency.name if agency else site.name,
        "alternateName": site.content.short_name,
        "url": f"{origin}/",
        "logo": origin + logo.address if logo else "",
        "telephone": agency.phone if agency else "",
        "email": agency.email if agency else "",
        "address": agency.address if agency else "",
    }
    return {name: value for name, value in told.items() if value}


def _website(site: Site, origin: str) -> dict[str, Any]:
    search = reverse("portal:search")
    return {
        "@type": "WebSite",
        "@id": f"{origin}/#website",
        "name": site.name,
        "url": f"{origin}/",
        "inLanguage": "zh-CN",
        "publisher": {"@id": organ_key(origin)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{origin}{search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _path(request: HttpRequest, page: Page, origin: str) -> dict[str, Any]:
    here = canonical_address(request, page)
    steps = [("首页", f"{origin}/")]
    for crumb in page.crumbs:
        steps.append((str(crumb.name), origin + crumb.address if crumb.address else here))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name}
            | ({"item": address} if address else {})
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }
