"""Ledgers in: upload, background check, preview, confirmation or giving up."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.first_rows import LARGEST, first_rows
from gongkai.console.forms import UploadForm
from gongkai.console.refusals import attempt
from gongkai.ledgers.models import Upload
from gongkai.ledgers.operations import (
    UploadRefused,
    confirm_upload,
    discard_upload,
    receive_upload,
)
from gongkai.ledgers.permissions import insist_on_import, may_import
from gongkai.ledgers.queries import (
    UploadUnknown,
    help_of_sheets,
    ledger_template,
    upload_for,
    uploads_of,
)
from gongkai.ledgers.tasks import start_check, start_import

_PAGE = 20
_WORKING = (Upload.State.RECEIVED, Upload.State.IMPORTING)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def uploads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the organ's uploads, and take a new one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        insist_on_import(desk.officer, desk.agency, desk.on)
        upload = _received(form, desk) if form.is_valid() else None
        if upload is not None:
            start_check(upload, on=desk.on, at=desk.at)
            return redirect("console:upload", pk=upload.pk)
    page = Paginator(uploads_of(desk.agency), _PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("台账导入"),
        "agency": desk.agency,
        "form": form,
        "page": page,
        "may": may_import(desk.officer, desk.agency, desk.on),
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "console/uploads.html", context, status=status)


@require_safe
@staff
def one_upload(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show how far an upload has come and what importing it does, or did."""
    upload = _upload(desk, pk)
    result = upload.result or {}
    counts = list(result.get("counts", {}).values())
    context = {
        "title": upload.original_name,
        "crumbs": [(_("台账导入"), reverse("console:uploads"))],
        "agency": desk.agency,
        "upload": upload,
        "working": upload.state in _WORKING,
        "result": result,
        "counts": [each for each in counts if each["read"]],
        "totals": {
            key: sum(each[key] for each in counts)
            for key in ("read", "new", "unchanged", "updated")
        },
        "starts": first_rows(upload, desk) if upload.state == Upload.State.CHECKED else [],
        "is_large": upload.size > LARGEST,
        "may": may_import(desk.officer, desk.agency, desk.on),
        "may_discard": not upload.is_over and upload.state != Upload.State.IMPORTING,
        "may_retry": upload.state == Upload.State.FAILED,
    }
    return render(request, "console/upload.html", context)


@require_POST
@staff
def confirm(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have a checked upload imported."""
    upload = _upload(desk, pk)

    def confirm_and_start() -> None:
        confirmed = confirm_upload(upload=upload, officer=desk.officer, on=desk.on)
        start_import(confirmed, on=desk.on, at=desk.at)

    attempt(request, confirm_and_start, _("已确认，正在导入。"))
    return redirect("console:upload", pk=pk)


@require_POST
@staff
def discard(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Give an upload up; nothing of it is stored."""
    upload = _upload(desk, pk)
    attempt(
        request,
        lambda: discard_upload(upload=upload, officer=desk.officer, on=desk.on, at=desk.at),
        _("已放弃，没有登记任何记录。"),
    )
    return redirect("console:uploads")


@require_POST
@staff
def check_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have an upload checked again after the work on it broke off."""
    upload = _upload(desk, pk)
    insist_on_import(desk.officer, desk.agency, desk.on)
    start_check(upload, on=desk.on, at=desk.at)
    return redirect("console:upload", pk=pk)


@require_safe
@staff
def template(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the workbook that the office fills in."""
    content = ledger_template(desk.agency)
    return attachment(content, "xlsx", _("%(name)s台账模板") % {"name": desk.agency.short_name})


@require_safe
@staff
def guide(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Explain every sheet and column of the template."""
    context = {
        "title": _("台账填写说明"),
        "crumbs": [(_("台账导入"), reverse("console:uploads"))],
        "agency": desk.agency,
        "sheets": help_of_sheets(),
    }
    return render(request, "console/ledger_guide.html", context)


def _received(form: UploadForm, desk: Desk) -> Upload | None:
    file = form.cleaned_data["file"]
    try:
        return receive_upload(
            officer=desk.officer,
            name=file.name,
            content=file.chunks(),
            update=form.cleaned_data["update"],
            on=desk.on,
            at=desk.at,
        )
    except UploadRefused as refused:
        form.add_error("file", str(refused))
        return None


def _upload(desk: Desk, pk: int) -> Upload:
    try:
        return upload_for(desk.officer, pk)
    except UploadUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
