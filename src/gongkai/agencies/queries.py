"""Organs, officers, the working calendar in use, and the fonts of the installation."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Appointment, CalendarYear, Officer, Role
from gongkai.rules import calendars
from gongkai.rules.calendar_years import CalendarYear as CalendarYearRule


class AgencyUnknown(LookupError):
    """No organ has this code, or none was named and none is the default."""


def agency_named(code: str | None) -> Agency:
    """Return the organ of a code; without a code the default or only one.

    :raises AgencyUnknown: with a Chinese message that lists the codes there are
    """
    if code:
        found = Agency.objects.filter(code=code).first()
        if found:
            return found
        known = "、".join(Agency.objects.order_by("code").values_list("code", flat=True)[:20])
        raise AgencyUnknown(
            f"机构代码“{code}”不存在；现有机构代码：{known or '（无）'}。请核对 --agency 参数。"
        )
    candidates = list(Agency.objects.order_by("-is_default", "pk")[:2])
    if not candidates:
        raise AgencyUnknown(
            "尚未建立任何机关。请先运行 gongkai agency add，或运行 make demo-data 装入演示数据。"
        )
    if len(candidates) == 2 and not candidates[0].is_default:
        raise AgencyUnknown("有多个机关且未设默认机关，请用 --agency 指定机构代码。")
    return candidates[0]


def agencies_under(agency: Agency) -> list[Agency]:
    """Return the organs directly below an organ, by name."""
    return list(Agency.objects.filter(parent=agency).order_by("name"))


def officer_of(user: Any) -> Officer | None:
    """Return the officer behind a signed-in user, or None."""
    if not user.is_authenticated:
        return None
    return Officer.objects.select_related("agency").filter(user_id=user.pk).first()


def officers_with_role(agency: Agency, role: str, on: date) -> list[Officer]:
    """Return the officers of an organ who hold a role on a day."""
    held = Appointment.objects.filter(role=role, from_on__lte=on).exclude(until_on__lt=on)
    return list(Officer.objects.filter(agency=agency, pk__in=held.values("officer")).order_by("pk"))


def officers_of(agency: Agency) -> QuerySet[Officer]:
    """Return the organ's officers who can still sign in, by name."""
    return Officer.objects.filter(agency=agency, user__is_active=True).order_by("name", "pk")


def roles_of(officer: Officer, on: date) -> set[Role]:
    """Return the roles an officer holds on a day."""
    held = officer.appointments.filter(from_on__lte=on).exclude(until_on__lt=on)
    return {Role(code) for code in held.values_list("role", flat=True)}


def working_calendar() -> calendars.WorkingCalendar:
    """Return the published calendar with the years that offices added or corrected."""
    calendar = calendars.published_calendar()
    for row in CalendarYear.objects.order_by("year"):
        year = CalendarYearRule(
            year=row.year,
            holidays=frozenset(date.fromisoformat(day) for day in row.holidays),
            make_up_days=frozenset(date.fromisoformat(day) for day in row.make_up_days),
            source=row.notice,
        )
        # Whoever entered a bundled year anew said so when he did.
        calendar = calendar.with_year(year, replace=True)
    return calendar


def licensed_fonts() -> Path | None:
    """Return the folder of the fonts that the office has a licence for, None if it has none."""
    folder = Path(settings.GONGKAI_FONTS)
    return folder if folder.is_dir() and any(folder.iterdir()) else None
