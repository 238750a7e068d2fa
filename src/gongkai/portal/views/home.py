"""The home page of the organ whose site it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.published import published_reports
from gongkai.participation.queries import open_now
from gongkai.participation.queries.running import next_change
from gongkai.portal.calendars import beginning_of
from gongkai.portal.home_parts import home_columns, quick_entries
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.key_figures import key_figures
from gongkai.portal.not_open import not_open
from gongkai.portal.pages import Page
from gongkai.portal.site import site_of
from gongkai.publications.queries.archive import newest_listed, next_day_to_come
from gongkai.sites.queries.public_pages import public_topics

_LATEST = 10
_TOPICS = 4
_OPEN = 4


@require_safe
@kept_as_file
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, what people come for, what is new, the topics and the latest report."""
    site = site_of(request)
    page = Page(title=site.name)
    if site.agency is None:
        return not_open(request)
    organ, on = site.agency, timezone.localdate()
    reads(request, f"agency:{organ.pk}:new", f"reports:{organ.pk}", f"pages:{organ.pk}")
    reads(request, f"asked:{organ.pk}")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    until(request, next_change(organ, on))
    report = published_reports().filter(agency=organ).first()
    address = reverse("portal:report", args=[organ.code, report.year]) if report else ""
    context = {
        "page": page,
        "organ": organ,
        "quick": quick_entries(site.content, organ, address),
        "newest": newest_listed(organ, on, _LATEST),
        "columns": home_columns(site.content, organ, on),
        "open_pieces": open_now(organ, on)[:_OPEN],
        "topics": public_topics(organ)[:_TOPICS],
        "report": report,
        "key_figures": key_figures(report.snapshot.figures) if report else [],
    }
    return render(request, "portal/home.html", context)
