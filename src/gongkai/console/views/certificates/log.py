"""The issue log: what was issued, to whom, and how it stands; each search is on the trail."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.certificate_forms import LogSearchForm
from gongkai.console.certificate_tabs import certificate_tabs
from gongkai.fund_services.operations.certificates.reading import note_search
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.certificates.log import issue_log as found_in_log
from gongkai.fund_services.queries.certificates.log import waiting_revocations
from gongkai.fund_services.queries.certificates.own import standing_of
from gongkai.privacy.masking import mask_name

_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def issue_log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's certificates, all or those that fit a search."""
    rights = require_staff(desk.officer, desk.agency, desk.on)
    form = LogSearchForm(request.POST) if request.method == "POST" else LogSearchForm()
    wanted = form.wanted()
    rows = found_in_log(desk.agency, wanted, desk.on)
    number = request.POST.get("page") or request.GET.get("page")
    page = Paginator(rows, _PAGE).get_page(number)
    if request.method == "POST" and form.is_valid():
        note_search(officer=desk.officer, wanted=wanted, found=page.paginator.count, at=desk.at)
    context: dict[str, Any] = {
        "title": _("证明"),
        "agency": desk.agency,
        "tabs": certificate_tabs("certificates", desk),
        "form": form,
        "is_search": request.method == "POST",
        "lines": [(row, standing_of(row, desk.on), _shown(row)) for row in page],
        "page": page,
        "query": "",
        "waiting": waiting_revocations(desk.agency),
        "may_issue": rights.handles,
    }
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "console/certificates/log.html", context, status=status)


def _shown(row: Any) -> str:
    name = str(row.owner_name)
    return name if row.kind == "EMPLOYER_DEPOSIT" else mask_name(name)
