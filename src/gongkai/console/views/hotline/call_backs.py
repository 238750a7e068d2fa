"""Call-backs: whose callers are to be asked, and sending them links instead of phoning."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, staff
from gongkai.hotline.operations.call_backs import send_links
from gongkai.hotline.permissions import may_run_desk, may_take_calls, require_call_reader
from gongkai.hotline.queries.call_backs.lists import SCOPES, call_back_list, scope_counts
from gongkai.hotline.queries.call_backs.plans import call_back_plan

_PAGE = 50
_MOST_LINKS = 50


@require_safe
@staff
def call_backs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the tickets whose callers are to be asked, or were."""
    require_call_reader(desk.officer, desk.agency, desk.on)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else "waiting"
    counts = scope_counts(desk.agency)
    context = {
        "title": _("回访"),
        "agency": desk.agency,
        "scope": scope,
        "scopes": [(code, label, counts[code]) for code, label in SCOPES.items()],
        "page": Paginator(call_back_list(desk.agency, scope), _PAGE).get_page(
            request.GET.get("page")
        ),
        "plan": call_back_plan(desk.agency),
        "calls": may_take_calls(desk.officer, desk.agency, desk.on),
        "plans": may_run_desk(desk.officer, desk.agency, desk.on),
        "on": desk.on,
        "query": f"scope={scope}&",
    }
    return render(request, "console/hotline/call_backs/list.html", context)


@require_POST
@staff
def links(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send links to the callers of the chosen tickets."""
    keys = [key for key in request.POST.getlist("ticket") if key.isdecimal() and len(key) < 19]
    if not keys:
        messages.error(request, _("没有选择工单，请勾选要发送评价链接的工单。"))
        return redirect("console:call-backs")
    rows = call_back_list(desk.agency, "waiting").select_related("agency")
    told = send_links(
        tickets=rows.filter(pk__in=keys[:_MOST_LINKS]),
        address=_address,
        officer=desk.officer,
        on=desk.on,
        at=desk.at,
    )
    if told.sent:
        _success(request, told.sent)
    for problem in told.refused[:5]:
        messages.error(request, problem)
    return redirect("console:call-backs")


def _address(code: str) -> str:
    """Return the public page of a link, wherever this console is reached."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("portal:opinion", args=[code])


def _success(request: Any, sent: int) -> None:
    text = ngettext(
        "已向%(count)d位诉求人发送评价链接。", "已向%(count)d位诉求人发送评价链接。", sent
    )
    messages.success(request, text % {"count": sent})
