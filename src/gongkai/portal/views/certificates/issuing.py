"""Having a certificate issued: what it will state, what is to be chosen, and one press."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.documents.keeping import FileNotKept
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.accounts.refusing import AgentRefused
from gongkai.fund_services.operations.certificates import issue_certificate
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.fund_services.queries.accounts.sessions import SignedIn
from gongkai.fund_services.queries.certificates.loans import loans_to_certify
from gongkai.fund_services.queries.certificates.settings import issuing_setting
from gongkai.portal.certificate_forms import CrossCityForm, IssueForm, SettlementForm
from gongkai.portal.certificate_kinds import offered_to
from gongkai.portal.certificate_pages import certificate_page
from gongkai.portal.signed_in import for_account, who_is_here
from gongkai.portal.throttling import IssueThrottle, throttled
from gongkai.rules.certificates import CertificateKind, CertificateRefused

_AGAIN_AFTER = "60"


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def issue(request: HttpRequest, kind: str) -> HttpResponse:
    """Show what a certificate states, or issue it."""
    signed = who_is_here(request)
    chosen = dict(offered_to(signed)).get(kind)
    if chosen is None:
        raise Http404
    try:
        form = _form(signed, chosen, request.POST if request.method == "POST" else None)
    except CoreAway as away:
        return _page(request, signed, chosen, None, told=str(away), status=503)
    if request.method == "POST":
        return _issued(request, signed, chosen, form)
    return _page(request, signed, chosen, form)


@throttled(IssueThrottle)
def _issued(
    request: HttpRequest, signed: SignedIn, kind: CertificateKind, form: IssueForm
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, signed, kind, form, status=400)
    at = timezone.now()
    typed = form.cleaned_data
    try:
        row = issue_certificate(
            account=signed.account,
            agent=signed.agent,
            kind=kind,
            contract_no=typed.get("contract_no", ""),
            addressed_to=typed.get("addressed_to", ""),
            token=typed["token"],
            on=timezone.localdate(at),
            at=at,
        )
    except (CertificateRefused, AgentRefused) as refused:
        return _page(request, signed, kind, form, told=str(refused), status=409)
    except (CoreAway, CertificateUnavailable) as away:
        return _page(request, signed, kind, form, told=str(away), status=503)
    except FileNotKept as not_kept:
        told = _("证明没有出具：文件无法保存%(why)s") % {"why": not_kept}
        return _page(request, signed, kind, form, told=told, status=503)
    return redirect(f"{reverse('portal:certificate', args=[row.pk])}?xin=1")


def _form(signed: SignedIn, kind: CertificateKind, sent: Any) -> IssueForm:
    first = {"token": secrets.token_urlsafe(18)}
    if kind == CertificateKind.CROSS_CITY_LOAN:
        return CrossCityForm(sent, initial=first)
    if kind == CertificateKind.LOAN_SETTLEMENT:
        loans = [
            (each.loan.contract_no, _loan_told(each.loan))
            for each in loans_to_certify(signed.account)
        ]
        first["contract_no"] = loans[0][0] if len(loans) == 1 else ""
        return SettlementForm(sent, initial=first, loans=loans)
    return IssueForm(sent, initial=first)


def _loan_told(loan: Any) -> str:
    return _("%(year)s年%(month)s月发放，%(sum)s元，合同号%(number)s，%(state)s") % {
        "year": loan.issued_on.year,
        "month": loan.issued_on.month,
        "sum": f"{loan.principal:,.0f}",
        "number": loan.contract_no,
        "state": loan.state.label,
    }


def _page(
    request: HttpRequest,
    signed: SignedIn,
    kind: CertificateKind,
    form: IssueForm | None,
    *,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    setting = issuing_setting(signed.agency, kind)
    context = {
        "page": certificate_page(setting.form.name),
        "signed": signed,
        "setting": setting,
        "form": form,
        "has_no_loans": isinstance(form, SettlementForm) and not form.fields["contract_no"].choices,
        "told": told,
        "is_away": status == 503,
    }
    response = render(request, "portal/certificates/issue.html", context, status=status)
    if status == 503:
        response["Retry-After"] = _AGAIN_AFTER
    return response
