"""New tickets by hand: from letters, visits, messages on WeChat, and from requests."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.permissions import may_work
from gongkai.console.access import Desk, staff
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.ticket_intake_forms import FromRequestForm, TakeInForm
from gongkai.hotline.operations.tickets.converting import open_from_request
from gongkai.hotline.operations.tickets.taking_in import take_in_ticket
from gongkai.hotline.permissions import ticket_rights
from gongkai.hotline.queries.topics.tree import branches


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_ticket(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take in a ticket; what was typed stays where something is wrong with it."""
    if request.method != "POST":
        return _page(request, desk)
    form = TakeInForm(request.POST, topics=branches(desk.agency))
    if not form.is_valid():
        return _page(request, desk, form=form, told=problems_of(form), status=400)
    try:
        opened = take_in_ticket(told=form.told(), officer=desk.officer, on=desk.on, at=desk.at)
    except REFUSED as refused:
        return _page(request, desk, form=form, told=str(refused), status=400)
    return _opened(request, desk, opened)


@require_POST
@staff
def from_request(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a ticket for a request that is a complaint or the like."""
    form = FromRequestForm(request.POST, auto_id="request-%s")
    if not form.is_valid():
        return _page(request, desk, request_form=form, told=problems_of(form), status=400)
    try:
        opened = open_from_request(
            officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
        )
    except REFUSED as refused:
        return _page(request, desk, request_form=form, told=str(refused), status=400)
    return _opened(request, desk, opened)


def _opened(request: HttpRequest, desk: Desk, opened: object) -> HttpResponse:
    number, due, pk = (getattr(opened, name) for name in ("register_no", "due_on", "pk"))
    messages.success(
        request, _("已登记工单%(number)s，应于%(due)s前反馈。") % {"number": number, "due": due}
    )
    if not ticket_rights(desk.officer, desk.agency, desk.on).sees:
        # Who works on requests alone hands it over to those who work on tickets.
        return redirect("console:new-ticket")
    return redirect("console:ticket", pk=pk)


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: TakeInForm | None = None,
    request_form: FromRequestForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    opens = ticket_rights(desk.officer, desk.agency, desk.on).opens
    takes_requests = may_work(desk.officer, desk.agency, desk.on)
    if not opens and not takes_requests:
        raise NotAllowed(_("登记工单由热线坐席或工单管理员办理，您没有相应角色。"))
    context = {
        "title": _("登记工单"),
        "crumbs": [(_("诉求工单"), reverse("console:tickets"))]
        if opens
        else [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "opens": opens,
        "takes_requests": takes_requests,
        "form": form
        or TakeInForm(
            initial={
                "arrived_on": desk.on,
                "urgency": "ORDINARY",
                "token": secrets.token_urlsafe(18),
            },
            topics=branches(desk.agency),
        ),
        "request_form": request_form
        or FromRequestForm(
            initial={"request_no": request.GET.get("request", "")[:40]}, auto_id="request-%s"
        ),
        "is_of_request": request_form is not None or bool(request.GET.get("request")),
        "told": told,
    }
    return render(request, "console/tickets/new.html", context, status=status)
