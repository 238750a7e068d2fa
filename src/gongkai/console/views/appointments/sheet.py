"""The sheet of a counter's day: who is to come, who came, with which number to call."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.appointment_tabs import appointment_tabs
from gongkai.console.views.appointments.desk import may_plan, require_counter_staff
from gongkai.fund_services.queries.appointments.bookings import day_counts, day_sheet
from gongkai.fund_services.queries.appointments.plans import closed_days, counters_of


@require_safe
@staff
def sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the appointments of a counter's day, today's where none is named."""
    require_counter_staff(desk)
    counters = list(counters_of(desk.agency))
    named = request.GET.get("counter", "")[:20]
    chosen = next((each for each in counters if str(each.pk) == named), None)
    counter = chosen or (counters[0] if counters else None)
    day = _day(request.GET.get("day", ""), desk.on)
    word = request.GET.get("q", "").replace("\x00", "").strip()[:40]
    lines = day_sheet(counter, day, word) if counter else []
    closed = closed_days([counter], day, day) if counter else {}
    context = {
        "title": _("网点预约"),
        "agency": desk.agency,
        "tabs": appointment_tabs("appointments"),
        "counters": counters,
        "counter": counter,
        "day": day,
        "today": desk.on,
        "word": word,
        "lines": lines,
        "counts": day_counts(lines),
        "closed": next(iter(closed.values()), ""),
        "may_plan": may_plan(desk),
    }
    answer = render(request, "console/appointments/sheet.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _day(text: str, on: date) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return on
