"""Counters of a centre: the list, one with its plan and closed days, closing it for good."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.appointment_forms import (
    ChangeCounterForm,
    ClosedDayForm,
    CounterForm,
    PlanForm,
)
from gongkai.console.appointment_tabs import appointment_tabs
from gongkai.console.refusals import attempt
from gongkai.console.views.appointments.desk import (
    counter_at,
    may_plan,
    require_counter_staff,
    who,
)
from gongkai.console.views.participation.desk import done
from gongkai.fund_services.operations.appointments.planning import (
    CounterContent,
    add_counter,
    change_counter,
    close_counter,
)
from gongkai.fund_services.queries.appointments.plans import (
    closures_from,
    counters_of,
    plan_lines,
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def counters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the counters; add one."""
    require_counter_staff(desk)
    form = CounterForm(request.POST if request.method == "POST" else None)
    made: list[Any] = []

    def act() -> None:
        content = CounterContent(**form.cleaned_data)
        made.append(add_counter(agency=desk.agency, content=content, **who(desk)))

    if form.is_bound and done(form, act):
        messages.success(request, _("网点已建立，请设置号源。"))
        return redirect("console:counter", made[0].pk)
    context = {
        "title": _("网点预约"),
        "agency": desk.agency,
        "tabs": appointment_tabs("counters"),
        "counters": counters_of(desk.agency),
        "form": form,
        "may_plan": may_plan(desk),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/appointments/counters.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def counter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a counter with its plan and closed days; say something else of it."""
    row = counter_at(desk, pk)
    require_counter_staff(desk)
    form = None
    if request.method == "POST":
        form = ChangeCounterForm(request.POST)

        def act() -> None:
            given = dict(form.cleaned_data)
            version = given.pop("version")
            content = CounterContent(**given)
            change_counter(counter=row, content=content, version=version, **who(desk))

        if done(form, act):
            messages.success(request, _("已保存。"))
            return redirect("console:counter", pk)
    return counter_page(request, desk, row, form=form)


@require_POST
@staff
def close(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Close a counter for good from tomorrow on."""
    row = counter_at(desk, pk)
    attempt(
        request,
        lambda: close_counter(counter=row, **who(desk)),
        _("网点自明天起停用。"),
    )
    return redirect("console:counter", pk)


def counter_page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    form: ChangeCounterForm | None = None,
    plan: PlanForm | None = None,
    closing: ClosedDayForm | None = None,
) -> HttpResponse:
    """Return the page of a counter, with a form that was refused as it was typed."""
    is_refused = any((form, plan, closing))
    names = ("name", "address", "phone", "hours", "note", "version")
    context = {
        "title": row.name,
        "crumbs": [(_("网点和号源"), reverse("console:counters"))],
        "agency": desk.agency,
        "counter": row,
        "lines": plan_lines(row, desk.on),
        "closures": closures_from(row, desk.on),
        "form": form or ChangeCounterForm(initial={name: getattr(row, name) for name in names}),
        "is_changing": form is not None,
        "plan": plan or PlanForm(initial={"from_on": desk.on}, auto_id="plan-%s"),
        "closing": closing or ClosedDayForm(auto_id="closing-%s"),
        "today": desk.on,
        "may_plan": may_plan(desk) and row.closed_on is None,
    }
    return render(
        request, "console/appointments/counter.html", context, status=400 if is_refused else 200
    )
