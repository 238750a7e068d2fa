"""互动交流: what is open now, and the ways to take part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.participation.queries.running import (
    next_change,
    open_now,
    public_consultations,
    public_interviews,
    public_surveys,
)
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.participation_pages import PARTICIPATION, column_page, organ_of

_NEWEST = 3


@require_safe
@kept_as_file
def participation(request: HttpRequest) -> HttpResponse:
    """Show what is open now and the newest of each kind."""
    organ, on = organ_of(request), timezone.localdate()
    reads(request, f"asked:{organ.pk}")
    until(request, next_change(organ, on))
    context = {
        "page": column_page(PARTICIPATION),
        "organ": organ,
        "on": on,
        "open": open_now(organ, on),
        "consultations": public_consultations(organ)[:_NEWEST],
        "surveys": public_surveys(organ)[:_NEWEST],
        "interviews": public_interviews(organ)[:_NEWEST],
    }
    return render(request, "portal/participation/overview.html", context)
