"""How each kind of certificate is issued: its fields, for how long it counts, whether confirmed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.certificate_forms import SettingForm
from gongkai.console.certificate_tabs import certificate_tabs
from gongkai.console.refusals import attempt_with
from gongkai.fund_services.operations.certificates.configuring import set_certificate
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.certificates.settings import issuing_settings
from gongkai.rules.certificates import CertificateKind, forms_source


@require_safe
@staff
def kinds(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show all kinds with their fields and settings."""
    return _page(request, desk)


@require_POST
@staff
def save(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Save how a kind is issued."""
    require_staff(desk.officer, desk.agency, desk.on)
    if kind not in set(CertificateKind):
        raise NotHere(_("没有这种证明，请从列表中选择。"))
    form = SettingForm(request.POST, auto_id=f"{kind}-%s")

    def run(**typed: Any) -> None:
        set_certificate(
            agency=desk.agency,
            kind=CertificateKind(kind),
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
            **typed,
        )

    if attempt_with(request, form, run, _("已保存，以后出具的证明照此办理。")):
        return redirect("console:certificate-settings")
    return _page(request, desk, kind, form, 400)


def _page(
    request: HttpRequest,
    desk: Desk,
    kind: str = "",
    sent: SettingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rights = require_staff(desk.officer, desk.agency, desk.on)
    lines = []
    for setting in issuing_settings(desk.agency).values():
        first = {
            "version": setting.version,
            "days": setting.days,
            "contact_name": setting.contact_name,
            "is_confirmed": setting.confirmed_on is not None,
        }
        form = SettingForm(initial=first, auto_id=f"{setting.form.kind}-%s")
        lines.append((setting, sent if sent is not None and kind == setting.form.kind else form))
    context = {
        "title": _("证明设置"),
        "agency": desk.agency,
        "tabs": certificate_tabs("certificate-settings", desk),
        "lines": lines,
        "source": forms_source(),
        "may_set": rights.oversees,
        "open_kind": kind,
    }
    return render(request, "console/certificates/settings.html", context, status=status)
