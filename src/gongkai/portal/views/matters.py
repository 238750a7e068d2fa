"""Three forms besides the request: one's own record, a proposal, a complaint."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.agencies.models import Agency
from gongkai.casework.operations.applying import Attached
from gongkai.casework.operations.matters import MatterRefused, Submission, file_matter
from gongkai.documents.attachments.kinds import READABLE, TAKEN
from gongkai.documents.attachments.taking import LIMITS, Inspected
from gongkai.documents.keeping import FileNotKept
from gongkai.portal.attachments import files_given, receiving_files
from gongkai.portal.drafts import seal_in_session
from gongkai.portal.grants import give_grant
from gongkai.portal.matter_forms import PAGES, MatterForm, MatterPage
from gongkai.portal.not_open import not_open
from gongkai.portal.pages import REQUESTS, Crumb, Page
from gongkai.portal.questions import is_answered, new_question
from gongkai.portal.site import site_of
from gongkai.portal.throttling import ApplyThrottle, throttled


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@receiving_files
def matter(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one of the forms, or file what was typed."""
    if kind not in PAGES:
        raise Http404
    chosen = PAGES[kind]
    agency = site_of(request).agency
    if agency is None:
        return not_open(request)
    if request.method == "POST":
        return _typed(request, agency, chosen)
    return _page(request, chosen, chosen.form())


@throttled(ApplyThrottle)
def _typed(request: HttpRequest, agency: Agency, chosen: MatterPage) -> HttpResponse:
    form = chosen.form(request.POST)
    taken = files_given(request)
    if taken.refusals:
        form.add_error(None, list(taken.refusals))
    if not is_answered(request.POST.get("question", ""), request.POST.get("answer", "")):
        form.add_error(None, _("计算题：答案不对，或者页面停留超过一小时，请回答新的题目。"))
    if not form.is_valid():
        return _page(request, chosen, form, status=400)
    try:
        return _filed(request, agency, chosen, form, taken.files)
    except (MatterRefused, FileNotKept) as refused:
        form.add_error(None, str(refused))
        return _page(request, chosen, form, status=400)


def _filed(
    request: HttpRequest,
    agency: Agency,
    chosen: MatterPage,
    form: MatterForm,
    files: tuple[Inspected, ...],
) -> HttpResponse:
    at = timezone.now()
    filed = file_matter(
        agency=agency,
        kind=chosen.kind,
        submission=Submission(**form.cleaned_data),
        attachments=[Attached(*file) for file in files],
        on=timezone.localdate(at),
        at=at,
        token=request.POST.get("token", "")[:60],
    )
    number = filed.matter.register_no
    receipt = {
        "number": number,
        "code": filed.query_code,
        "on": timezone.localdate(at).isoformat(),
        "matter": str(chosen.title),
    }
    seal_in_session(request, "receipt", receipt)
    give_grant(request, number)
    return redirect("portal:applied")


def _page(
    request: HttpRequest, chosen: MatterPage, form: MatterForm, status: int = 200
) -> HttpResponse:
    crumbs = (Crumb(REQUESTS.name, REQUESTS.address), Crumb(chosen.title))
    context = {
        "page": Page(
            title=chosen.title, column=REQUESTS, crumbs=crumbs, is_indexed=not form.is_bound
        ),
        "chosen": chosen,
        "form": form,
        "question": new_question(),
        "token": request.POST.get("token", "")[:60] or secrets.token_urlsafe(18),
        "readable": READABLE,
        "taken": TAKEN,
        "limits": LIMITS.told,
    }
    return render(request, "portal/matter.html", context, status=status)
