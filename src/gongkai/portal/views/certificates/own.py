"""One's own certificates: the list, one of them with its code to pass on, and its file."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.fund_services.operations.certificates.composing import verify_address
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateUnavailable,
)
from gongkai.fund_services.queries.accounts.sessions import SignedIn
from gongkai.fund_services.queries.certificates.own import (
    certificate_for,
    certificate_of,
    certificates_for,
    certificates_of,
    events_of,
    sealed_facts,
    standing_of,
)
from gongkai.fund_services.queries.certificates.settings import issuing_settings
from gongkai.portal.certificate_kinds import offered_to
from gongkai.portal.certificate_pages import certificate_page
from gongkai.portal.share_code import qr_code
from gongkai.portal.signed_in import for_account, who_is_here
from gongkai.portal.throttling import FollowThrottle, throttled
from gongkai.privacy.masking import mask_identity

_MOST = 200


@require_safe
@for_account
def certificates(request: HttpRequest) -> HttpResponse:
    """List the certificates of who is signed in, and what he can have issued."""
    signed, on = who_is_here(request), timezone.localdate()
    settings = issuing_settings(signed.agency)
    rows = certificates_for(signed.agent) if signed.agent else certificates_of(signed.account)
    context = {
        "page": certificate_page(),
        "signed": signed,
        "offered": [(slug, settings[kind]) for slug, kind in offered_to(signed)],
        "rows": [(row, standing_of(row, on)) for row in rows[:_MOST]],
    }
    return render(request, "portal/certificates/list.html", context)


@require_safe
@for_account
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one certificate: whether it counts, its code, and what happened to it."""
    row, on = own_certificate(who_is_here(request), pk), timezone.localdate()
    address = verify_address(row.agency, row.certificate_no, row.code)
    context = {
        "page": certificate_page(row.certificate_no),
        "row": row,
        "state": standing_of(row, on),
        "facts": [
            (
                each.label,
                mask_identity(each.value) if each.code == "identity_number" else each.value,
            )
            for each in sealed_facts(row).facts
        ],
        "address": address,
        "qr": qr_code(address),
        "events": events_of(row),
        "is_new": request.GET.get("xin") == "1",
    }
    return render(request, "portal/certificates/one.html", context)


@require_safe
@for_account
@throttled(FollowThrottle)
def certificate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the file of a certificate, the same each time."""
    signed, at = who_is_here(request), timezone.now()
    row, on = own_certificate(signed, pk), timezone.localdate(at)
    try:
        content = print_certificate(certificate=row, account=signed.account, on=on, at=at)
    except CertificateActRefused as refused:
        return _told(request, row, str(refused), 409)
    except CertificateUnavailable as unavailable:
        return _told(request, row, str(unavailable), 503)
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(f"{row.get_kind_display()}{row.certificate_no}.pdf")
    response["Content-Disposition"] = (
        f"attachment; filename=\"{row.certificate_no}.pdf\"; filename*=UTF-8''{name}"
    )
    return response


def own_certificate(signed: SignedIn, pk: int) -> Any:
    """Return a certificate of who is signed in, or of the employer he acts for.

    :raises Http404: for another's just as for one that there is not
    """
    if signed.agent is not None:
        row = certificate_for(signed.agent, pk)
    else:
        row = certificate_of(signed.account, pk)
    if row is None:
        raise Http404
    return row


def _told(request: HttpRequest, row: Any, told: str, status: int) -> HttpResponse:
    context = {"page": certificate_page(row.certificate_no), "told": told, "row": row}
    return render(request, "portal/certificates/no_file.html", context, status=status)
