"""How often one applicant asks: for 条例第三十五条 and for the fee by item."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest


class Volume(NamedTuple):
    """An applicant's requests to an organ: in the calendar month, and in the year up to a day."""

    in_month: int
    in_year: int


def volume_of(agency: Agency, applicant_digest: str, on: date) -> Volume:
    """Return how often an applicant has asked up to a day; of who is not known, nothing.

    A request counts in the month in which it was received, or arrived while it is not confirmed
    (国办函〔2020〕109号第四条: 同一自然月内累计申请); one that never became a request does not.
    """
    if not applicant_digest:
        return Volume(0, 0)
    since = on - timedelta(days=365)
    days = list(
        DisclosureRequest.objects.filter(agency=agency, applicant_digest=applicant_digest)
        .exclude(state="DROPPED")
        .filter(_between(since, on))
        .values_list("received_on", "arrived_on")
    )
    first = on.replace(day=1)
    in_month = sum(1 for received, arrived in days if first <= (received or arrived) <= on)
    return Volume(in_month, len(days))


def month_count(agency: Agency, applicant_digest: str, on: date) -> int:
    """Return how many requests an applicant has made in the calendar month up to a day."""
    return volume_of(agency, applicant_digest, on).in_month


def _between(first: date, last: date) -> Q:
    return Q(received_on__range=(first, last)) | Q(
        received_on=None, arrived_on__range=(first, last)
    )
