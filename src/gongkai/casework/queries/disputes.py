"""An organ's reconsiderations and lawsuits, the open ones first."""

from django.db.models import F, QuerySet

from gongkai.agencies.models import Officer
from gongkai.casework.models import Dispute


class DisputeUnknown(LookupError):
    """The officer's organ has no such dispute."""


def disputes_of(officer: Officer, *, is_open: bool | None = None) -> QuerySet[Dispute]:
    """Return the disputes of an officer's organ, open ones first, then the newest.

    :param is_open: only open or only closed ones; all where not given
    """
    rows = Dispute.objects.filter(agency=officer.agency_id).select_related("request")
    if is_open is not None:
        rows = rows.filter(closed_on__isnull=is_open)
    return rows.order_by(F("closed_on").desc(nulls_first=True), "-filed_on", "-pk")


def find_dispute(officer: Officer, pk: int) -> Dispute:
    """Return a dispute of the officer's organ.

    :raises DisputeUnknown: if his organ has none of this key
    """
    rows = Dispute.objects.filter(agency=officer.agency_id)
    dispute = rows.select_related("agency", "request__agency").filter(pk=pk).first()
    if dispute is None:
        raise DisputeUnknown("没有这件复议诉讼，或者不属于本机关，请从列表中打开。")
    return dispute
