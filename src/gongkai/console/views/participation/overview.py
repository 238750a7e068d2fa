"""What waits and what runs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.participation_tabs import participation_tabs
from gongkai.console.views.participation.desk import require_reader
from gongkai.participation.permissions import may_draft
from gongkai.participation.queries.faults import limit_of, unhandled
from gongkai.participation.queries.office import in_hand
from gongkai.participation.queries.results_wanted import results_wanted
from gongkai.participation.queries.running import open_now
from gongkai.participation.queries.yearly import participation_of_year


@require_safe
@staff
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits for the office, what is open, and the year's counts."""
    require_reader(desk)
    agency, on = desk.agency, desk.on
    context = {
        "title": _("互动交流"),
        "agency": agency,
        "tabs": participation_tabs("participation"),
        "in_hand": in_hand(agency, on),
        "wanted": results_wanted(agency, on),
        "open": open_now(agency, on),
        "late": [line for line in unhandled(agency, on) if line.is_late],
        "limit": limit_of(agency),
        "year": on.year,
        "counts": participation_of_year(agency, on.year),
        "may_draft": may_draft(desk.officer, agency, on),
    }
    return render(request, "console/participation/overview.html", context)
