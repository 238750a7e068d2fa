"""Files of the exchange and the platform: handed in, checked, taken over or given up."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.import_forms import ConfirmForm, FileForm
from gongkai.console.refusals import attempt
from gongkai.hotline.operations.outside.import_files import discard_run, receive_file
from gongkai.hotline.operations.outside.importing import confirm_run
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.permissions import require_desk_head
from gongkai.hotline.queries.outside.import_runs import run_of, runs_of
from gongkai.hotline.tasks import start_check, start_import

_PAGE = 20
_WORKING = ("RECEIVED", "IMPORTING")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def imports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the files that were taken over, and take a new one."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = receive_file(
                agency=desk.agency,
                kind=form.cleaned_data["kind"],
                name=file.name,
                content=file.chunks(),
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
            )
        except OutsideRefused as refused:
            form.add_error("file", str(refused))
        else:
            start_check(found, on=desk.on, at=desk.at)
            return redirect("console:import", pk=found.pk)
    context = {
        "title": _("话单和工单导入"),
        "agency": desk.agency,
        "form": form,
        "page": Paginator(runs_of(desk.agency), _PAGE).get_page(request.GET.get("page")),
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "console/hotline/imports/imports.html", context, status=status)


@require_safe
@staff
def run(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show how far a file has come and what taking it over does, or did."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    found = run_of(desk.agency, pk)
    if found is None:
        raise NotHere(_("没有这份文件，可能不属于您所在的机关。"))
    if found.state == "UNMAPPED":
        return redirect("console:import-columns", pk=pk)
    result = found.result or {}
    context = {
        "title": found.original_name,
        "crumbs": [(_("话单和工单导入"), reverse("console:imports"))],
        "agency": desk.agency,
        "run": found,
        "result": result,
        "counts": result.get("counts", {}),
        "working": found.state in _WORKING,
        "may_discard": not found.is_over and found.state != "IMPORTING",
    }
    return render(request, "console/hotline/imports/run.html", context)


@require_POST
@staff
def confirm(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have a checked file taken over."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    found = run_of(desk.agency, pk)
    if found is None:
        raise NotHere(_("没有这份文件，可能不属于您所在的机关。"))
    form = ConfirmForm(request.POST)
    without_faulty = form.is_valid() and form.cleaned_data["without_faulty"]

    def confirm_and_start() -> None:
        row = confirm_run(
            run=found, without_faulty=without_faulty, officer=desk.officer, on=desk.on
        )
        start_import(row, on=desk.on, at=desk.at)

    attempt(request, confirm_and_start, _("已确认，正在导入。"))
    return redirect("console:import", pk=pk)


@require_POST
@staff
def discard(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Give a file up; nothing of it is on record."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    found = run_of(desk.agency, pk)
    if found is None:
        raise NotHere(_("没有这份文件，可能不属于您所在的机关。"))
    attempt(
        request,
        lambda: discard_run(run=found, officer=desk.officer, on=desk.on, at=desk.at),
        _("已放弃，没有登记任何记录。"),
    )
    return redirect("console:imports")


@require_POST
@staff
def check_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have a file checked again after the work on it broke off."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    found = run_of(desk.agency, pk)
    if found is None:
        raise NotHere(_("没有这份文件，可能不属于您所在的机关。"))
    start_check(found, on=desk.on, at=desk.at)
    return redirect("console:import", pk=pk)
