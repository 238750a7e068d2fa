"""The list of official documents, what waits for the officer, and the register of numbers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.document_step_forms import DocumentFilterForm
from gongkai.console.publishing_tabs import document_tabs
from gongkai.publications.permissions import insist, may_draft, may_read
from gongkai.publications.queries.documents.lists import (
    DocumentsWanted,
    documents_of,
    tasks_of,
)
from gongkai.publications.queries.documents.numbers import number_registers, years_numbered

PAGE = 50
"""Documents on one page."""


@require_safe
@staff
def documents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an organ's documents, filtered as asked, below what waits for the officer."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看公文"))
    form = DocumentFilterForm(request.GET)
    wanted = form.wanted() if form.is_valid() else DocumentsWanted()
    page = Paginator(documents_of(desk.agency, wanted), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "title": _("公文"),
        "agency": desk.agency,
        "tabs": document_tabs("documents"),
        "form": form,
        "page": page,
        "query": f"{query.urlencode()}&" if query else "",
        "tasks": tasks_of(desk.officer, desk.on),
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/publishing/documents.html", context)


@require_safe
@staff
def numbers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the register of document numbers of a year, series by series."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看文号登记"))
    years = years_numbered(desk.agency) or [desk.on.year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(each) for each in years} else years[0]
    context = {
        "title": _("文号登记"),
        "agency": desk.agency,
        "tabs": document_tabs("document-numbers"),
        "years": years,
        "year": year,
        "registers": number_registers(desk.agency, year),
    }
    return render(request, "console/publishing/document_numbers.html", context)
