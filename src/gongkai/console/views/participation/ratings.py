"""What people say of the site's pages."""

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.participation_tabs import participation_tabs
from gongkai.console.views.participation.desk import require_reader
from gongkai.participation.queries.ratings import (
    rates_by_column,
    rates_by_page,
    rates_overall,
    remarks_between,
    worst_pages,
)

PER_PAGE = 30
_DAYS = 90


class PeriodForm(forms.Form):
    """The days that are looked at."""

    since = forms.DateField(
        label=gettext_lazy("自"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("至"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@require_safe
@staff
def ratings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show rates with their counts, the pages people are dissatisfied with, and their remarks."""
    require_reader(desk)
    since, until = _period(request, desk.on)
    agency = desk.agency
    remarks = Paginator(remarks_between(agency, since, until), PER_PAGE)
    overall = rates_overall(agency, since, until)
    context = {
        "title": _("互动交流"),
        "agency": agency,
        "tabs": participation_tabs("page-ratings"),
        "form": PeriodForm(initial={"since": since, "until": until}),
        "since": since,
        "until": until,
        "overall": overall,
        "overall_rows": [overall],
        "columns": rates_by_column(agency, since, until),
        "pages": rates_by_page(agency, since, until),
        "worst": worst_pages(agency, since, until),
        "page": remarks.get_page(request.GET.get("page")),
        "query": f"since={since}&until={until}&",
    }
    return render(request, "console/participation/ratings.html", context)


def _period(request: HttpRequest, on: date) -> tuple[date, date]:
    """Return the days asked for; the last three months where none or wrong ones are."""
    form = PeriodForm(request.GET)
    if form.is_valid() and form.cleaned_data["since"] <= form.cleaned_data["until"]:
        return form.cleaned_data["since"], form.cleaned_data["until"]
    return on - timedelta(days=_DAYS), on
