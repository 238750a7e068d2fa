"""我为政府网站找错: the form, its receipt, and what became of a report."""

from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import Agency
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.faults import FaultContent, report_fault
from gongkai.participation.queries.faults import fault_by_receipt, limit_of
from gongkai.portal.not_open import not_open
from gongkai.portal.participation_forms import FaultForm, refused_beforehand, token_of
from gongkai.portal.participation_pages import (
    FAULTS,
    column_page,
    organ_of,
    page_below,
    receipt_in,
    receipt_token,
)
from gongkai.portal.questions import new_question
from gongkai.portal.site import site_of
from gongkai.portal.throttling import TrackThrottle, throttled

_LONGEST_ADDRESS = 500


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report_error(request: HttpRequest) -> HttpResponse:
    """Show the form, the address of the page one comes from filled in; or take in what was typed.

    `?page=` is a path of this site; anything else is passed over.
    """
    agency = site_of(request).agency
    if agency is None:
        return not_open(request)
    if request.method == "POST":
        return _typed(request, agency)
    return _form_page(request, agency, FaultForm(initial={"address": _page_before(request)}))


@require_safe
@never_cache
def error_reported(request: HttpRequest) -> HttpResponse:
    """Show the receipt number of a report."""
    organ = organ_of(request)
    receipt = receipt_in(request)
    if receipt is None:
        return redirect("portal:report-error")
    context = {
        "page": page_below(FAULTS, _("找错已收到"), is_indexed=False),
        "number": receipt[0],
        "sent_on": receipt[1],
        "limit": limit_of(organ),
    }
    return render(request, "portal/participation/error_reported.html", context)


@require_safe
@never_cache
@throttled(TrackThrottle)
def error_track(request: HttpRequest) -> HttpResponse:
    """Show what became of a report, by its receipt number; not what it said nor who sent it."""
    organ = organ_of(request)
    number = request.GET.get("number", "").replace("\x00", "").strip()[:60]
    fault = fault_by_receipt(organ, number) if number else None
    is_missing = bool(number) and fault is None
    context = {
        "page": page_below(FAULTS, _("找错办理查询"), is_indexed=False),
        "number": number,
        "fault": fault,
        "is_missing": is_missing,
    }
    status = 404 if is_missing else 200
    return render(request, "portal/participation/error_track.html", context, status=status)


def _typed(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = FaultForm(request.POST)
    at = timezone.now()
    on = timezone.localdate(at)
    refusal = refused_beforehand(request, form)
    if refusal:
        return _form_page(request, agency, form, status=refusal)
    values = {name: form.cleaned_data[name] for name in FaultContent.__annotations__}
    try:
        fault = report_fault(
            agency=agency, content=FaultContent(**values), token=token_of(request), on=on, at=at
        )
    except ParticipationRefused as refused:
        form.refuse(refused)
        return _form_page(request, agency, form, status=400)
    address = reverse("portal:error-reported")
    return redirect(f"{address}?t={receipt_token(fault.register_no, on)}")


def _form_page(
    request: HttpRequest, agency: Agency, form: FaultForm, status: int = 200
) -> HttpResponse:
    context = {
        "page": column_page(FAULTS),
        "form": form,
        "limit": limit_of(agency),
        "national": site_of(request).registration.report_error_url,
        "token": token_of(request),
        "question": new_question(),
    }
    return render(request, "portal/participation/report_error.html", context, status=status)


def _page_before(request: HttpRequest) -> str:
    path = request.GET.get("page", "")
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return ""
    return urljoin(request.build_absolute_uri("/"), path)[:_LONGEST_ADDRESS]
