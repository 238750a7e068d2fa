"""The working calendars in use, and adding a year from its notice."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import CalendarYear as EnteredYear
from gongkai.agencies.permissions import holds, require_role
from gongkai.agencies.queries import working_calendar
from gongkai.annual_reports.operations.calendars import add_calendar_year
from gongkai.casework.queries.due_changes import moved_by_year
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.forms import CalendarForm
from gongkai.console.refusals import attempt
from gongkai.rules.calendar_years import CalendarYear, ImpossibleCalendar
from gongkai.rules.calendars import (
    CalendarAlreadyPublished,
    CalendarNotPublished,
    calendar_gap_warning,
)

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Day:
    """One square of the year's table; `kind` is HOLIDAY, MAKE_UP, WEEKEND or WORKDAY."""

    day: date
    kind: str

    @property
    def label(self) -> str:
        """Return what the square says besides its number."""
        return {"HOLIDAY": _("休"), "MAKE_UP": _("班")}.get(self.kind, "")


@require_safe
@staff
def years(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every year that has a calendar, and the notice it comes from."""
    calendar = working_calendar()
    entered = {row.year: row for row in EnteredYear.objects.select_related("entered_by")}
    context = {
        "title": _("工作日历"),
        "agency": desk.agency,
        "lines": [
            {
                "year": calendar.year(year),
                "working_days": sum(1 for _day in calendar.year(year).working_days()),
                "entered": entered.get(year),
            }
            for year in sorted(calendar.years, reverse=True)
        ],
        "may_add": holds(desk.officer, desk.agency, "OFFICE_HEAD", desk.on),
        "warning": calendar_gap_warning(calendar, desk.on),
    }
    return render(request, "console/calendars.html", context)


@require_safe
@staff
def one_year(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show one year as twelve months."""
    try:
        table = working_calendar().year(year)
    except CalendarNotPublished as missing:
        raise NotHere(str(missing)) from missing
    context = {
        "title": _("%(year)s年工作日历") % {"year": year},
        "crumbs": [(_("工作日历"), reverse("console:calendars"))],
        "agency": desk.agency,
        "table": table,
        "moved": moved_by_year(desk.agency, year),
    }
    return render(request, "console/calendar.html", context | _months(table))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a year's days, show the year they make, and keep it once it is confirmed."""
    require_role(desk.officer, desk.agency, "OFFICE_HEAD", desk.on)
    form = CalendarForm(request.POST or None, initial={"year": max(working_calendar().years) + 1})
    context: dict[str, Any] = {
        "title": _("录入年份"),
        "crumbs": [(_("工作日历"), reverse("console:calendars"))],
        "agency": desk.agency,
        "form": form,
    }
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "console/calendar_add.html", context, status=status)
    given = form.cleaned_data
    try:
        table = CalendarYear.parse(
            given["year"], given["holidays"], given["make_up_days"], given["notice"]
        )
        working_calendar().with_year(table, replace=given["replace"])
    except ImpossibleCalendar as impossible:
        context["problems"] = impossible.problems
        return render(request, "console/calendar_add.html", context, status=400)
    except CalendarAlreadyPublished as known:
        context["problems"] = (str(known),)
        return render(request, "console/calendar_add.html", context, status=400)
    if "save" in request.POST and attempt(
        request,
        lambda: add_calendar_year(table=table, officer=desk.officer, on=desk.on, at=desk.at),
        _("%(year)s年工作日历已保存。") % {"year": table.year},
    ):
        return redirect("console:calendar", year=table.year)
    context |= {"table": table, **_months(table)}
    return render(request, "console/calendar_add.html", context)


def _months(table: CalendarYear) -> dict[str, Any]:
    weeks = Calendar(firstweekday=0)
    return {
        "weekdays": _WEEKDAYS,
        "months": [
            {
                "number": month,
                "weeks": [
                    [_day(day, table) if day.month == month else None for day in week]
                    for week in weeks.monthdatescalendar(table.year, month)
                ],
            }
            for month in range(1, 13)
        ],
        "working_days": sum(1 for _day in table.working_days()),
    }


def _day(day: date, table: CalendarYear) -> Day:
    if day in table.make_up_days:
        return Day(day, "MAKE_UP")
    if day in table.holidays:
        return Day(day, "HOLIDAY")
    return Day(day, "WORKDAY" if table.is_working_day(day) else "WEEKEND")
