"""办理查询: a case by its number and code; the code never stands in an address."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest, Matter
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.handing_over import hand_over
from gongkai.casework.queries.tracking import (
    answer_by,
    file_for_applicant,
    followed,
    followed_row,
    track,
)
from gongkai.documents.attachments.kinds import READABLE, TAKEN
from gongkai.documents.attachments.taking import LIMITS
from gongkai.documents.keeping import FileNotKept
from gongkai.portal.attachments import files_given, receiving_files
from gongkai.portal.follow_acts import ACTS, offered_forms, performed
from gongkai.portal.follow_forms import ActForm, TrackForm
from gongkai.portal.grants import end_grant, give_grant, has_grant
from gongkai.portal.pages import TRACKING, Crumb, Page, Text
from gongkai.portal.plain_words import meaning_of, remedies_of
from gongkai.portal.saving import saved_as
from gongkai.portal.site import site_of
from gongkai.portal.throttling import FollowThrottle, TrackThrottle, throttled
from gongkai.rules.clock import ImpossibleHistory
from gongkai.rules.lifecycle import EventNotAllowed

_REFUSED = (CaseRefused, EventNotAllowed, ImpossibleHistory, FileNotKept)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track_case(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; lead to the case they belong to."""
    agency = site_of(request).agency
    if request.method == "POST" and agency is not None:
        return _looked_up(request, agency)
    form = TrackForm(initial={"number": request.GET.get("number", "")[:40]})
    return _ask_page(request, form)


@throttled(TrackThrottle)
def _looked_up(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, status=400)
    found = track(agency, form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        wrong = _(
            "登记号和查询码不相符，请核对后重新填写。查询码遗失的，请携带身份证明到本机关补领。"
        )
        form.add_error(None, wrong)
        return _ask_page(request, form, status=404)
    give_grant(request, found.register_no)
    return redirect("portal:tracked", number=found.register_no)


@require_safe
@never_cache
@throttled(FollowThrottle)
def tracked(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case that the session may follow."""
    found = _granted(request, number)
    if found is None:
        return _asked_again(number)
    if isinstance(found, Matter):
        page = _described(_("%(number)s办理情况") % {"number": number})
        return render(request, "portal/tracked_matter.html", {"page": page, "matter": found})
    return _case_page(request, found)


@require_http_methods(["POST"])
@never_cache
@receiving_files
def act(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    """Do something in the applicant's own case."""
    return _acted(request, number, deed)


@throttled(FollowThrottle)
def _acted(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    case = _granted(request, number)
    if not isinstance(case, DisclosureRequest) or deed not in ACTS:
        return _asked_again(number)
    chosen = ACTS[deed]
    form = chosen.form(request.POST, prefix=deed, auto_id=f"{deed}-%s")
    taken = files_given(request)
    again = partial(_case_page, request, case, deed, form)
    if taken.refusals:
        form.add_error(None, list(taken.refusals))
    if not form.is_valid():
        return again(status=400)
    at = timezone.now()
    try:
        told = performed(chosen, case, form, taken.files, on=timezone.localdate(at), at=at)
    except CaseChanged:
        changed = _("您打开页面后，案件情况有变化，本次操作未保存；请核对最新情况后再提交一次。")
        form.add_error(None, changed)
        return again(status=409, renew=True)
    except _REFUSED as refused:
        form.add_error(None, str(refused))
        return again(status=409)
    request.session["done"] = told
    return redirect("portal:tracked", number=number)


@require_safe
@never_cache
@throttled(FollowThrottle)
def tracked_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Hand out a file that belongs to an issued letter of the case."""
    case = _granted(request, number)
    if not isinstance(case, DisclosureRequest):
        return _asked_again(number)
    file = file_for_applicant(case, pk)
    if file is None:
        page = _described(_("没有这个文件"))
        return render(request, "portal/no_file.html", {"page": page, "number": number}, status=404)
    at = timezone.now()
    content = hand_over(request=case, file=file, on=timezone.localdate(at), at=at)
    return saved_as(HttpResponse(content, content_type=file.media_type), file.name)


@require_POST
@never_cache
def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Stop following a case in this browser."""
    end_grant(request, number)
    request.session.pop("receipt", None)
    return redirect("portal:track")


def _granted(request: HttpRequest, number: str) -> DisclosureRequest | Matter | None:
    agency = site_of(request).agency
    if agency is None or not has_grant(request, number):
        return None
    return followed_row(agency, number)


def _asked_again(number: str) -> HttpResponse:
    """Answer the same for a number that is not there, not granted, or granted too long ago."""
    return redirect("portal:track")


def _case_page(
    request: HttpRequest,
    case: DisclosureRequest,
    deed: str = "",
    form: ActForm | None = None,
    *,
    status: int = 200,
    renew: bool = False,
) -> HttpResponse:
    if renew:
        case = type(case).objects.select_related("agency").get(pk=case.pk)
    seen = followed(case)
    context = {
        "page": _described(_("%(number)s办理情况") % {"number": case.register_no}),
        "case": case,
        "seen": seen,
        "meaning": meaning_of(case.state),
        "answer_by": answer_by(case),
        "remedies": remedies_of(case.outcome, case.closed_on),
        "forms": offered_forms(seen, deed, form, renew=renew),
        "done": request.session.pop("done", ""),
        "readable": READABLE,
        "taken": TAKEN,
        "limits": LIMITS.told,
    }
    return render(request, "portal/tracked.html", context, status=status)


def _ask_page(request: HttpRequest, form: TrackForm, status: int = 200) -> HttpResponse:
    page = Page(
        title=TRACKING.name,
        column=TRACKING,
        crumbs=(Crumb(TRACKING.name),),
        is_indexed=not form.is_bound,
    )
    return render(request, "portal/track.html", {"page": page, "form": form}, status=status)


def _described(title: Text) -> Page:
    crumbs = (Crumb(TRACKING.name, TRACKING.address), Crumb(title))
    return Page(title=title, column=TRACKING, crumbs=crumbs, is_indexed=False)
