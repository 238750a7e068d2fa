"""Messages of the site as the console lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import MessageState, PublicState, SiteMessage
from gongkai.hotline.queries.site_messages import messages_of

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "open": "待答复",
        "review": "答复待审核",
        "answered": "已答复待办结",
        "prepared": "选登待审核",
        "published": "已选登",
        "all": "全部",
    }
)
"""Code and name of each list."""

_OF_SCOPE: Mapping[str, Q] = MappingProxyType(
    {
        "open": Q(state__in=[MessageState.RECEIVED, MessageState.IN_REVIEW]),
        "review": Q(state=MessageState.IN_REVIEW),
        "answered": Q(state=MessageState.ANSWERED),
        "prepared": Q(public_state=PublicState.PREPARED),
        "published": Q(public_state=PublicState.PUBLISHED),
        "all": Q(),
    }
)
_BY_DUE_DAY = ("open", "review")


def listed_messages(agency: Agency, scope: str, kind: str = "") -> QuerySet[SiteMessage]:
    """Return an organ's messages of one list: those to answer by due day, others newest first.

    :param scope: a code of SCOPES
    :param kind: a code of TicketKind, "" for all
    """
    found = messages_of(agency).filter(_OF_SCOPE[scope])
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("ticket__due_on", "pk") if scope in _BY_DUE_DAY else found


def scope_counts(agency: Agency) -> Mapping[str, int]:
    """Return how many messages each list has, in one query."""
    counted = {scope: Count("pk", filter=chosen) for scope, chosen in _OF_SCOPE.items() if chosen}
    return SiteMessage.objects.filter(agency=agency).aggregate(**counted, all=Count("pk"))
