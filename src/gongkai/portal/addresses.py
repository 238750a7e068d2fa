"""What stands in an address of the portal, turned into what it names."""

from django.http import Http404

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
