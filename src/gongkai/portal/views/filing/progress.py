"""办件进度查询: by receipt number and code, without signing in; one's own also when signed in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import sealed_content
from gongkai.fund_services.operations.applications.withdrawing import (
    rate_application,
    withdraw_application,
)
from gongkai.fund_services.queries.applications.progress import progress_of, result_of
from gongkai.fund_services.queries.applications.receipts import (
    application_numbered,
    application_with_code,
    receipt_of,
)
from gongkai.portal.certificate_leads import lead_of
from gongkai.portal.filing_forms import ProgressForm, WithdrawForm
from gongkai.portal.filing_pages import progress_page
from gongkai.portal.grants import end_grant, give_grant, has_grant
from gongkai.portal.saving import saved_as
from gongkai.portal.signed_in import (
    for_account,
    fund_centre_of,
    kept_private,
    show_as_own,
    signed_in,
    who_is_here,
)
from gongkai.portal.throttling import FollowThrottle, TrackThrottle, throttled
from gongkai.rules.service_opinions import ServiceOpinion

_MATTER = "progress-{}"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; lead to the application they belong to."""
    agency = fund_centre_of(request)
    if request.method == "POST":
        return _looked_up(request, agency)
    form = ProgressForm(initial={"number": request.GET.get("number", "")[:40]})
    return _ask_page(request, form)


@throttled(TrackThrottle)
def _looked_up(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = ProgressForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, status=400)
    found = application_with_code(agency, form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        wrong = _(
            "受理号和查询码不相符，请核对后重新填写。查询码遗失的，登录后可以在受理回执上查看。"
        )
        form.add_error(None, wrong)
        return _ask_page(request, form, status=404)
    give_grant(request, _MATTER.format(found.receipt_no))
    return redirect("portal:progress-of", found.receipt_no)


@require_safe
@never_cache
@throttled(FollowThrottle)
def progress_of_number(request: HttpRequest, number: str) -> HttpResponse:
    """Show how far an application has come, to whoever may follow it."""
    agency = fund_centre_of(request)
    own = _own(request, number)
    found = own
    if found is None and has_grant(request, _MATTER.format(number)):
        found = application_numbered(agency, number)
    if found is None:
        return redirect("portal:progress")
    return _progress_page(request, found, is_own=own is not None)


@require_POST
@for_account
def withdraw_filed(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw one's own application."""
    own = _own_or_404(request, number)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _progress_page(request, own, is_own=True, form=form, status=400)
    if not form.cleaned_data["sure"]:
        form.add_error("sure", _("撤回：没有勾选确认，请勾选后再撤回。"))
        return _progress_page(request, own, is_own=True, form=form, status=400)
    at = timezone.now()
    try:
        withdraw_application(
            application=own,
            account=who_is_here(request).account,
            agent=own.agent and who_is_here(request).agent,
            reason=form.cleaned_data["reason"],
            on=timezone.localdate(at),
            at=at,
        )
    except ApplicationRefused as refused:
        form.add_error(None, str(refused))
        fresh = _own_or_404(request, number)
        return _progress_page(request, fresh, is_own=True, form=form, status=409)
    return redirect("portal:progress-of", number)


@require_POST
@for_account
def rate_filed(request: HttpRequest, number: str) -> HttpResponse:
    """Keep how an applicant finds what was done."""
    own = _own_or_404(request, number)
    try:
        opinion = ServiceOpinion(int(request.POST.get("opinion", "")))
    except ValueError:
        return redirect("portal:progress-of", number)
    at = timezone.now()
    try:
        rate_application(
            application=own,
            account=who_is_here(request).account,
            agent=own.agent and who_is_here(request).agent,
            opinion=opinion,
            on=timezone.localdate(at),
            at=at,
        )
    except ApplicationRefused as refused:
        return _progress_page(request, own, is_own=True, told=str(refused), status=409)
    return redirect("portal:progress-of", number)


@require_safe
@for_account
def result_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Hand out the document that came of one's own application."""
    file = result_of(_own_or_404(request, number), pk)
    if file is None:
        raise Http404
    content = sealed_content(file.stored_name)
    return saved_as(HttpResponse(content, content_type=file.media_type), file.name)


@require_POST
@never_cache
def leave_progress(request: HttpRequest, number: str) -> HttpResponse:
    """Stop following an application in this browser."""
    end_grant(request, _MATTER.format(number))
    return redirect("portal:progress")


def own_application(request: HttpRequest, number: str) -> Any:
    """Return one's own application, or that of the employer one acts for.

    :raises Http404: if there is none of that number
    """
    return _own_or_404(request, number)


def _own(request: HttpRequest, number: str) -> Any | None:
    here = signed_in(request)
    if here is None:
        return None
    own = receipt_of(here.account, None, number)
    if own is None and here.agent is not None:
        own = receipt_of(here.account, here.agent, number)
    return own


def _own_or_404(request: HttpRequest, number: str) -> Any:
    own = _own(request, number)
    if own is None:
        raise Http404
    return own


def _ask_page(request: HttpRequest, form: ProgressForm, status: int = 200) -> HttpResponse:
    context = {"page": progress_page(), "form": form}
    return render(request, "portal/filing/progress_ask.html", context, status=status)


def _progress_page(
    request: HttpRequest,
    application: Any,
    *,
    is_own: bool,
    form: WithdrawForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    found = progress_of(application)
    here = signed_in(request) if is_own else None
    if is_own:
        show_as_own(request)
    context = {
        "page": progress_page(_("%(number)s办理进度") % {"number": application.receipt_no}),
        "application": application,
        "progress": found,
        "is_own": is_own,
        "lead": lead_of(here, found) if here is not None else None,
        "form": form or WithdrawForm(),
        "opinions": [(each.value, each.label) for each in ServiceOpinion],
        "told": told,
    }
    return kept_private(render(request, "portal/filing/progress.html", context, status=status))
