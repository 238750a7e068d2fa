"""Doing something to a ticket; what was typed is shown again where it is refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.ticket_deeds import DEEDS
from gongkai.console.ticket_forms import TicketActForm
from gongkai.console.views.hotline.tickets.one_ticket import choices_of, one_ticket, ticket_at
from gongkai.hotline.operations.tickets.acting import TicketChanged
from gongkai.hotline.operations.tickets.converting import Converted


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act to a ticket as its page showed it."""
    row = ticket_at(desk, pk)
    if deed not in DEEDS:
        raise NotHere(_("没有这项操作，请从工单页面选择。"))
    form = DEEDS[deed].form(request.POST, auto_id=f"{deed}-%s", **choices_of(desk))
    if not form.is_valid():
        told = problems_of(form)
        return one_ticket(request, desk, row, deed=deed, sent=form, told=told, status=400)
    try:
        acted = DEEDS[deed].operation(
            ticket=row, officer=desk.officer, on=desk.on, at=desk.at, **form.typed()
        )
    except (*REFUSED, NotAllowed) as refused:
        changed = isinstance(refused, TicketChanged)
        row = ticket_at(desk, pk)
        if changed:
            _show_newer(form, row.version)
        status = 409 if changed else 403 if isinstance(refused, NotAllowed) else 400
        return one_ticket(
            request, desk, row, deed=deed, sent=form, told=str(refused), status=status
        )
    messages.success(request, _done(deed, acted))
    return redirect("console:ticket", pk=pk)


def _done(deed: str, acted: Any) -> str:
    if isinstance(acted, Converted):
        return _("已登记为依申请公开%(number)s，查询码%(code)s（只显示这一次），请告知申请人。") % {
            "number": acted.filed.request.register_no,
            "code": acted.filed.query_code,
        }
    return str(DEEDS[deed].done)


def _show_newer(form: TicketActForm, version: int) -> None:
    """Let what was typed be sent again over what changed, which the page shows."""
    form.data = {**form.data.dict(), "version": str(version)}
