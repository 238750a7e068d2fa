"""One certificate: how it stands, what happened to it, its file, and its revocation."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.certificate_forms import DecisionForm, RevocationForm
from gongkai.console.refusals import attempt_with
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.reading import read_facts
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateUnavailable,
)
from gongkai.fund_services.operations.certificates.revoking import (
    ask_revocation,
    drop_revocation,
    revoke_certificate,
)
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.certificates.log import logged_certificate
from gongkai.fund_services.queries.certificates.own import events_of, standing_of
from gongkai.privacy.masking import mask_name

_ACTS: dict[str, tuple[Callable[..., Any], type[forms.Form], Any]] = {
    "ask-revocation": (ask_revocation, RevocationForm, gettext_lazy("已提出撤销，待另一人决定。")),
    "drop-revocation": (drop_revocation, DecisionForm, gettext_lazy("已决定不撤销。")),
    "revoke": (revoke_certificate, DecisionForm, gettext_lazy("证明已撤销，验证时显示已撤销。")),
    "revoke-alone": (
        revoke_certificate,
        RevocationForm,
        gettext_lazy("证明已撤销，验证时显示已撤销。"),
    ),
}


@require_safe
@staff
def certificate(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a certificate; what it states in full is another page."""
    return _page(request, desk, certificate_at(desk, pk))


@require_POST
@staff
def facts(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show what a certificate states in full, on the trail."""
    row = certificate_at(desk, pk)
    sealed = read_facts(certificate=row, officer=desk.officer, on=desk.on, at=desk.at)
    return _page(request, desk, row, sealed=sealed)


@require_POST
@staff
def file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Hand out the file to print it for its owner, on the trail."""
    row = certificate_at(desk, pk)
    try:
        content = print_certificate(certificate=row, officer=desk.officer, on=desk.on, at=desk.at)
    except (CertificateActRefused, CertificateUnavailable) as refused:
        messages.error(request, str(refused))
        return redirect("console:certificate", pk=pk)
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(f"{row.get_kind_display()}{row.certificate_no}.pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Ask for a revocation, or decide it."""
    row = certificate_at(desk, pk)
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从证明页面选择。"))
    operation, form, done = _ACTS[deed]

    def run(**typed: Any) -> None:
        operation(certificate=row, officer=desk.officer, on=desk.on, at=desk.at, **typed)

    sent = form(request.POST, auto_id=f"{deed}-%s")
    if attempt_with(request, sent, run, str(done)):
        return redirect("console:certificate", pk=pk)
    return _page(request, desk, certificate_at(desk, pk), deed=deed, sent=sent, status=400)


def certificate_at(desk: Desk, pk: int) -> Any:
    """Return a certificate of the officer's organ.

    :raises NotHere: if there is none
    """
    require_staff(desk.officer, desk.agency, desk.on)
    row = logged_certificate(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这份证明，或者不是本中心出具的。"))
    return row


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    sealed: Any = None,
    deed: str = "",
    sent: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    rights = require_staff(desk.officer, desk.agency, desk.on)
    first = {"version": row.version}
    shown = {
        name: form(initial=first, auto_id=f"{name}-%s") for name, (_o, form, _d) in _ACTS.items()
    }
    if sent is not None:
        sent.data = {**request.POST.dict(), "version": str(row.version)}
        shown[deed] = sent
    asked, is_open = row.revocation_asked_at is not None, row.revoked_at is None
    is_other = rights.oversees or (rights.decides and row.revocation_asked_by_id != desk.officer.pk)
    employer = row.kind == "EMPLOYER_DEPOSIT"
    context = {
        "title": row.certificate_no,
        "crumbs": [(_("证明"), reverse("console:certificates"))],
        "agency": desk.agency,
        "row": row,
        "state": standing_of(row, desk.on),
        "owner": row.owner_name if employer else mask_name(row.owner_name),
        "sealed": sealed,
        "events": events_of(row),
        "forms": {name.replace("-", "_"): form for name, form in shown.items()},
        "deed": deed,
        "may_print": rights.handles and standing_of(row, desk.on) == "VALID",
        "may_ask": is_open and not asked and (rights.handles or rights.decides),
        "may_decide": is_open and asked and is_other,
        "may_revoke": is_open and not asked and rights.oversees,
        "waits": is_open and asked and not is_other,
    }
    return render(request, "console/certificates/one.html", context, status=status)
