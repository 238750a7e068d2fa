"""The receipt of what was filed: number, code, and a QR code to its progress."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.fund_services.queries.applications.progress import progress_of
from gongkai.fund_services.queries.applications.receipts import code_of, receipt_of
from gongkai.portal.filing_pages import filing_page
from gongkai.portal.share_code import qr_code
from gongkai.portal.signed_in import for_account, who_is_here


@require_safe
@for_account
def filing_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show one's own receipt, to be printed or taken along."""
    here = who_is_here(request)
    application = receipt_of(here.account, here.agent, number) or receipt_of(
        here.account, None, number
    )
    if application is None:
        raise Http404
    address = request.build_absolute_uri(
        reverse("portal:progress") + f"?number={application.receipt_no}"
    )
    context = {
        "page": filing_page(_("受理回执"), application.item.name, application.item.code),
        "application": application,
        "code": code_of(application),
        "progress": progress_of(application),
        "qr": qr_code(address),
        "address": address,
    }
    return render(request, "portal/filing/receipt.html", context)
