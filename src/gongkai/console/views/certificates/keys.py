"""The keys that seal certificates: which is configured, whether it signs, which are on record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.certificate_forms import RegisterKeyForm
from gongkai.console.certificate_tabs import certificate_tabs
from gongkai.console.refusals import attempt, attempt_with
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.fund_services.operations.certificates.registering import (
    key_of,
    register_key,
    retire_key,
)
from gongkai.fund_services.operations.certificates.sealing import key_state, try_signature
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.certificates.keys import seal_keys


@require_safe
@staff
def keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the configured key and those on record."""
    rights = require_staff(desk.officer, desk.agency, desk.on)
    state = key_state(desk.agency, desk.at)
    fingerprint = state.facts.fingerprint if state.facts else ""
    context = {
        "title": _("签章密钥"),
        "agency": desk.agency,
        "tabs": certificate_tabs("seal-keys", desk),
        "state": state,
        "fingerprint": _grouped(fingerprint),
        "form": RegisterKeyForm(initial={"fingerprint": fingerprint}),
        "rows": [(row, _grouped(row.fingerprint)) for row in seal_keys(desk.agency)],
        "now": desk.at,
        "may_register": rights.oversees,
    }
    return render(request, "console/certificates/keys.html", context)


@require_POST
@staff
def try_key(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let the configured key sign something, and say how it went."""
    require_staff(desk.officer, desk.agency, desk.on)
    try:
        facts = try_signature(desk.agency, desk.at)
    except CertificateUnavailable as unavailable:
        messages.error(request, str(unavailable))
    else:
        told = _("试签成功：%(algorithm)s，签名与证书相符。") % {"algorithm": facts.algorithm}
        messages.success(request, told)
    return redirect("console:seal-keys")


@require_POST
@staff
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the configured key on record."""
    require_staff(desk.officer, desk.agency, desk.on)

    def run(fingerprint: str) -> None:
        register_key(
            agency=desk.agency,
            fingerprint=fingerprint,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )

    attempt_with(request, RegisterKeyForm(request.POST), run, _("密钥已登记，可以出具证明。"))
    return redirect("console:seal-keys")


@require_POST
@staff
def retire(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Let a key seal no longer."""
    require_staff(desk.officer, desk.agency, desk.on)
    row = key_of(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这把密钥，或者不是本机关的。"))

    def run() -> None:
        retire_key(key=row, officer=desk.officer, on=desk.on, at=desk.at)

    attempt(request, run, _("密钥已停用；以前用它签章的证明仍可验证。"))
    return redirect("console:seal-keys")


def _grouped(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, as people compare it."""
    upper = fingerprint.upper()
    return " ".join(upper[place : place + 4] for place in range(0, len(upper), 4))
