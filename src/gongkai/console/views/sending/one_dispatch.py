"""One message: how far it came, each moment, and what may be done about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED
from gongkai.console.sending_forms import ArrivalForm, GiveUpForm, PostingForm
from gongkai.console.views.sending.listing import lines_of
from gongkai.messages.operations.dead_letters import ask_again, give_up, send_again
from gongkai.messages.operations.letters import record_arrival, record_posting
from gongkai.messages.operations.reading import read_recipient
from gongkai.messages.permissions import insist, may_handle_dispatches, may_see_dispatches
from gongkai.messages.queries.dispatch_lists import dispatch_of

_ACTS: dict[str, tuple[Callable[..., Any], type[forms.Form], Any]] = {
    "again": (send_again, forms.Form, gettext_lazy("已安排重发。")),
    "ask": (ask_again, forms.Form, gettext_lazy("已安排向网关查询。")),
    "give-up": (give_up, GiveUpForm, gettext_lazy("已登记不再发送。")),
    "post": (record_posting, PostingForm, gettext_lazy("已登记交寄。")),
    "arrived": (record_arrival, ArrivalForm, gettext_lazy("已登记结果。")),
}


@require_safe
@staff
def dispatch(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show one message with what may be done about it."""
    return _page(request, desk, _at(desk, pk))


@require_POST
@staff
def recipient(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show to whom it went in full, and the text, once; that it was read is on record."""
    row = _at(desk, pk)
    reached = read_recipient(dispatch=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = _page(request, desk, row, reached=reached)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act; show again what was typed where it is refused."""
    row = _at(desk, pk)
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从消息页面选择。"))
    operation, kind, done = _ACTS[deed]
    form = kind(request.POST, auto_id=f"{deed}-%s")
    status = 400
    if form.is_valid():
        acting = partial(operation, dispatch=row, officer=desk.officer, on=desk.on, at=desk.at)
        try:
            acting(**form.cleaned_data)
        except (*REFUSED, NotAllowed) as refused:
            form.add_error(None, str(refused))
            status = 403 if isinstance(refused, NotAllowed) else 400
        else:
            messages.success(request, done)
            return redirect("console:dispatch", pk=pk)
    return _page(request, desk, _at(desk, pk), deed=deed, sent=form, status=status)


def _at(desk: Desk, pk: int) -> Any:
    insist(may_see_dispatches(desk.officer, desk.agency, desk.on), _("查看发送记录"))
    row = dispatch_of(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这条消息，请从发送记录选择。"))
    return row


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    reached: Any = None,
    deed: str = "",
    sent: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    handles = may_handle_dispatches(desk.officer, desk.agency, desk.on)
    is_dead = row.is_dead
    first = {"posted_on": desk.on}
    shown = {
        name: kind(initial=first, auto_id=f"{name}-%s") for name, (_act, kind, _t) in _ACTS.items()
    }
    [line] = lines_of([row])
    context = {
        "title": line["event"],
        "crumbs": [(_("发送记录"), reverse("console:dispatches"))],
        "agency": desk.agency,
        **line,
        "reached": reached,
        "told": sent.non_field_errors() if sent is not None else (),
        "deed": deed,
        "forms": {
            name.replace("-", "_"): sent if name == deed and sent is not None else form
            for name, form in shown.items()
        },
        "may_handle": handles,
        "may_send_again": handles and is_dead and not row.by_caller,
        "may_ask": handles and is_dead and row.state == "DOUBTFUL" and row.way == "SMS",
        "may_give_up": handles and is_dead,
        "may_post": handles and row.way == "LETTER" and row.state == "QUEUED",
        "may_arrive": handles and row.way == "LETTER" and row.state == "SENT",
    }
    return render(request, "console/sending/dispatch.html", context, status=status)
