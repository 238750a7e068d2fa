"""The steps the office takes with a received report."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.annual_reports.models import CollectionOrgan, ReceivedReport
from gongkai.annual_reports.operations.judging import (
    accept_report,
    assign_organ,
    read_again,
    remark_on,
    return_report,
    waive_received,
)
from gongkai.annual_reports.tasks import start_reading
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.received_forms import (
    AssignForm,
    ReceivedWaiverForm,
    RemarkForm,
    ReturnForm,
)
from gongkai.console.refusals import attempt, attempt_with, problems_of
from gongkai.console.views.received import received_at
from gongkai.console.views.receiving import take


@require_POST
@staff
def accept(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Accept a report."""
    report = received_at(desk, pk)
    attempt(
        request,
        lambda: accept_report(report=report, officer=desk.officer, on=desk.on, at=desk.at),
        _("已通过。"),
    )
    return redirect("console:received", pk=pk)


@require_POST
@staff
def send_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Send a report back with what was found."""
    done = _("已退回，请下载退回意见发给报送单位。")
    return _with_form(request, desk, pk, ReturnForm, return_report, done)


@require_POST
@staff
def waive(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Let one finding pass, with a reason."""
    done = _("已豁免，理由已记录。")
    return _with_form(request, desk, pk, ReceivedWaiverForm, waive_received, done)


@require_POST
@staff
def remark(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note something."""
    return _with_form(request, desk, pk, RemarkForm, remark_on, _("备注已记录。"))


@require_POST
@staff
def assign(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Say which organ a file belongs to."""
    report = received_at(desk, pk)
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.error(request, problems_of(form))
        return redirect("console:received", pk=pk)
    wanted = CollectionOrgan.objects.select_related("collection__agency", "agency")
    organ = wanted.filter(pk=form.cleaned_data["organ"], collection=report.collection).first()
    if organ is None:
        raise NotHere(_("该单位不在这次报送的名单中，请刷新后重新选择。"))
    attempt(
        request,
        lambda: assign_organ(
            report=report, organ=organ, officer=desk.officer, on=desk.on, at=desk.at
        ),
        _("已归入该单位，并重新检查。"),
    )
    return redirect("console:received", pk=pk)


@require_POST
@staff
def check_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have the file read and checked again."""
    report = received_at(desk, pk)

    def again() -> None:
        waiting = read_again(report=report, officer=desk.officer, on=desk.on, at=desk.at)
        start_reading(waiting, at=desk.at)

    attempt(request, again, _("正在重新读取和检查；豁免和备注保留。"))
    return redirect("console:received", pk=pk)


@require_POST
@staff
def add_previous(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take in the organ's report on the year before, for comparison."""
    report = received_at(desk, pk)
    file = request.FILES.get("file")
    if report.organ is None or report.is_previous:
        messages.error(request, _("请先归入应报单位，再上传该单位的上年报告。"))
    elif file is None:
        messages.error(request, _("请选择上年报告的文件。"))
    else:
        taken = take(file, desk, report.collection, report.organ)
        tell = messages.error if taken.outcome == "REFUSED" else messages.success
        tell(request, taken.message if taken.outcome != "RECEIVED" else _("已收到上年报告。"))
    return redirect("console:received", pk=pk)


def _with_form(
    request: HttpRequest,
    desk: Desk,
    pk: int,
    form_class: type[forms.Form],
    operation: Callable[..., Any],
    done: str,
) -> HttpResponse:
    report: ReceivedReport = received_at(desk, pk)
    act = partial(operation, report=report, officer=desk.officer, on=desk.on, at=desk.at)
    attempt_with(request, form_class(request.POST), act, done)
    return redirect("console:received", pk=pk)
