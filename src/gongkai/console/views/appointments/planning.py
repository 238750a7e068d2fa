"""The plan of a counter: new slots, and those that no longer hold."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.appointment_forms import PlanForm
from gongkai.console.refusals import attempt
from gongkai.console.views.appointments.counters import counter_page
from gongkai.console.views.appointments.desk import counter_at, who
from gongkai.console.views.participation.desk import done
from gongkai.fund_services.operations.appointments.planning import (
    PlanContent,
    end_plans,
    plan_slots,
)


@require_POST
@staff
def plan(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Plan slots of a counter."""
    row = counter_at(desk, pk)
    form = PlanForm(request.POST, auto_id="plan-%s")
    made: list[int] = []

    def act() -> None:
        content = PlanContent(**form.cleaned_data)
        made.append(plan_slots(counter=row, content=content, **who(desk)))

    if not done(form, act):
        return counter_page(request, desk, row, plan=form)
    messages.success(request, _("已设置%(count)d个时段。") % {"count": made[0]})
    return redirect("console:counter", pk)


@require_POST
@staff
def end(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Let the lines that were ticked hold no longer after today."""
    row = counter_at(desk, pk)
    ticked = request.POST.getlist("line")[:1000]
    keys = [int(each) for each in ticked if each.isascii() and each.isdigit() and len(each) < 19]
    if not keys:
        messages.error(request, _("没有勾选时段，请勾选后再停用。"))
    else:
        attempt(
            request,
            lambda: end_plans(counter=row, keys=keys, **who(desk)),
            _("勾选的时段自明天起停用；已经约好的不受影响。"),
        )
    return redirect("console:counter", pk)
