"""What stands in an address of the portal, turned into what it names."""

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import AgencyUnknown, agency_named


def organ_named(code: str) -> Agency:
    """Return the organ of a code; "" stands for the site's own.

    :raises Http404: if there is none
    """
    try:
        return agency_named(code or None)
    except AgencyUnknown as unknown:
        raise Http404 from unknown


def address_of(name: str, *args: str | int) -> str:
    """Return the address of a page of the portal, "" where the installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
