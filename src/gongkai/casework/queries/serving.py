"""Services under way and failed ones that wait for another attempt."""

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.agencies.models import Agency
from gongkai.casework.models import LetterState, Service


def open_services(agency: Agency) -> QuerySet[Service]:
    """Return an organ's services without a result, the longest under way first."""
    found = _of(agency).filter(failed_on=None)
    return found.order_by("sent_on", "pk")


def failed_services(agency: Agency) -> QuerySet[Service]:
    """Return an organ's failed services that no other attempt has settled, oldest first."""
    found = _of(agency).filter(failed_on__isnull=False)
    return found.order_by("failed_on", "pk")


def waiting_services() -> QuerySet[Service]:
    """Return the services under way and the failures that stand.

    What is under way in a second manner waits no more once the letter was served in the first.
    """
    served = Service.objects.filter(letter=OuterRef("letter")).exclude(served_on=None)
    rows = Service.objects.filter(~Exists(served), served_on=None, is_settled=False)
    return rows.exclude(letter__state=LetterState.VOID).select_related("letter")


def _of(agency: Agency) -> QuerySet[Service]:
    rows = waiting_services().filter(letter__request__agency=agency)
    return rows.select_related("letter__request", "officer", "proof")


def find_service(agency: Agency, pk: int) -> Service | None:
    """Return an attempt to serve a letter of the organ, or None."""
    return Service.objects.filter(pk=pk, letter__request__agency=agency).first()
