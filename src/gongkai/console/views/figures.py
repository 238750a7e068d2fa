"""Every figure with its meaning, and the very records behind it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.compiling import FEES_CELL
from gongkai.annual_reports.queries.explaining import explain
from gongkai.console.access import Desk, staff
from gongkai.console.figure_groups import grouped_figures
from gongkai.console.views.workspace import workspace_page, year_at

_PAGE = 50


@require_safe
@staff
def catalogue(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show every figure of the year with definition and value."""
    at_desk = year_at(desk, year)
    groups = grouped_figures(at_desk.compiled)
    context = {"groups": groups, "count": sum(len(group.lines) for group in groups)}
    return workspace_page(request, at_desk, "catalogue", context)


@require_safe
@staff
def records(request: HttpRequest, desk: Desk, year: int, path: str) -> HttpResponse:
    """Show what a figure means and the records it counts, page by page."""
    explanation = explain(desk.agency, year, path)
    figure = explanation.figure
    pages = Paginator(explanation.rows, _PAGE)
    page = pages.get_page(request.GET.get("page"))
    start = (page.number - 1) * _PAGE
    context: dict[str, Any] = {
        "title": figure.label,
        "crumbs": [
            (_("年度报告"), reverse("console:reports")),
            (_("%(year)s年度报告") % {"year": year}, reverse("console:report", args=[year])),
            (_("数值目录"), reverse("console:catalogue", args=[year])),
        ],
        "agency": desk.agency,
        "year": year,
        "explanation": explanation,
        "figure": figure,
        "is_fees_cell": path == FEES_CELL,
        "summed": figure.family.measures(year)[figure.measure].summed,
        "page": page,
        "count": pages.count,
        "records": list(explanation.records(start, start + _PAGE)),
    }
    return render(request, "console/figure.html", context)
