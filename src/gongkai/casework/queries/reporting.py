"""The requests, disputes and fees of a year that the report counts, for every organ at once."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.casework.models import DisclosureRequest, Dispute, ProcessingFee


def requests_live_in(year: int) -> QuerySet[DisclosureRequest]:
    """Return the requests that were open at any time in a year: received by its end, and not
    closed before it began. Source: RULES of the table in section 三 (I1)."""
    first, last = _days(year)
    return DisclosureRequest.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=first), received_on__lte=last
    )


def disputes_counted_in(year: int) -> QuerySet[Dispute]:
    """Return the disputes that count in a year, by each organ's own basis.

    Every dispute open at any time in the year, or only those filed in it (Agency.dispute_basis).
    Cases in which the organ stands only as 复议机关 never count (国办公开办函〔2016〕201号).
    """
    first, last = _days(year)
    live = Q(agency__dispute_basis="LIVE") & (Q(closed_on=None) | Q(closed_on__gte=first))
    filed = Q(agency__dispute_basis="FILED", filed_on__gte=first)
    return Dispute.objects.filter(live | filed, filed_on__lte=last, as_reconsideration_organ=False)


def fees_paid_in(year: int) -> QuerySet[ProcessingFee]:
    """Return the processing fees paid in a year."""
    return ProcessingFee.objects.filter(paid_on__range=_days(year))


def history_of(request: DisclosureRequest) -> list[tuple[date, str, str]]:
    """Return what happened to a request as (day, event, subject), in order."""
    standing = request.history.filter(withdrawn_at=None).order_by("on", "pk")
    return list(standing.values_list("on", "event", "subject"))


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
