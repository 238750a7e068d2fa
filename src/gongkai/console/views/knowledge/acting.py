"""Doing something to an answer; what was typed is shown again where it is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.views.knowledge.one_entry import act_form, entry_at, entry_page
from gongkai.knowledge.operations import (
    EntryChanged,
    confirm_entry,
    hand_over,
    release_entry,
    return_entry,
    submit_entry,
    withdraw_entry,
)

_ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "submit": (submit_entry, gettext_lazy("已提交，并通知审核人员。")),
    "return": (return_entry, gettext_lazy("已退回，并通知拟稿人。")),
    "release": (release_entry, gettext_lazy("已审核通过，即日起使用。")),
    "confirm": (confirm_entry, gettext_lazy("已登记复核，答复继续使用。")),
    "withdraw": (withdraw_entry, gettext_lazy("已停用，坐席和公众不再看到。")),
    "hand-over": (hand_over, gettext_lazy("已移交，并通知新的责任人。")),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act to an answer as its page showed it."""
    row = entry_at(desk, pk)
    form = act_form(desk, deed, request.POST)
    if form is None:
        raise NotHere(_("没有这项操作，请从知识条目页面选择。"))
    if not form.is_valid():
        told = problems_of(form)
        return entry_page(request, desk, row, deed=deed, sent=form, told=told, status=400)
    operation, done = _ACTS[deed]
    typed = dict(form.cleaned_data)
    if deed == "hand-over":
        typed["owner"] = officers_of(desk.agency).get(pk=typed["owner"])
    try:
        operation(entry=row, officer=desk.officer, on=desk.on, at=desk.at, **typed)
    except (*REFUSED, NotAllowed) as refused:
        changed = isinstance(refused, EntryChanged)
        if changed:
            row = entry_at(desk, pk)
            form.data = {**request.POST.dict(), "version": str(row.version)}
        status = 409 if changed else 403 if isinstance(refused, NotAllowed) else 400
        return entry_page(
            request, desk, row, deed=deed, sent=form, told=str(refused), status=status
        )
    messages.success(request, done)
    return redirect("console:knowledge-entry", pk=pk)
