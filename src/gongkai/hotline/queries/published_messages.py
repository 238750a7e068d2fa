"""留言选登: what the public reads of messages and their answers, and how many there were."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.agencies.models import Agency
from gongkai.hotline.models import PublicState, SiteMessage
from gongkai.hotline.queries.site_messages import mean_days, of_site


class MessageCounts(NamedTuple):
    """All messages of an organ so far: received, closed, days on average, answers public."""

    received: int
    closed: int
    mean_days: Decimal | None
    published: int


def published_messages(agency: Agency | None) -> QuerySet[SiteMessage]:
    """Return the published messages of an organ, the last published first; no columns of senders.

    None gives those of all organs.
    """
    rows = SiteMessage.objects.filter(public_state=PublicState.PUBLISHED)
    if agency is not None:
        rows = rows.filter(agency=agency)
    hidden = ("title", "text", "name", "phone", "email", "openid", "answer")
    return rows.select_related("ticket", "agency").defer(*hidden).order_by("-published_at", "-pk")


def message_counts(agency: Agency) -> MessageCounts:
    """Return what the public is told of an organ's messages of the site, in one query."""
    told = of_site(SiteMessage.objects.filter(agency=agency)).aggregate(
        received=Count("pk"),
        closed=Count("pk", filter=Q(ticket__closed_on__isnull=False)),
        days=Sum("ticket__days_taken"),
        published=Count("pk", filter=Q(public_state=PublicState.PUBLISHED)),
    )
    mean = mean_days(told["days"] or 0, told["closed"])
    return MessageCounts(told["received"], told["closed"], mean, told["published"])
