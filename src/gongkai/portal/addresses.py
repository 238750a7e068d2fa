"""What stands in an address of the portal, turned into what it names."""

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.portal.site import site_of


def organ_named(code: str) -> Agency:
    """Return the organ of a code; "" stands for the site's own.

    :raises Http404: if there is none
    """
    try:
        return agency_named(code or None)
    except AgencyUnknown as unknown:
        raise Http404 from unknown


def organ_for(request: HttpRequest, code: str = "") -> Agency:
    """Return the organ of a code; "" stands for the site's own, which is read already.

    :raises Http404: if there is none
    """
    own = site_of(request).agency
    return own if own is not None and code in ("", own.code) else organ_named(code)


def address_of(name: str, *args: str | int) -> str:
    """Return the address of a page of the portal, "" where the installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
