"""Doing something to a message of the site; what was typed is shown again where it is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.message_forms import MessageActForm
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.views.messages.one_message import FORMS, message_at, message_page
from gongkai.hotline.operations.answer_mail import goes_by_mail
from gongkai.hotline.operations.message_acting import MessageChanged
from gongkai.hotline.operations.message_answering import (
    close_message,
    draft_answer,
    extend_answer,
    release_answer,
    return_answer,
    set_aside,
)
from gongkai.hotline.operations.message_publishing import (
    prepare_public_version,
    publish_message,
    withdraw_message,
)
from gongkai.hotline.tasks import start_sending

_ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "draft": (draft_answer, gettext_lazy("答复已保存，并通知审核人员。")),
    "return": (return_answer, gettext_lazy("已退回，并通知拟稿人。")),
    "release": (release_answer, gettext_lazy("已答复。")),
    "extend": (extend_answer, gettext_lazy("已延期，留言人可以看到理由。")),
    "close": (close_message, gettext_lazy("已办结。")),
    "set-aside": (set_aside, gettext_lazy("已登记不予受理，留言人可以看到理由。")),
    "prepare": (prepare_public_version, gettext_lazy("选登内容已保存，待其他人员审核。")),
    "publish": (publish_message, gettext_lazy("已选登。")),
    "withdraw": (withdraw_message, gettext_lazy("已撤回选登。")),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act to a message as its page showed it."""
    row = message_at(desk, pk)
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从留言页面选择。"))
    form = FORMS[deed](request.POST, auto_id=f"{deed}-%s")
    if not form.is_valid():
        told = problems_of(form)
        return message_page(request, desk, row, deed=deed, sent=form, told=told, status=400)
    operation, done = _ACTS[deed]
    try:
        acted = operation(
            message=row, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
        )
    except (*REFUSED, NotAllowed) as refused:
        changed = isinstance(refused, MessageChanged)
        if changed:
            row = message_at(desk, pk)
            _show_newer(form, row.version)
        status = 409 if changed else 403 if isinstance(refused, NotAllowed) else 400
        return message_page(
            request, desk, row, deed=deed, sent=form, told=str(refused), status=status
        )
    if deed == "release" and goes_by_mail(acted):
        start_sending(acted)
    messages.success(request, done)
    return redirect("console:site-message", pk=pk)


def _show_newer(form: MessageActForm, version: int) -> None:
    """Let what was typed be sent again over what changed, which the page shows."""
    form.data = {**form.data.dict(), "version": str(version)}
