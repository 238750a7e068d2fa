"""Topics (专题) of a year, as the website's yearly form counts them (国办函〔2018〕12号)."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.sites.models import PageKind, SitePage


class TopicsOfYear(NamedTuple):
    """How many topics were open at any time of a year (维护数量), how many began in it (新开设)."""

    maintained: int
    opened: int


def topics_of_year(agency: Agency, year: int) -> TopicsOfYear:
    """Return how many topics of an organ were open in a year, and how many of them were new."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first, after = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    topics = SitePage.objects.filter(
        site__agency=agency, kind=PageKind.TOPIC, published_at__lt=after
    ).filter(Q(taken_down_at=None) | Q(taken_down_at__gte=first))
    return TopicsOfYear(topics.count(), topics.filter(published_at__gte=first).count())
