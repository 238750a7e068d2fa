"""Which numbers an organ's register holds."""

from collections.abc import Iterable

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


def requests_numbered(agency: Agency, numbers: Iterable[str]) -> dict[str, int]:
    """Return the keys of an organ's requests by their register numbers."""
    found = DisclosureRequest.objects.filter(agency=agency, register_no__in=list(numbers))
    return dict(found.values_list("register_no", "pk"))


def matters_numbered(agency: Agency, numbers: Iterable[str]) -> dict[str, int]:
    """Return the keys of an organ's other matters by their register numbers."""
    found = Matter.objects.filter(agency=agency, register_no__in=list(numbers))
    return dict(found.values_list("register_no", "pk"))
