"""The organ's audit trail, and whether the chain is whole."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.audit.models import ChainHead
from gongkai.audit.queries import broken_links, entries_of
from gongkai.console.access import Desk, staff
from gongkai.console.audit_actions import ACTIONS

_PAGE = 50


@require_safe
@staff
def entries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was done in the organ, newest first; on demand, prove the chain."""
    trail = entries_of(desk.agency)
    actions = sorted(trail.order_by().values_list("action", flat=True).distinct())
    chosen = request.GET.get("action", "")
    if chosen in actions:
        trail = trail.filter(action=chosen)
    page = Paginator(trail, _PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("审计记录"),
        "agency": desk.agency,
        "actions": [(code, ACTIONS.get(code, code)) for code in actions],
        "chosen": chosen if chosen in actions else "",
        "page": page,
        "rows": [(entry, ACTIONS.get(entry.action, entry.action)) for entry in page],
        "head": ChainHead.objects.filter(pk=1).first(),
        "verified": "verify" in request.GET,
        "faults": broken_links() if "verify" in request.GET else [],
    }
    return render(request, "console/audit.html", context)
