"""Days on which a counter serves nobody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.appointment_forms import ClosedDayForm
from gongkai.console.refusals import attempt
from gongkai.console.views.appointments.counters import counter_page
from gongkai.console.views.appointments.desk import counter_at, who
from gongkai.console.views.participation.desk import done
from gongkai.fund_services.operations.appointments.calling_off import close_day, reopen_day
from gongkai.fund_services.queries.appointments.plans import closure_of


@require_POST
@staff
def close_one(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Close a counter for a day; who booked is told."""
    row = counter_at(desk, pk)
    form = ClosedDayForm(request.POST, auto_id="closing-%s")
    called_off: list[int] = []

    def act() -> None:
        called_off.append(close_day(counter=row, **form.cleaned_data, **who(desk)))

    if not done(form, act):
        return counter_page(request, desk, row, closing=form)
    told = _("已登记停办日，取消预约%(count)d个，并已通知预约人。") % {"count": called_off[0]}
    messages.success(request, told)
    return redirect("console:counter", pk)


@require_POST
@staff
def reopen(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Open a counter again on a day that was closed."""
    closure = closure_of(desk.agency, pk)
    if closure is None:
        raise NotHere(_("没有这个停办日，或者不属于本机关。"))
    attempt(
        request,
        lambda: reopen_day(closure=closure, **who(desk)),
        _("已恢复办理；已经取消的预约须由预约人重新预约。"),
    )
    return redirect("console:counter", closure.counter_id)
