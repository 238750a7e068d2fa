"""Numbers that wait to be called: the list, and what an agent does with one."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import attempt
from gongkai.hotline.operations.calls.waiting import (
    give_back,
    give_up,
    not_reached,
    take,
    take_next,
)
from gongkai.hotline.permissions import may_run_desk, may_take_calls, require_call_reader
from gongkai.hotline.queries.calls.desk import waiting_counts, waiting_list
from gongkai.rules.hotline_desk import BETWEEN_ATTEMPTS, MOST_ATTEMPTS

_ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "take": (take, gettext_lazy("已领取，请拨打。")),
    "not-reached": (not_reached, gettext_lazy("已记未接通。")),
    "give-back": (give_back, gettext_lazy("已放回列表。")),
    "give-up": (give_up, gettext_lazy("已登记不再回拨。")),
}
_PAGE = 50


@require_safe
@staff
def waiting_calls(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the numbers that wait, the first first, or those done with."""
    require_call_reader(desk.officer, desk.agency, desk.on)
    ended = request.GET.get("scope") == "ended"
    rows = Paginator(waiting_list(desk.agency, ended=ended), _PAGE)
    page = rows.get_page(request.GET.get("page"))
    context = {
        "title": _("待回拨号码"),
        "agency": desk.agency,
        "officer": desk.officer,
        "page": page,
        "query": "scope=ended&" if ended else "",
        "ended": ended,
        "counts": waiting_counts(desk.agency, desk.at),
        "now": desk.at,
        "most_attempts": MOST_ATTEMPTS,
        "minutes": int(BETWEEN_ATTEMPTS.total_seconds() // 60),
        "may_take": may_take_calls(desk.officer, desk.agency, desk.on),
        "may_run": may_run_desk(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/hotline/waiting.html", context)


@require_POST
@staff
def take_the_next(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the agent the number that has waited longest."""
    attempt(
        request,
        lambda: take_next(agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at),
        _("已领取，请拨打。"),
    )
    return redirect("console:call-desk")


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Take a number, or say what became of it."""
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从列表选择。"))
    operation, done = _ACTS[deed]
    attempt(
        request,
        lambda: operation(
            waiting=pk, agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at
        ),
        str(done),
    )
    to_list = deed != "take" and "list" in request.POST
    return redirect("console:waiting-calls" if to_list else "console:call-desk")
