"""The one address under which a page is known, whichever host or query it was asked with."""

from django.conf import settings
from django.http import HttpRequest

from gongkai.portal.pages import Page
from gongkai.portal.site import site_of

# Queries that show the same page in another dress.
_SAME = {"print"}


def origin_of(request: HttpRequest) -> str:
    """Return scheme and host that links to the site are written with, without a slash at the end.

    A site that has hosts of its own is known by the first of them.
    """
    hosted = site_of(request).hosted
    if hosted is None or not hosted.hosts:
        return f"{request.scheme}://{request.get_host()}"
    scheme = "https" if settings.SECURE else request.scheme
    return f"{scheme}://{hosted.hosts[0]}"


def canonical_address(request: HttpRequest, page: Page | None = None) -> str:
    """Return the page's address, "" where a query makes it a page of its own."""
    if page is not None and page.canonical:
        return origin_of(request) + page.canonical
    if set(request.GET) - _SAME:
        return ""
    return origin_of(request) + request.get_full_path().partition("?")[0]
