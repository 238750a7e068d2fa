"""When a message may be sent: at once, or after the organ's quiet hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.messages.models import QuietHoursSetting
from gongkai.rules.message_events import Way
from gongkai.rules.quiet_hours import QuietHours, first_moment


def first_moment_for(agency: Agency, way: Way, is_urgent: bool, at: datetime) -> datetime:
    """Return the first moment from `at` on at which a message may be sent by a way."""
    if is_urgent or not way.keeps_quiet_hours:
        return at
    here = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    moment = first_moment(here, own_quiet_hours(agency))
    return at if moment == here else moment


def own_quiet_hours(agency: Agency) -> list[QuietHours]:
    """Return the quiet hours an organ has set, each with the day from which they hold."""
    rows = QuietHoursSetting.objects.filter(agency=agency).order_by("in_force_from")
    return [QuietHours(row.in_force_from, row.begins, row.ends) for row in rows]
