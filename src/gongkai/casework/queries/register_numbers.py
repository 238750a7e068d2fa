"""Which numbers an organ's register holds."""

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest, Matter


def has_register(agency: Agency) -> bool:
    """Tell whether an organ has any request or other matter on record."""
    requests = DisclosureRequest.objects.filter(agency=agency)
    return requests.exists() or Matter.objects.filter(agency=agency).exists()


def number_of(agency: Agency, query_digest: str) -> str:
    """Return the register number of the request with a query code's digest, "" if there is none."""
    requests = DisclosureRequest.objects.filter(agency=agency, query_digest=query_digest)
    return requests.values_list("register_no", flat=True).first() or ""
