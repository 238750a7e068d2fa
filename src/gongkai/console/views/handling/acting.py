"""Doing something to an application; what was typed is shown again where it is refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.handling_deeds import HANDLING_DEEDS
from gongkai.console.handling_forms import ApplicationActForm
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.views.handling.one_application import application_at, one_application
from gongkai.fund_services.operations.applications.acting import ApplicationChanged
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import LARGEST_FILE, seal_material
from gongkai.fund_services.queries.applications.forms import FormAltered, definition_of
from gongkai.fund_services.queries.applications.listing import handlers_of
from gongkai.rules.service_forms import FormDefinition, FormFaulty

_PDF = b"%PDF-"


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act to an application as its page showed it."""
    row = application_at(desk, pk)
    if deed not in HANDLING_DEEDS:
        raise NotHere(_("没有这项操作，请从办件页面选择。"))
    form = HANDLING_DEEDS[deed].form(
        request.POST,
        request.FILES,
        auto_id=f"{deed}-%s",
        handlers=handlers_of(desk.agency, desk.on),
        definition=_definition(row),
    )
    if not form.is_valid():
        told = problems_of(form)
        return one_application(request, desk, row, deed=deed, sent=form, told=told, status=400)
    try:
        HANDLING_DEEDS[deed].operation(
            application=row,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
            **_with_document(form.typed(), desk),
        )
    except (*REFUSED, NotAllowed) as refused:
        changed = isinstance(refused, ApplicationChanged)
        row = application_at(desk, pk)
        if changed:
            _show_newer(form, row.version)
        status = 409 if changed else 403 if isinstance(refused, NotAllowed) else 400
        return one_application(
            request, desk, row, deed=deed, sent=form, told=str(refused), status=status
        )
    messages.success(request, str(HANDLING_DEEDS[deed].done))
    return redirect("console:application", pk=pk)


def _with_document(typed: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """Return what was typed with its document sealed, where there is one.

    :raises ApplicationRefused: if it is too large or no PDF
    """
    upload = typed.get("document")
    if upload is None:
        return {name: value for name, value in typed.items() if name != "document"}
    if upload.size > LARGEST_FILE:
        raise ApplicationRefused(
            _("结果文件：超过%(most)sMB，请压缩后再上传。") % {"most": LARGEST_FILE >> 20}
        )
    content = upload.read()
    if not content.startswith(_PDF):
        raise ApplicationRefused(_("结果文件：不是PDF，请转换为PDF后再上传。"))
    sealed = seal_material(
        material="result",
        name=upload.name[:200],
        media_type="application/pdf",
        content=content,
        at=desk.at,
    )
    return typed | {"document": sealed}


def _definition(row: Any) -> FormDefinition | None:
    try:
        return definition_of(row.form)
    except (FormAltered, FormFaulty):
        return None


def _show_newer(form: ApplicationActForm, version: int) -> None:
    """Let what was typed be sent again over what changed, which the page shows."""
    form.data = {**form.data.dict(), "version": str(version)}
