"""The queue of applications: what has to be done, by whom and until when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, staff
from gongkai.console.first_pages import FirstPages
from gongkai.console.handling_forms import ApplicationFilterForm
from gongkai.fund_services.permissions import ServiceRights, require_staff
from gongkai.fund_services.queries.applications.listing import (
    SCOPES,
    UNCOUNTED,
    ApplicationDesk,
    handlers_of,
    items_of,
    listed_applications,
    scope_counts,
)
from gongkai.rules.urgency import urgency

_PAGE = 50
# Lists that are shown only while something is in them.
_RARE = frozenset({"unassigned", "correcting", "at-core", "to-deliver", "soon"})


@require_safe
@staff
def applications(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List a centre's applications, the most urgent first."""
    rights = require_staff(desk.officer, desk.agency, desk.on)
    calendar = working_calendar()
    place = ApplicationDesk(desk.agency, desk.officer, desk.on, calendar)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else _first_scope(rights)
    form = ApplicationFilterForm(
        request.GET, items=items_of(desk.agency), handlers=handlers_of(desk.agency, desk.on)
    )
    found = listed_applications(place, scope, form.wanted())
    page = FirstPages(found, _PAGE).get_page(request.GET.get("page"))
    counts = scope_counts(place)
    query = request.GET.copy()
    query.pop("page", None)
    query["scope"] = scope
    kept = query.copy()
    kept.pop("scope")
    context: dict[str, Any] = {
        "title": _("网上办件"),
        "agency": desk.agency,
        "scope": scope,
        "scopes": [
            (code, label, counts.get(code))
            for code, label in SCOPES.items()
            if code in UNCOUNTED or code == scope or counts[code] or code not in _RARE
        ],
        "kept": f"&{kept.urlencode()}" if kept else "",
        "form": form,
        "is_narrowed": any(form.cleaned_data.values()),
        "page": page,
        "lines": [
            (row, urgency(row.due_on, desk.on, calendar) if _is_ours(row) else None) for row in page
        ],
        "query": f"{query.urlencode()}&",
    }
    return render(request, "console/handling/list.html", context)


def _is_ours(row: Any) -> bool:
    """Tell whether the centre still has to decide, so that its due day presses."""
    return row.closed_on is None and row.decided_on is None and row.due_on is not None


def _first_scope(rights: ServiceRights) -> str:
    """Return the list that an officer opens first."""
    if rights.decides and not rights.handles:
        return "to-review"
    return "to-accept" if rights.handles else "late"
