"""The register of normative documents with its clean-up, and the queue of re-assessments."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.document_step_forms import LegalChangeForm, RegisterFilterForm
from gongkai.console.publishing_tabs import document_tabs
from gongkai.console.refusals import REFUSED
from gongkai.publications.models import LegalDocument
from gongkai.publications.operations.documents.normative import change_legal_document, may_keep
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.publications.queries.documents.normative import (
    RegisterWanted,
    due_for_clean_up,
    find_legal_document,
    legal_documents,
    register_tally,
)
from gongkai.publications.queries.documents.page import DocumentNotFound
from gongkai.publications.queries.documents.reassessments import reassessed, withheld_documents
from gongkai.publications.queries.publishing_settings import settings_in_use
from gongkai.rules.attributes.reasons import attribute_grounds
from gongkai.rules.clean_up import clean_up_basis, clean_up_interval
from gongkai.rules.urgency import urgency

PAGE = 50
"""Lines on one page."""


@require_safe
@staff
def normative(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the register, and what the year's report counts of it."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看规范性文件登记"))
    form = RegisterFilterForm(request.GET)
    wanted = form.wanted() if form.is_valid() else RegisterWanted()
    rows = legal_documents(desk.agency, wanted, desk.on)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "title": _("规范性文件登记"),
        "agency": desk.agency,
        "tabs": document_tabs("normative-documents"),
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "query": f"{query.urlencode()}&" if query else "",
        "tally": register_tally(desk.agency, desk.on.year),
        "due": due_for_clean_up(desk.agency, desk.on),
        "months": clean_up_interval(),
        "basis": clean_up_basis(),
        "today": desk.on,
    }
    return render(request, "console/publishing/normative.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show one document of the register with its history; enter what became of it."""
    row = _row(desk, pk)
    sent = (request.POST,) if request.method == "POST" else ()
    form = LegalChangeForm(*sent, agency=desk.agency, on=desk.on, initial={"changed_on": desk.on})
    if form.is_valid():
        try:
            change_legal_document(
                legal_document=row,
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
                **form.cleaned_data,
            )
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记。"))
            return redirect("console:normative-document", pk=pk)
    context = {
        "title": row.title,
        "crumbs": [(_("规范性文件登记"), reverse("console:normative-documents"))],
        "agency": desk.agency,
        "row": row,
        "history": row.changes.select_related("officer", "by_legal_document", "by_document")
        .order_by("on", "pk"),
        "form": form,
        "may_keep": may_keep(desk.officer, row, desk.on) and row.repealed_on is None,
    }  # fmt: skip
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/normative_document.html", context, status=status)


@require_safe
@staff
def reassessments(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every document that is not published with the day of its next look, and past looks."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看定期评估"))
    calendar, grounds = working_calendar(), attribute_grounds()
    page = Paginator(withheld_documents(desk.agency), PAGE).get_page(request.GET.get("page"))
    lines: list[dict[str, Any]] = [
        {
            "document": document,
            "ground": grounds.get(document.ground),
            "urgency": urgency(document.next_review_on, desk.on, calendar),
        }
        for document in page
    ]
    used = settings_in_use(desk.agency)
    own = used.own.reassess_months if used.own is not None else None
    context = {
        "title": _("定期评估"),
        "agency": desk.agency,
        "tabs": document_tabs("reassessments"),
        "page": page,
        "lines": lines,
        "past": reassessed(desk.agency)[:PAGE],
        "months": own or used.default_reassess_months,
        "is_own": own is not None,
        "may_assess": may_configure(desk.officer, desk.agency, desk.on),
        "query": "",
    }
    return render(request, "console/publishing/reassessments.html", context)


def _row(desk: Desk, pk: int) -> LegalDocument:
    try:
        return find_legal_document(desk.officer, pk, desk.on)
    except DocumentNotFound as missing:
        raise NotHere(str(missing)) from missing
