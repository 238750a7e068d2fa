"""What inspections of the site go by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.inspection_forms import InspectionSettingsForm
from gongkai.console.refusals import attempt
from gongkai.self_inspection.operations.configuring import set_inspection
from gongkai.self_inspection.permissions import insist, may_see, may_set_aside
from gongkai.self_inspection.queries.settings import settings_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the limits with their defaults and sources, and change them."""
    insist(may_see(desk.officer, desk.agency, desk.on), _("查看网站自查"))
    form = InspectionSettingsForm(request.POST or None, settings_of(desk.agency))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            request,
            lambda: set_inspection(
                agency=desk.agency,
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
                **form.chosen(),
            ),
            _("自查设置已保存，下次自查起生效。"),
        )
        if done:
            return redirect("console:inspection-settings")
    context = {
        "title": _("自查设置"),
        "crumbs": [(_("网站自查"), reverse("console:self-inspection"))],
        "agency": desk.agency,
        "form": form,
        "may_change": may_set_aside(desk.officer, desk.agency, desk.on),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "console/inspecting/settings.html", context, status=status)
