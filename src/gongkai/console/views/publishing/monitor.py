"""What publishing must not let slip: the 20 working days, re-assessments, stale columns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, staff
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.monitoring import monitored

_FIRST_YEAR = 2019


@require_safe
@staff
def monitor(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is due and what was late, on one page."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看发布监测")
    year = _year(request.GET.get("year", ""), desk.on.year)
    context = {
        "title": _("发布监测"),
        "agency": desk.agency,
        "year": year,
        "years": range(desk.on.year, _FIRST_YEAR - 1, -1),
        "found": monitored(desk.agency, desk.on, year, working_calendar()),
    }
    return render(request, "console/publishing/monitor.html", context)


def _year(asked: str, this_year: int) -> int:
    if asked.isascii() and asked.isdigit() and _FIRST_YEAR <= int(asked[:4]) <= this_year:
        return int(asked[:4])
    return this_year
