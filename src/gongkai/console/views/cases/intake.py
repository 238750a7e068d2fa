"""A request comes in by any channel: typed, looked at, registered."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.operations.applying import Attached
from gongkai.casework.operations.intake import take_in
from gongkai.casework.operations.renewing_codes import renew_code
from gongkai.casework.permissions import require_actor
from gongkai.casework.queries.intake_check import IntakeCheck, check_of_case, check_of_fields
from gongkai.console.access import Desk, staff
from gongkai.console.intake_forms import IntakeForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.case import case_at, case_context
from gongkai.documents.attachments.kinds import READABLE, TAKEN
from gongkai.documents.attachments.patterns import patterns_in
from gongkai.documents.attachments.taking import LIMITS, taken_in
from gongkai.privacy.encryption import Undecipherable, decrypt, encrypt
from gongkai.rules.clock import Channel, Event

_CODE = "taken-in"
# Fields of files, and the kind of file (FileKind) that each takes.
_FILE_FIELDS = {"identity": "IDENTITY", "files": "APPLICATION"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form, what was asked before, or register the request."""
    require_actor(desk.officer, desk.agency, Event.RECEIVED, desk.on)
    if request.method != "POST":
        token = secrets.token_urlsafe(18)
        form = IntakeForm(initial={"arrived_on": desk.on, "channel": "IN_PERSON", "token": token})
        return _page(request, desk, form)
    form = IntakeForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form, status=400)
    if "check" in request.POST:
        fields = form.application().fields()
        return _page(request, desk, form, check_of_fields(desk.agency, fields, desk.on))
    files, refusals = _files(request)
    if refusals:
        form.add_error(None, refusals)
        return _page(request, desk, form, status=400)
    return _registered(request, desk, form, files)


def _registered(
    request: HttpRequest, desk: Desk, form: IntakeForm, files: list[Attached]
) -> HttpResponse:
    typed = form.cleaned_data
    try:
        filed = take_in(
            agency=desk.agency,
            application=form.application(),
            channel=Channel(typed["channel"]),
            arrived_on=typed["arrived_on"],
            confirmed_on=typed["confirmed_on"],
            is_oral=typed["is_oral"],
            assistance=typed["assistance"],
            attachments=files,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
            token=typed["token"],
        )
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return _page(request, desk, form, status=400)
    request.session[_CODE] = encrypt(f"{filed.request.pk} {filed.query_code}")
    return redirect("console:check-request", pk=filed.request.pk)


@require_POST
@staff
def renew(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Give an applicant a new query code, shown once."""
    case = case_at(desk, pk)
    sent = request.POST.get("version", "")
    try:
        code = renew_code(
            request=case,
            version=int(sent) if sent.isascii() and sent.isdigit() else -1,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except REFUSED as refused:
        messages.error(request, str(refused))
    else:
        request.session[_CODE] = encrypt(f"{case.pk} {code}")
    return redirect("console:check-request", pk=pk)


@require_safe
@staff
def check_request(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a request's six points, earlier cases and volume; its code once it was registered."""
    case = case_at(desk, pk)
    context = case_context(desk, case, _("登记核对")) | {
        "check": check_of_case(case),
        "query_code": _code_of(request, case.pk),
    }
    answer = render(request, "console/cases/intake_check.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _code_of(request: HttpRequest, pk: int) -> str:
    """Return the code of a case that was just registered, the first time it is asked for."""
    try:
        key, _blank, code = decrypt(request.session.get(_CODE, "")).partition(" ")
    except Undecipherable:
        return ""
    if key != str(pk):
        return ""
    del request.session[_CODE]
    return code


def _files(request: HttpRequest) -> tuple[list[Attached], list[str]]:
    """Return the files that may be kept, and why each other one may not."""
    files: list[Attached] = []
    refusals: list[str] = []
    for field, kind in _FILE_FIELDS.items():
        given = [(file.name or "", file.read()) for file in request.FILES.getlist(field)]
        held = [len(file.content) for file in files]
        taken = taken_in(given, patterns=_patterns(), held=held)
        files += [Attached(*file, kind) for file in taken.files]
        refusals += taken.refusals
    return files, refusals


@cache
def _patterns() -> Any:
    return patterns_in(Path(settings.GONGKAI_ATTACHMENT_PATTERNS))


def _page(
    request: HttpRequest,
    desk: Desk,
    form: IntakeForm,
    check: IntakeCheck | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": _("登记申请"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "form": form,
        "check": check,
        "readable": READABLE,
        "files_hint": _("可以上传%(taken)s；%(limits)s。")
        % {"taken": TAKEN, "limits": LIMITS.told},
    }
    return render(request, "console/cases/intake.html", context, status=status)
