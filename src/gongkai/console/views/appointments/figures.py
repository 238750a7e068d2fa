"""How appointments went: by counter, by item, in a span of days."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.appointment_forms import SpanForm
from gongkai.console.appointment_tabs import appointment_tabs
from gongkai.console.views.appointments.desk import require_counter_staff
from gongkai.fund_services.queries.appointments.figures import (
    all_figures,
    figures_by_counter,
    figures_by_item,
)

_LONGEST = 366


@require_safe
@staff
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the counts of a span of days, of this month where none is named."""
    require_counter_staff(desk)
    usual = (desk.on.replace(day=1), desk.on + timedelta(days=7))
    form = SpanForm(request.GET) if "first" in request.GET or "last" in request.GET else None
    first, last, problem = usual[0], usual[1], ""
    if form is not None and form.is_valid():
        first = form.cleaned_data["first"] or first
        last = form.cleaned_data["last"] or last
        problem = _problem(first, last)
        if problem:
            first, last = usual
    context = {
        "title": _("网点预约"),
        "agency": desk.agency,
        "tabs": appointment_tabs("booking-figures"),
        "form": form or SpanForm(initial={"first": first, "last": last}),
        "problem": problem,
        "first": first,
        "last": last,
        "total": all_figures(desk.agency, first, last),
        "by_counter": figures_by_counter(desk.agency, first, last),
        "by_item": figures_by_item(desk.agency, first, last),
    }
    is_wrong = bool(problem) or (form is not None and not form.is_valid())
    return render(
        request, "console/appointments/figures.html", context, status=400 if is_wrong else 200
    )


def _problem(first: date, last: date) -> str:
    if last < first:
        return _("起止日期颠倒，请把较早的日期写在前面。")
    if (last - first).days > _LONGEST:
        return _("最多统计一年，请缩短起止日期。")
    return ""
