"""Putting a signed report before the public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.operations.publishing import publish
from gongkai.annual_reports.permissions import may_publish
from gongkai.console.access import Desk, staff
from gongkai.console.refusals import attempt
from gongkai.console.views.reports import legal_day
from gongkai.console.views.workspace import opened, opened_year_at, workspace_page
from gongkai.documents.reports.writing import FORMATS


@require_safe
@staff
def state(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show whether the report is public, and offer to publish it."""
    at_desk, report = opened_year_at(desk, year)
    limit = legal_day(desk.agency, desk.on)
    context = {
        "limit": limit,
        "due_on": limit.in_year(year + 1),
        "may": may_publish(desk.officer, desk.agency, desk.on),
        "is_signed": report.state == AnnualReport.State.SIGNED,
        "is_published": report.state == AnnualReport.State.PUBLISHED,
        "formats": [fmt.upper() for fmt in FORMATS],
    }
    return workspace_page(request, at_desk, "publication", context)


@require_POST
@staff
def make(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Publish the signed report."""
    report = opened(desk, year)
    attempt(
        request,
        lambda: publish(report=report, officer=desk.officer, on=desk.on, at=desk.at),
        _("已公布，公众可在网站“政府信息公开年报”栏目查看和下载。"),
    )
    return redirect("console:publication", year=year)
