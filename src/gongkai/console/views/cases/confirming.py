"""Requests whose receipt is to be confirmed: the list, and the page that confirms or ends one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.confirming import confirm_receipt, drop_request
from gongkai.casework.permissions import may_do, require_worker
from gongkai.casework.queries.unconfirmed import confirm_on, unconfirmed_requests
from gongkai.console.access import Desk, staff
from gongkai.console.intake_forms import ConfirmForm, DropForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.acting import show_newer
from gongkai.console.views.cases.case import case_at, case_context, require_act
from gongkai.rules.clock import Event


@require_safe
@staff
def unconfirmed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the requests to confirm, the late ones marked."""
    require_worker(desk.officer, desk.agency, desk.on)
    waiting = unconfirmed_requests(desk.agency, desk.on, working_calendar())
    context = {
        "title": _("待确认收到"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "waiting": waiting,
        "late": sum(each.is_late for each in waiting),
        "may_confirm": may_do(desk.officer, desk.agency, Event.RECEIVED, desk.on),
    }
    return render(request, "console/cases/unconfirmed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def confirm(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Confirm a request, or end what never became one."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.RECEIVED)
    first = {"version": case.version, "confirmed_on": desk.on}
    drops = "drop" in request.POST
    posted = request.POST if request.method == "POST" else None
    confirming = ConfirmForm(None if drops else posted, initial=first, auto_id="confirm-%s")
    dropping = DropForm(posted if drops else None, initial=first, auto_id="drop-%s")
    sent = dropping if drops else confirming
    status = 200
    if posted is not None:
        operation, done = (
            (drop_request, _("已终止登记。"))
            if drops
            else (confirm_receipt, _("已确认收到，答复期限开始计算。"))
        )
        act = partial(operation, request=case, officer=desk.officer, on=desk.on, at=desk.at)
        status = _tried(sent, act, case)
        if status == 200:
            messages.success(request, done)
            return redirect("console:case", pk=pk)
    context = case_context(desk, case, _("确认收到")) | {
        "confirming": confirming,
        "dropping": dropping,
        "confirm_on": confirm_on(case.arrived_on, working_calendar()),
        "has_changed": status == 409,
    }
    return render(request, "console/cases/confirm.html", context, status=status)


def _tried(form: forms.Form, operation: Callable[..., Any], case: DisclosureRequest) -> int:
    """Do what was typed; return the status to answer with, 200 if it was done."""
    if not form.is_valid():
        return 400
    try:
        operation(**form.cleaned_data)
    except REFUSED as refused:
        form.add_error(None, str(refused))
        if not isinstance(refused, CaseChanged):
            return 400
        show_newer(form, case)
        return 409
    return 200
