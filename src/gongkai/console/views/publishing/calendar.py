"""The calendar of what goes out."""

from calendar import Calendar
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, NotHere, staff
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.calendar import MOST_OF_A_DAY, calendar_of_month
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar

_FIRST, _LAST = 2000, 2100
# A cell shows so many, and tells how many more there are.
_IN_A_CELL = 4


@require_safe
@staff
def month(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a month: what goes out, has gone out, and ends."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看发布日历"))
    first = _asked(request.GET.get("month", ""), desk.on)
    days = calendar_of_month(desk.agency, first)
    by_day = {each.day: each for each in days}
    working = working_calendar()
    weeks = [
        [
            {
                "day": day,
                "is_out": day.month != first.month,
                "is_off": _is_off(working, day),
                "entries": by_day[day].entries[:_IN_A_CELL] if day in by_day else (),
                "more": by_day[day].more_than(_IN_A_CELL) if day in by_day else 0,
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    context = {
        "title": _("发布日历"),
        "agency": desk.agency,
        "first": first,
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=32),
        "weeks": weeks,
        "days": [(each, each.more_than(MOST_OF_A_DAY)) for each in days],
        "today": desk.on,
    }
    return render(request, "console/publishing/calendar.html", context)


def _asked(text: str, on: date) -> date:
    if not text:
        return on.replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError as fault:
        raise NotHere(_("没有这个月份，请按 2026-03 的样子填写。")) from fault
    if not _FIRST <= first.year <= _LAST:
        raise NotHere(_("没有这个月份，请选择2000年至2100年之间的月份。"))
    return first


def _is_off(working: WorkingCalendar, day: date) -> bool:
    """Tell whether nobody works on a day; by the weekday alone where no calendar reaches."""
    try:
        return not working.is_working_day(day)
    except CalendarNotPublished:
        return day.weekday() >= 5
