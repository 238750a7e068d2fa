"""Issuing at the counter to somebody who is there and has shown who he is."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.certificate_forms import CounterForm
from gongkai.console.certificate_tabs import certificate_tabs
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.certificates.counter import issue_at_counter
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.fund_services.permissions import require_handler
from gongkai.fund_services.queries.certificates.settings import (
    IssuingSetting,
    issuing_setting,
    issuing_settings,
)
from gongkai.rules.certificates import CertificateKind

_AWAY = (CoreAway, CertificateUnavailable)


@require_safe
@staff
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the kinds that can be issued."""
    require_handler(desk.officer, desk.agency, desk.on)
    context = {
        "title": _("柜台出具证明"),
        "agency": desk.agency,
        "tabs": certificate_tabs("counter-certificates", desk),
        "settings": list(issuing_settings(desk.agency).values()),
    }
    return render(request, "console/certificates/counter_kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def issue(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Ask who is there, or issue."""
    require_handler(desk.officer, desk.agency, desk.on)
    if kind not in set(CertificateKind):
        raise NotHere(_("没有这种证明，请从列表中选择。"))
    setting = issuing_setting(desk.agency, CertificateKind(kind))
    if request.method != "POST":
        first = {"token": secrets.token_urlsafe(18)}
        return _page(request, desk, setting, CounterForm(wanted=setting.form, initial=first))
    form = CounterForm(request.POST, wanted=setting.form)
    if not form.is_valid():
        return _page(request, desk, setting, form, problems_of(form), 400)
    try:
        row = issue_at_counter(
            officer=desk.officer,
            kind=setting.form.kind,
            on=desk.on,
            at=desk.at,
            **form.cleaned_data,
        )
    except (*REFUSED, *_AWAY) as refused:
        status = 503 if isinstance(refused, _AWAY) else 409
        return _page(request, desk, setting, form, str(refused), status)
    messages.success(request, _("证明已出具，请打印后交给本人。"))
    return redirect("console:certificate", pk=row.pk)


def _page(
    request: HttpRequest,
    desk: Desk,
    setting: IssuingSetting,
    form: Any,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": _("柜台出具%(name)s") % {"name": setting.form.name},
        "agency": desk.agency,
        "tabs": certificate_tabs("counter-certificates", desk),
        "setting": setting,
        "form": form,
        "told": told,
    }
    return render(request, "console/certificates/counter.html", context, status=status)
