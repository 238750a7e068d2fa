"""主动公开信息: what an organ published unasked, the newest first, and the way to the rest."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.portal.addresses import organ_for
from gongkai.portal.calendars import beginning_of, years_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.list_sheets import PER_SHEET
from gongkai.portal.pages import ITEMS, Crumb, Page
from gongkai.portal.site import site_of
from gongkai.publications.queries.archive import (
    counts_by_column,
    counts_by_day,
    newest_listed,
    next_day_to_come,
)
from gongkai.publications.queries.feeds import column_coded

# What addresses of lists said before each column, year and month had its own.
_FORMER = ("column", "year", "page")


@require_safe
@kept_as_file
def items(request: HttpRequest, agency: str = "") -> HttpResponse:
    """Show an organ's newest items, its columns, and the months in which it published."""
    site = site_of(request)
    organ = organ_for(request, agency)
    if any(name in request.GET for name in _FORMER):
        return HttpResponsePermanentRedirect(_present_address(request, organ))
    on = timezone.localdate()
    reads(request, f"agency:{organ.pk}:new")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    counts = counts_by_day(organ, on)
    elsewhere = organ != site.agency
    crumbs = (Crumb(ITEMS.name, ITEMS.address), Crumb(organ.name))
    context = {
        "page": Page(
            title=ITEMS.name,
            column=ITEMS,
            crumbs=crumbs if elsewhere else (Crumb(ITEMS.name),),
            agency=organ,
            canonical=reverse("portal:items-of", args=[organ.code]),
        ),
        "organ": organ,
        "columns": counts_by_column(organ, on),
        "years": years_of(counts),
        "count": counts.total(),
        "newest": newest_listed(organ, on, PER_SHEET),
    }
    return render(request, "portal/items.html", context)


def _present_address(request: HttpRequest, organ: Agency) -> str:
    """Return where that which an address of old names is now.

    :raises Http404: if it names a column or a year that never was
    """
    code, year = request.GET.get("column", ""), request.GET.get("year", "")
    if year and not re.fullmatch(r"[0-9]{4}", year):
        raise Http404
    if code and ("\x00" in code or column_coded(organ, code) is None):
        raise Http404
    if code and year:
        return reverse("portal:column-year", args=[organ.code, code, year])
    if code:
        return reverse("portal:column", args=[organ.code, code])
    if year:
        return reverse("portal:archive-year", args=[organ.code, year])
    return request.path
