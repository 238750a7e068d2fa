"""The three tables of a year, every figure a link to its records."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.documents import draft_document
from gongkai.console.access import Desk, staff
from gongkai.console.views.workspace import workspace_page, year_at
from gongkai.documents.reports.html import render_tables_html


@require_safe
@staff
def year_tables(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show a year's tables as the records stand now."""
    at_desk = year_at(desk, year)

    def records_of(path: str) -> str:
        return reverse("console:figure", args=[year, path])

    # The renderer escapes all it prints.
    tables = mark_safe(render_tables_html(draft_document(at_desk.compiled), records_of))
    return workspace_page(request, at_desk, "report", {"tables": tables})
