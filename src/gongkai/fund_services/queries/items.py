"""Service items on offer, for every organ at once."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.fund_services.models import ServiceItem


def items_on_offer_at_end_of(year: int) -> QuerySet[ServiceItem]:
    """Return the items on offer on the year's last day."""
    last = date(year, 12, 31)
    offered = Q(withdrawn_on=None) | Q(withdrawn_on__gt=last)
    return ServiceItem.objects.filter(offered, offered_from__lte=last)
