"""sitemap.xml: every page worth finding, whole or in parts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.fund_services.queries.guides.in_force import next_turn
from gongkai.portal.addresses import organ_named
from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.site import site_of
from gongkai.portal.sitemap_dialogues import dialogue_entries
from gongkai.portal.sitemap_parts import (
    MOST,
    Listed,
    item_entries,
    organs_of,
    page_entries,
    written_index,
    written_sitemap,
)
from gongkai.publications.queries.archive import next_day_to_come
from gongkai.publications.queries.public_places import (
    MonthOfOrgan,
    items_in_all,
    months_with_entries,
)

_TYPE = "application/xml"


@require_safe
@kept_as_file
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page, items and reports with the day of their last change.

    Beyond 50,000 it is an index of parts: one of pages, one for each month of an organ.
    """
    organs, pages = _pages(request)
    if len(pages) + items_in_all(organs) <= MOST:
        entries = [*pages, *item_entries(organs)]
        return HttpResponse(written_sitemap(request, entries), content_type=_TYPE)
    codes = {organ.pk: organ.code for organ in organs}
    months = sorted(months_with_entries(organs, timezone.localdate()), reverse=True)
    parts = [Listed(reverse("portal:sitemap-pages"))]
    parts += [
        Listed(reverse("portal:sitemap-month", args=[codes[key], f"{year:04}", f"{month:02}"]))
        for key, year, month in months
    ]
    return HttpResponse(written_index(request, parts), content_type=_TYPE)


@require_safe
@kept_as_file
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    """List the pages that are no items."""
    _organs, pages = _pages(request)
    return HttpResponse(written_sitemap(request, pages), content_type=_TYPE)


@require_safe
@kept_as_file
def sitemap_of_month(request: HttpRequest, agency: str, year: str, month: str) -> HttpResponse:
    """List what an organ published in a month: the list of it, and each item."""
    organ, on = organ_named(agency), timezone.localdate()
    here = MonthOfOrgan(organ.pk, int(year), int(month))
    if organ not in organs_of(site_of(request)) or here not in months_with_entries([organ], on):
        raise Http404
    reads(request, f"agency:{organ.pk}:{year}-{month}")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    listed = Listed(reverse("portal:archive-month", args=[agency, year, month]))
    entries = [listed, *item_entries([organ], int(year), int(month))][:MOST]
    return HttpResponse(written_sitemap(request, entries), content_type=_TYPE)


def _pages(request: HttpRequest) -> tuple[list[Agency], list[Listed]]:
    """Return the organs of a site and its pages that are no items, and say what they depend on."""
    site, on = site_of(request), timezone.localdate()
    organs = organs_of(site)
    if site.agency is not None:
        own = site.agency
        reads(request, f"pages:{own.pk}", f"guides:{own.pk}")
        until(request, lambda: beginning_of(next_turn(own, on)))
    for organ in organs:
        reads(request, f"agency:{organ.pk}:new", f"reports:{organ.pk}")
    until(request, lambda: beginning_of(next_day_to_come(organs, on)))
    entries = page_entries(site, organs, on)
    if site.agency is not None:
        entries += dialogue_entries(request, site.agency, on)
    return organs, entries
