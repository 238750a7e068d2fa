"""Matters besides requests: the list, and one with its steps."""

from functools import partial
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.models import Matter, MatterKind
from gongkai.casework.operations.matters import (
    answer_matter,
    read_submitter,
    take_on,
    transfer_matter,
)
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.matters import matters_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.intake_forms import AnswerForm, TransferForm
from gongkai.console.refusals import REFUSED, attempt

PER_PAGE = 30


@require_safe
@staff
def matters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's matters, the newest first."""
    require_worker(desk.officer, desk.agency, desk.on)
    kind = request.GET.get("kind", "")
    kind = kind if kind in MatterKind.values else ""
    shows_all = request.GET.get("all") == "1"
    found = matters_of(desk.agency, kind, is_open=None if shows_all else True)
    context = {
        "title": _("其他事项"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "kinds": MatterKind.choices,
        "kind": kind,
        "shows_all": shows_all,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"kind={kind}&all={int(shows_all)}&",
    }
    return render(request, "console/cases/matters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def matter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a matter, and pass it on or answer it."""
    row = _matter_at(desk, pk)
    transfers = "transfer" in request.POST
    posted = request.POST if request.method == "POST" else None
    transferring = TransferForm(posted if transfers else None, auto_id="transfer-%s")
    answering = AnswerForm(None if transfers else posted, auto_id="answer-%s")
    status = 200
    if posted is not None:
        sent: forms.Form = transferring if transfers else answering
        operation: Any = transfer_matter if transfers else answer_matter
        act = partial(operation, matter=row, officer=desk.officer, on=desk.on, at=desk.at)
        if sent.is_valid() and _done(request, sent, act):
            return redirect("console:matter", pk=pk)
        status = 400
    context = _context(desk, row) | {"transferring": transferring, "answering": answering}
    return render(request, "console/cases/matter.html", context, status=status)


@require_POST
@staff
def take_on_matter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Begin to handle a matter."""
    row = _matter_at(desk, pk)
    begin = partial(take_on, matter=row, officer=desk.officer, on=desk.on, at=desk.at)
    attempt(request, begin, _("已受理。"))
    return redirect("console:matter", pk=pk)


@require_POST
@staff
def submitter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show who brought a matter in full, once; that it was read is on record."""
    row = _matter_at(desk, pk)
    person = read_submitter(matter=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = render(request, "console/cases/matter.html", _context(desk, row) | {"person": person})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _done(request: HttpRequest, form: forms.Form, act: Any) -> bool:
    try:
        act(**form.cleaned_data)
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _matter_at(desk: Desk, pk: int) -> Matter:
    require_worker(desk.officer, desk.agency, desk.on)
    row = matters_of(desk.agency).filter(pk=pk).first()
    if row is None:
        raise NotHere(_("没有这个事项，或者不属于本机关。"))
    return row


def _context(desk: Desk, row: Matter) -> dict[str, Any]:
    return {
        "title": row.register_no,
        "crumbs": [
            (_("依申请公开"), reverse("console:cases")),
            (_("其他事项"), reverse("console:matters")),
        ],
        "agency": desk.agency,
        "matter": row,
        "files": row.files.order_by("pk"),
        "is_open": row.state in ("SUBMITTED", "IN_PROGRESS"),
    }
