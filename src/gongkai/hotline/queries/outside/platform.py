"""How an organ's exchange with the 12345 platform stands."""

from typing import NamedTuple

from django.db.models import Count, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import PlatformFault, PlatformLink, PlatformTelling, TellingState


class Exchange(NamedTuple):
    """The connection, if there is one; entries nobody has seen to; events by how far they are."""

    link: PlatformLink | None
    faults: list[PlatformFault]
    refused: list[PlatformTelling]
    waiting: int
    sent: int


def exchange_of(agency: Agency) -> Exchange:
    """Return how an organ's exchange stands, in four statements."""
    tellings = PlatformTelling.objects.filter(agency=agency)
    counts = dict(tellings.values_list("state").annotate(n=Count("pk")).order_by())
    faults = PlatformFault.objects.filter(agency=agency, seen_by=None)
    refused = tellings.filter(state=TellingState.REFUSED).select_related("event__ticket")
    return Exchange(
        link=PlatformLink.objects.filter(agency=agency).first(),
        faults=list(faults.order_by("-at", "-pk")[:100]),
        refused=list(refused.order_by("event")[:100]),
        waiting=counts.get("QUEUED", 0),
        sent=counts.get("SENT", 0),
    )


def links_in_use() -> QuerySet[PlatformLink]:
    """Return every organ's connection that is switched on."""
    return PlatformLink.objects.filter(is_on=True).select_related("agency").order_by("pk")
