"""The clock on the wall of a counter; Asia/Shanghai has had no summer time since 1991."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def wall_clock(at: datetime) -> datetime:
    """Return a moment as the clock on the wall shows it."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def wall_day(at: datetime) -> date:
    """Return the day of a moment."""
    return wall_clock(at).date()
