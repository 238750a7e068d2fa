"""What an organ sent, and what did not arrive."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.sending_forms import DispatchFilterForm
from gongkai.console.sending_tabs import sending_tabs
from gongkai.messages.permissions import insist, may_handle_dispatches, may_see_dispatches
from gongkai.messages.queries.dispatch_lists import (
    EVENTS,
    dead_letters,
    dispatches_of,
    masked_recipient,
)

PER_PAGE = 50
_NAMES = dict(EVENTS)


@require_safe
@staff
def dispatches(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what the organ sent, filtered as asked."""
    insist(may_see_dispatches(desk.officer, desk.agency, desk.on), _("查看发送记录"))
    form = DispatchFilterForm(request.GET)
    form.is_valid()
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(dispatches_of(desk.agency, form.wanted()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "title": _("发送记录"),
        "agency": desk.agency,
        "tabs": sending_tabs("dispatches", desk.agency),
        "form": form,
        "page": page,
        "lines": lines_of(page),
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "console/sending/dispatches.html", context)


@require_safe
@staff
def dead(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what ended without arriving and waits for a decision."""
    insist(may_see_dispatches(desk.officer, desk.agency, desk.on), _("查看未送达的消息"))
    page = Paginator(dead_letters(desk.agency), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("未送达"),
        "agency": desk.agency,
        "tabs": sending_tabs("dead-letters", desk.agency),
        "page": page,
        "lines": lines_of(page),
        "query": "",
        "may_handle": may_handle_dispatches(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/sending/dead.html", context)


def lines_of(rows: Any) -> list[dict[str, Any]]:
    """Return dispatches as a list shows them, the recipients masked."""
    return [
        {
            "row": row,
            "event": _NAMES.get(row.event, row.event),
            "recipient": masked_recipient(row),
        }
        for row in rows
    ]
