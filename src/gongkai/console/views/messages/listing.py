"""Messages of the site: what waits for an answer and by when, what is answered, all of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, staff
from gongkai.hotline.permissions import require_worker
from gongkai.hotline.queries.message_lists import SCOPES, listed_messages, scope_counts
from gongkai.rules.reply_limits import TicketKind, reply_limit
from gongkai.rules.urgency import urgency

_PAGE = 50


@require_safe
@staff
def messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's messages, the most urgent first."""
    require_worker(desk.officer, desk.agency, desk.on)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else "open"
    kind = request.GET.get("kind", "")
    kind = kind if kind in tuple(TicketKind) else ""
    counts = scope_counts(desk.agency)
    found = listed_messages(desk.agency, scope, kind)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    calendar = working_calendar()
    context = {
        "title": _("网站留言"),
        "agency": desk.agency,
        "scope": scope,
        "scopes": [(code, label, counts[code]) for code, label in SCOPES.items()],
        "kind": kind,
        "kinds": [(each.value, each.label) for each in TicketKind],
        "page": page,
        "lines": [
            (row, None if row.ticket.fed_back_on else urgency(row.ticket.due_on, desk.on, calendar))
            for row in page
        ],
        "limit": reply_limit(TicketKind.CONSULTATION, desk.on),
        "query": f"scope={scope}&kind={kind}&",
    }
    return render(request, "console/messages/list.html", context)
