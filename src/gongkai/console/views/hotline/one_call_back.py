"""Calling one caller back: taken by one agent, called, and put down how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.call_back_forms import OpinionForm
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.hotline.operations.call_backs import (
    put_back,
    put_down_not_reached,
    put_down_opinion,
    put_down_refusal,
    take_call_back,
)
from gongkai.hotline.permissions import may_take_calls, require_call_reader
from gongkai.hotline.queries.call_backs.lists import attempts_of, ticket_to_call
from gongkai.hotline.queries.call_backs.plans import call_back_plan

_ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "take": (take_call_back, ""),
    "not-reached": (put_down_not_reached, gettext_lazy("已登记未接通。")),
    "refused": (put_down_refusal, gettext_lazy("已登记接通但不评价，不再回访。")),
    "put-back": (put_back, gettext_lazy("已放回列表。")),
    "opinion": (put_down_opinion, gettext_lazy("已登记评价。")),
}


@require_safe
@staff
def call_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a ticket whose caller is to be asked."""
    return _page(request, desk, _ticket(desk, pk), OpinionForm())


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act as the page showed it."""
    row = _ticket(desk, pk)
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从回访页面选择。"))
    form = OpinionForm(request.POST if deed == "opinion" else None)
    typed: dict[str, Any] = {}
    if deed == "opinion":
        if not form.is_valid():
            return _page(request, desk, row, form, problems_of(form), 400)
        typed = {"given": form.given(), "again": form.cleaned_data["again"]}
    operation, done = _ACTS[deed]
    try:
        operation(ticket=row, officer=desk.officer, on=desk.on, at=desk.at, **typed)
    except (*REFUSED, NotAllowed) as refused:
        status = 403 if isinstance(refused, NotAllowed) else 400
        return _page(request, desk, row, form, str(refused), status)
    if deed == "take":
        return redirect("console:call-back", pk=pk)
    messages.success(request, done)
    return redirect("console:call-backs")


def _ticket(desk: Desk, pk: int) -> Any:
    require_call_reader(desk.officer, desk.agency, desk.on)
    row = ticket_to_call(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这件应回访的工单，或者不属于本机关。"))
    return row


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    form: OpinionForm,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    attempts = attempts_of(row)
    calling = next((each for each in attempts if each.state == "CALLING"), None)
    mine = calling is not None and calling.officer_id == desk.officer.pk
    context = {
        "title": row.register_no,
        "crumbs": [(_("回访"), reverse("console:call-backs"))],
        "agency": desk.agency,
        "ticket": row,
        "form": form,
        "told": told,
        "attempts": [each for each in attempts if each.state != "CALLING"],
        "calling": calling,
        "mine": mine,
        "calls": may_take_calls(desk.officer, desk.agency, desk.on),
        "plan": call_back_plan(desk.agency),
    }
    answer = render(request, "console/hotline/call_backs/one.html", context, status=status)
    if mine:
        answer["Cache-Control"] = "private, no-store"
    return answer
