"""Reconsiderations and lawsuits: the list, one entered, one corrected or closed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.permissions import holds, require_role
from gongkai.casework.models import DisclosureRequest, Dispute
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.disputing import amend_dispute, close_dispute, register_dispute
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.case_page import cases_numbered
from gongkai.casework.queries.disputes import DisputeUnknown, disputes_of, find_dispute
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.dispute_forms import DisputeCloseForm, DisputeForm
from gongkai.console.refusals import REFUSED

_PAGE = 50
_SCOPES = {"open": True, "closed": False}


@require_safe
@staff
def all_disputes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organ's disputes."""
    require_worker(desk.officer, desk.agency, desk.on)
    scope = request.GET.get("scope", "")
    rows = disputes_of(desk.officer, is_open=_SCOPES.get(scope))
    context = {
        "title": _("复议诉讼"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "scope": scope if scope in _SCOPES else "",
        "query": f"scope={scope}&" if scope in _SCOPES else "",
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "may_register": holds(desk.officer, desk.agency, "CLERK", desk.on),
    }
    return render(request, "console/cases/disputes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Enter a dispute."""
    require_role(desk.officer, desk.agency, "CLERK", desk.on)
    initial = {"number": request.GET.get("number", "")[:40], "filed_on": desk.on}
    form = DisputeForm(request.POST if request.method == "POST" else None, initial=initial)

    def entered(number: str, **given: Any) -> Dispute:
        return register_dispute(
            agency=desk.agency,
            request=_case_numbered(desk, number),
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
            **given,
        )

    if request.method == "POST" and (dispute := _tried(form, entered)):
        messages.success(request, _("已登记，登记号 %(no)s。") % {"no": dispute.register_no})
        return redirect("console:dispute", pk=dispute.pk)
    context = _context(desk, _("登记复议诉讼")) | {"form": form}
    return render(request, "console/cases/dispute_new.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def one_dispute(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a dispute; take how it ended, or what is corrected."""
    require_worker(desk.officer, desk.agency, desk.on)
    try:
        dispute = find_dispute(desk.officer, pk)
    except DisputeUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    closes, amends = "close" in request.POST, "amend" in request.POST
    told = {name: getattr(dispute, name) for name in DisputeForm.base_fields if name != "number"}
    closing = DisputeCloseForm(
        request.POST if closes else None,
        initial={"closed_on": dispute.closed_on or desk.on, "result": dispute.result},
        prefix="close",
    )
    amending = DisputeForm(request.POST if amends else None, initial=told, prefix="amend")
    del amending.fields["number"]
    who = {"officer": desk.officer, "on": desk.on, "at": desk.at}
    done = (
        closes and _tried(closing, lambda **given: close_dispute(dispute=dispute, **who, **given))
    ) or (
        amends and _tried(amending, lambda **given: amend_dispute(dispute=dispute, **who, **given))
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("console:dispute", pk=pk)
    context = _context(desk, dispute.register_no) | {
        "dispute": dispute,
        "closing": closing,
        "amending": amending,
        "may_write": holds(desk.officer, desk.agency, "CLERK", desk.on),
    }
    status = max(_status(closing), _status(amending))
    return render(request, "console/cases/dispute.html", context, status=status)


def _tried(form: Any, operation: Any) -> Dispute | None:
    """Return what came of it, or None with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        dispute: Dispute = operation(**form.cleaned_data)
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return None
    return dispute


def _status(form: Any) -> int:
    return 400 if form.is_bound else 200


def _case_numbered(desk: Desk, number: str) -> DisclosureRequest | None:
    if not number.strip():
        return None
    found, unknown = cases_numbered(desk.officer, [number.strip()])
    if unknown:
        raise CaseRefused(_("登记号：本机关没有 %(names)s，请核对。") % {"names": unknown[0]})
    return found[0]


def _context(desk: Desk, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "crumbs": [
            (_("依申请公开"), reverse("console:cases")),
            (_("复议诉讼"), reverse("console:disputes")),
        ],
        "agency": desk.agency,
    }
