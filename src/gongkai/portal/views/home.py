"""The home page of the default organ."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.published import published_reports
from gongkai.portal.key_figures import key_figures
from gongkai.portal.pages import Page
from gongkai.portal.site import site_of
from gongkai.publications.queries import items_published

_LATEST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the latest report at a glance and the latest items."""
    site = site_of(request)
    page = Page(title=site.name)
    if site.agency is None:
        return render(request, "portal/not_open.html", {"page": page}, status=503)
    report = published_reports().filter(agency=site.agency).first()
    context = {
        "page": page,
        "report": report,
        "key_figures": key_figures(report.snapshot.figures) if report else [],
        "items": items_published(timezone.localdate(), site.agency)[:_LATEST],
    }
    return render(request, "portal/home.html", context)
