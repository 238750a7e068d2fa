"""The limits of business applied for online that a centre set, and the one of an application."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import Application, ServiceLimits
from gongkai.rules.service_limits import (
    CorrectionEffect,
    DayCounting,
    OwnServiceLimits,
    ServiceLimit,
    service_limit,
)


def own_service_limits(agency: Agency) -> list[OwnServiceLimits]:
    """Return every limit that a centre set, the last first."""
    rows = ServiceLimits.objects.filter(agency=agency).order_by("-in_force_from")
    return [
        OwnServiceLimits(
            in_force_from=row.in_force_from,
            basis=row.basis,
            accept_days=row.accept_days,
            correct_days=row.correct_days,
            days=row.days,
            counting=DayCounting(row.counting),
            moves=row.moves,
            correction=CorrectionEffect(row.correction),
            items=row.items,
        )
        for row in rows
    ]


def limit_of(application: Application) -> ServiceLimit:
    """Return the limit of an application: of its item, on the day it was filed."""
    return service_limit(
        application.item.code,
        day_here(application.filed_at),
        own_service_limits(application.agency),
    )


def day_here(moment: datetime) -> date:
    """Return the day on which a moment falls here."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
