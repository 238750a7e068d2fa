"""How many people have an account with a centre."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import OnlineAccount


def accounts_open_before(agency: Agency, day: date) -> int:
    """Return how many accounts a centre's people had opened and not deleted before a day."""
    at = datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))
    kept = Q(deleted_at=None) | Q(deleted_at__gte=at)
    return OnlineAccount.objects.filter(kept, agency=agency, opened_at__lt=at).count()
