"""The limits of online business: what is in force, and what the centre sets instead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, staff
from gongkai.console.handling_limit_forms import ServiceLimitsForm
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.fund_services.operations.applications.setting_limits import set_service_limits
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.applications.limits import own_service_limits
from gongkai.rules.service_items import listed_items
from gongkai.rules.service_limits import default_limits, service_limit


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def limits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the limits in force; the head of the office sets others from a day on."""
    require_staff(desk.officer, desk.agency, desk.on)
    if request.method != "POST":
        return _page(request, desk)
    form = ServiceLimitsForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form=form, told=problems_of(form), status=400)
    try:
        set_service_limits(limits=form.limits(), officer=desk.officer, on=desk.on, at=desk.at)
    except (*REFUSED, NotAllowed) as refused:
        status = 403 if isinstance(refused, NotAllowed) else 400
        return _page(request, desk, form=form, told=str(refused), status=status)
    messages.success(request, _("已设置，自启用之日起提交的办件适用。"))
    return redirect("console:service-limits")


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: ServiceLimitsForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    rights = require_staff(desk.officer, desk.agency, desk.on)
    own = own_service_limits(desk.agency)
    in_force = [each for each in own if each.in_force_from <= desk.on]
    lines = [(item, service_limit(item.code, desk.on, own)) for item in listed_items()]
    context = {
        "title": _("办事期限"),
        "crumbs": [(_("网上办件"), reverse("console:applications"))],
        "agency": desk.agency,
        "limit": lines[0][1],
        "lines": lines,
        "coming": [each for each in own if each.in_force_from > desk.on],
        "may_set": rights.oversees,
        "form": form
        or ServiceLimitsForm.of(in_force[0] if in_force else default_limits(), desk.on),
        "is_typed": form is not None,
        "told": told,
    }
    return render(request, "console/handling/limits.html", context, status=status)
