"""The queue of tickets: what has to be done, by whom and until when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, staff
from gongkai.console.first_pages import FirstPages
from gongkai.console.ticket_intake_forms import TicketFilterForm
from gongkai.hotline.permissions import TicketRights, require_ticket_worker
from gongkai.hotline.queries.tickets.listing import (
    SCOPES,
    UNCOUNTED,
    TicketDesk,
    listed_tickets,
    scope_counts,
)
from gongkai.hotline.queries.tickets.people import departments_of
from gongkai.hotline.queries.topics.tree import branches
from gongkai.rules.ticket_lifecycle import OPEN_STATES
from gongkai.rules.urgency import urgency

_PAGE = 50
# Lists that are shown only while something is in them.
_RARE = frozenset({"helping", "drafts", "returns", "extensions", "supervised"})


@require_safe
@staff
def tickets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the tickets that an officer sees, the most urgent first."""
    rights = require_ticket_worker(desk.officer, desk.agency, desk.on)
    calendar = working_calendar()
    place = TicketDesk(desk.agency, rights, desk.on, desk.at, calendar)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else _first_scope(rights)
    form = TicketFilterForm(
        request.GET, topics=branches(desk.agency), departments=departments_of(desk.agency)
    )
    found = listed_tickets(place, scope, form.wanted())
    page = FirstPages(found, _PAGE).get_page(request.GET.get("page"))
    counts = scope_counts(place)
    query = request.GET.copy()
    query.pop("page", None)
    query["scope"] = scope
    kept = query.copy()
    kept.pop("scope")
    context: dict[str, Any] = {
        "title": _("诉求工单"),
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
            (row, urgency(row.due_on, desk.on, calendar) if row.state in OPEN_STATES else None)
            for row in page
        ],
        "may_open": rights.opens,
        "query": f"{query.urlencode()}&",
    }
    return render(request, "console/tickets/list.html", context)


def _first_scope(rights: TicketRights) -> str:
    """Return the list that an officer opens first."""
    if rights.dispatches:
        return "to-dispatch"
    if "TICKET_HANDLER" in rights.roles:
        return "department"
    return "drafts" if rights.looks_second else "all"
