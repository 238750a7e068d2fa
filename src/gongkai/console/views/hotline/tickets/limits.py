"""The limits of tickets: what is in force, and what the organ sets instead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.agencies.permissions import NotAllowed, holds
from gongkai.console.access import Desk, staff
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.ticket_limit_forms import LimitsForm
from gongkai.hotline.operations.tickets.setting_limits import set_ticket_limits
from gongkai.hotline.permissions import require_ticket_worker
from gongkai.hotline.queries.tickets.limits import limits_in_force, own_limits
from gongkai.rules.reply_limits import TicketKind


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def limits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the limits in force; the head of the office sets others from a day on."""
    require_ticket_worker(desk.officer, desk.agency, desk.on)
    if request.method != "POST":
        return _page(request, desk)
    form = LimitsForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form=form, told=problems_of(form), status=400)
    try:
        set_ticket_limits(limits=form.limits(), officer=desk.officer, on=desk.on, at=desk.at)
    except (*REFUSED, NotAllowed) as refused:
        status = 403 if isinstance(refused, NotAllowed) else 400
        return _page(request, desk, form=form, told=str(refused), status=status)
    messages.success(request, _("已设置，自启用之日起受理的工单适用。"))
    return redirect("console:ticket-limits")


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: LimitsForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    in_force = limits_in_force(desk.agency, desk.on)
    first = in_force[TicketKind.COMPLAINT]
    shown = form or LimitsForm.of(in_force, desk.on)
    context = {
        "title": _("工单办理期限"),
        "crumbs": [(_("诉求工单"), reverse("console:tickets"))],
        "agency": desk.agency,
        "limit": first[0],
        "urgent": first[2],
        "lines": [(kind.label, *found) for kind, found in in_force.items()],
        "coming": [each for each in own_limits(desk.agency) if each.in_force_from > desk.on],
        "may_set": holds(desk.officer, desk.agency, "OFFICE_HEAD", desk.on),
        "form": shown,
        "rows": shown.rows(),
        "told": told,
        "is_typed": form is not None,
    }
    return render(request, "console/tickets/limits.html", context, status=status)
