"""Service items with what their guides lack, what waits, and since when each is online."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.guides.office import SCOPES, is_list_registered, office_items
from gongkai.rules.service_items import Audience, list_source


@require_safe
@staff
def guides(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List a centre's items."""
    rights = require_staff(desk.officer, desk.agency, desk.on)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else "offered"
    text = request.GET.get("text", "").replace("\0", "").strip()[:60]
    found = office_items(desk.agency, desk.on)
    counts = {code: sum(code in each.scopes for each in found) for code in SCOPES}
    lines = [each for each in found if scope in each.scopes and text in each.item.name]
    context = {
        "title": _("办事指南"),
        "agency": desk.agency,
        "scope": scope,
        "scopes": [(code, label, counts[code]) for code, label in SCOPES.items()],
        "text": text,
        "groups": [
            (each.label, [line for line in lines if line.item.audience == each.value])
            for each in Audience
        ],
        "has_lines": bool(lines),
        "is_registered": is_list_registered(desk.agency),
        "source": list_source(),
        "may_release": rights.releases_guides,
    }
    return render(request, "console/guides/list.html", context)
