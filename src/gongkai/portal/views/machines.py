"""What search engines ask for: robots.txt and sitemap.xml."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.published import published_reports
from gongkai.portal.pages import ITEMS, LOG, REPORTS
from gongkai.publications.queries.public_items import public_places

# The most a single sitemap may list (sitemaps.org).
_MOST = 50_000


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots to leave the console and the searches alone."""
    context = {"sitemap": request.build_absolute_uri(reverse("portal:sitemap"))}
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page worth finding, reports and items with the day of their publication."""
    columns = [reverse("portal:home"), REPORTS.address, ITEMS.address, LOG.address]
    columns.append(reverse("portal:check"))
    fields = ("agency__code", "year", "published_at")
    reports = [
        (reverse("portal:report", args=[code, year]), published_at)
        for code, year, published_at in published_reports().values_list(*fields)[:_MOST]
    ]
    items = [
        (reverse("portal:item", args=[code, pk]), published_at)
        for code, pk, published_at in public_places(_MOST)
    ]
    dated = [*reports, *items][: _MOST - len(columns)]
    context = {
        "columns": [request.build_absolute_uri(address) for address in columns],
        "dated": [(request.build_absolute_uri(address), at) for address, at in dated],
    }
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")
