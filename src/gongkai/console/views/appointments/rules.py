"""The rules of booking: those in force, earlier and later versions, and new ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.appointment_forms import RulesForm
from gongkai.console.appointment_tabs import appointment_tabs
from gongkai.console.views.appointments.desk import may_plan, require_counter_staff, who
from gongkai.console.views.participation.desk import done
from gongkai.fund_services.operations.appointments.planning import set_booking_rules
from gongkai.fund_services.queries.appointments.plans import booking_rules, settings_of
from gongkai.rules.appointments import BOUNDS, BookingRules


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the rules of booking; set the centre's own from a day on."""
    require_counter_staff(desk)
    now = booking_rules(desk.agency, desk.on)
    figures = {name: getattr(now, name) for name in BOUNDS}
    form = (
        RulesForm(request.POST)
        if request.method == "POST"
        else RulesForm(initial={"in_force_from": desk.on, **figures})
    )

    def act() -> None:
        wanted = BookingRules(**form.cleaned_data)
        set_booking_rules(agency=desk.agency, rules=wanted, **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("预约规则已保存。"))
        return redirect("console:booking-rules")
    context = {
        "title": _("网点预约"),
        "agency": desk.agency,
        "tabs": appointment_tabs("booking-rules"),
        "rules": now,
        "figures": [(label, getattr(now, name)) for name, (label, *_b) in BOUNDS.items()],
        "versions": settings_of(desk.agency),
        "form": form,
        "may_plan": may_plan(desk),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/appointments/rules.html", context, status=status)
