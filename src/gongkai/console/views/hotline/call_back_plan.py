"""How the organ calls back: how many, how often, by links of how many days."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.call_back_forms import PlanForm
from gongkai.console.refusals import attempt, problems_of
from gongkai.hotline.operations.call_backs import set_plan
from gongkai.hotline.permissions import require_desk_head
from gongkai.hotline.queries.call_backs.plans import call_back_plan


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the plan, and set it."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    now = call_back_plan(desk.agency)
    first = {"share": now.share, "attempts": now.attempts, "link_days": now.link_days}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=first)
    told, status = "", 200
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            if attempt(
                request,
                lambda: set_plan(
                    agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at, **typed
                ),
                _("已保存，从今天受理的工单起执行。"),
            ):
                return redirect("console:call-backs")
        else:
            told = problems_of(form)
        status = 400
    context = {
        "title": _("回访设置"),
        "crumbs": [(_("回访"), reverse("console:call-backs"))],
        "agency": desk.agency,
        "form": form,
        "plan": now,
        "told": told,
    }
    return render(request, "console/hotline/call_backs/plan.html", context, status=status)
