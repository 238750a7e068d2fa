"""Severing a file: begun, marked, made and searched, confirmed by another, looked at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.models import CaseFile, Redaction
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.redacting import (
    add_area,
    confirm_redaction,
    look_at,
    prepare_redaction,
    remove_area,
    render_redaction,
)
from gongkai.casework.queries.case_page import CaseUnknown, find_file
from gongkai.casework.queries.redactions import SEVERED_KINDS, find_redaction, redaction_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.redaction_forms import AreaForm, BoxForm, TextForm
from gongkai.console.redaction_pages import RedactionPage, picture_of, redaction_page
from gongkai.console.refusals import REFUSED, attempt
from gongkai.console.views.cases.case import case_context, version_in
from gongkai.documents.redactions.areas import RedactionRefused
from gongkai.privacy.encryption import Undecipherable


def redaction_at(desk: Desk, pk: int) -> Redaction:
    """Return a severed file of the officer's organ.

    :raises NotHere: if there is none
    :raises NotAllowed: if he holds none of the roles that see cases
    """
    try:
        return find_redaction(desk.officer, pk, desk.on)
    except CaseUnknown as unknown:
        raise NotHere(str(unknown)) from unknown


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def redact(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Begin to sever a file, or go on with what was begun."""
    file = _file_at(desk, pk)
    assert file.request is not None
    if request.method == "POST":
        try:
            begun = prepare_redaction(
                file=file,
                version=version_in(request),
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
            )
        except REFUSED as refused:
            messages.error(request, str(refused))
            return redirect("console:redact", pk=pk)
        return redirect("console:redaction", pk=begun.pk)
    if begun_before := redaction_of(file):
        return redirect("console:redaction", pk=begun_before.pk)
    context = case_context(desk, file.request, _("区分处理")) | {"file": file}
    return render(request, "console/cases/redact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def redaction(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show the pages with what is hidden in them; hide one more area."""
    row = redaction_at(desk, pk)
    page = _opened(row, desk, request)
    form_class: type[AreaForm] = TextForm if page.is_word else BoxForm
    initial = {"version": row.request.version, "page": page.number, **page.corners}
    form = form_class(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                add_area(
                    redaction=row, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
                )
            except REFUSED as refused:
                form.add_error(None, str(refused))
                if isinstance(refused, CaseChanged):
                    status = 409
                    row.request.refresh_from_db()
                    form.data = form.data.copy()
                    form.data["version"] = str(row.request.version)
            else:
                messages.success(request, _("已标注。"))
                return _back(pk, page.number)
    context = case_context(desk, row.request, _("区分处理")) | {
        "redaction": row,
        "page": page,
        "form": form,
    }
    answer = render(request, "console/cases/redaction.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@staff
def picture(request: HttpRequest, desk: Desk, pk: int, side: str, number: int) -> HttpResponse:
    """Return a page of the source or of the output as a picture; each look is on record."""
    row = redaction_at(desk, pk)
    try:
        content = look_at(
            redaction=row,
            after=side == "after",
            page=number,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
        shown = picture_of(content, number)
    except (*REFUSED, FileNotFoundError, Undecipherable) as missing:
        raise NotHere(str(missing)) from missing
    answer = HttpResponse(shown, content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@staff
def drop(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Take an area out again."""
    return _step(request, desk, pk, partial(remove_area, area=number), _("已取消这处标注。"))


@require_POST
@staff
def make(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Make the severed file and search it."""
    return _step(request, desk, pk, render_redaction, _("已生成成品并检查，结果见“成品”。"))


@require_POST
@staff
def confirm(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Confirm the output that was on screen."""
    seen = partial(confirm_redaction, sha256=request.POST.get("sha256", ""))
    return _step(request, desk, pk, seen, _("已复核，成品可以随答复提供。"))


def _file_at(desk: Desk, pk: int) -> CaseFile:
    try:
        file = find_file(desk.officer, pk, desk.on)
    except CaseUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    if file.request is None or file.kind not in SEVERED_KINDS:
        raise NotHere(_("只有检索到的文件和拟提供的文件可以作区分处理，请从案件页面选择。"))
    return file


def _opened(row: Redaction, desk: Desk, request: HttpRequest) -> RedactionPage:
    try:
        return redaction_page(row, desk.officer, request.GET, on=desk.on, at=desk.at)
    except (RedactionRefused, FileNotFoundError, Undecipherable) as broken:
        raise NotHere(_("文件无法打开：%s") % broken) from broken


def _step(
    request: HttpRequest, desk: Desk, pk: int, operation: Callable[..., Any], done: str
) -> HttpResponse:
    row = redaction_at(desk, pk)
    act = partial(
        operation,
        redaction=row,
        version=version_in(request),
        officer=desk.officer,
        on=desk.on,
        at=desk.at,
    )
    attempt(request, act, done)
    page = request.POST.get("page", "1")
    return _back(pk, int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1)


def _back(pk: int, page: int) -> HttpResponse:
    answer = redirect("console:redaction", pk=pk)
    answer["Location"] += f"?page={page}"
    return answer
