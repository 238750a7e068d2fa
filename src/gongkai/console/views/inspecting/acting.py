"""Having the site inspected, and setting findings aside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.inspection_forms import AsideForm
from gongkai.console.refusals import attempt, problems_of
from gongkai.console.views.inspecting.result import show_result
from gongkai.self_inspection.models import SiteFinding
from gongkai.self_inspection.operations.beginning import InspectionRunning, begin_inspection
from gongkai.self_inspection.operations.setting_aside import set_aside, take_up
from gongkai.self_inspection.tasks import start_inspecting


@require_POST
@staff
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin an inspection in the background, or have one that was broken off taken up."""
    try:
        inspection = begin_inspection(
            agency=desk.agency, origin="OFFICER", officer=desk.officer, on=desk.on, at=desk.at
        )
    except InspectionRunning as running:
        messages.error(request, str(running))
        return redirect("console:self-inspection")
    start_inspecting(inspection, at=desk.at)
    messages.success(request, _("自查已经开始，完成后结果显示在本页。"))
    return redirect("console:self-inspection")


@require_POST
@staff
def aside(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Set a finding aside with a reason."""
    finding = _finding(desk, pk)
    form = AsideForm(request.POST)
    if not form.is_valid():
        messages.error(request, problems_of(form))
        return show_result(request, desk, refused=pk, typed=request.POST.get("reason", ""))
    done = attempt(
        request,
        lambda: set_aside(
            finding=finding,
            reason=form.cleaned_data["reason"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        ),
        _("问题已搁置，不再计入自查参考分；可以在“已搁置”中恢复。"),
    )
    if not done:
        return show_result(request, desk, refused=pk, typed=request.POST.get("reason", ""))
    return redirect("console:self-inspection")


@require_POST
@staff
def again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a finding up again that was set aside."""
    finding = _finding(desk, pk)
    attempt(
        request,
        lambda: take_up(finding=finding, officer=desk.officer, on=desk.on, at=desk.at),
        _("问题已恢复，重新计入自查参考分。"),
    )
    return redirect("console:self-inspection")


def _finding(desk: Desk, pk: int) -> SiteFinding:
    found = SiteFinding.objects.select_related("agency").filter(agency=desk.agency, pk=pk).first()
    if found is None:
        raise NotHere(_("没有这个问题，请从“网站自查”页选择。"))
    return found
