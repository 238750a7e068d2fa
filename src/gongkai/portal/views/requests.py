"""依申请公开: the statutory form, its check against what is public, and the receipt."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.operations.applying import Attached
from gongkai.casework.operations.filing import file_request
from gongkai.casework.operations.holding import hold_file, release_file
from gongkai.casework.queries.unconfirmed import confirm_on
from gongkai.documents.attachments.kinds import READABLE, TAKEN
from gongkai.documents.attachments.taking import LIMITS
from gongkai.documents.keeping import FileNotKept
from gongkai.portal.already_public import hits_for
from gongkai.portal.apply_forms import ApplyForm, application_of
from gongkai.portal.attachments import files_given, receiving_files
from gongkai.portal.drafts import (
    Draft,
    HeldFile,
    contents_of,
    draft_of,
    forget_draft,
    save_draft,
    seal_in_session,
    sealed_in_session,
)
from gongkai.portal.grants import give_grant
from gongkai.portal.not_open import not_open
from gongkai.portal.pages import REQUESTS, Crumb, Page, Text
from gongkai.portal.questions import is_answered, new_question
from gongkai.portal.site import site_of
from gongkai.portal.throttling import ApplyThrottle, throttled
from gongkai.privacy.masking import mask_identity
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.clock import Due, Entry, Event, reply_due

_DRAFT = "request"
# Fields of files, and the kind of file (FileKind) that each takes.
_FILE_FIELDS = {"identity": "IDENTITY", "files": "APPLICATION"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@receiving_files
def apply(request: HttpRequest) -> HttpResponse:
    """Show the form with what was typed so far, or take in what was typed."""
    if site_of(request).agency is None:
        return not_open(request)
    if request.method == "POST":
        return _typed(request)
    draft = draft_of(request, _DRAFT)
    return _form_page(request, ApplyForm(initial=draft.fields), draft)


@throttled(ApplyThrottle)
def _typed(request: HttpRequest) -> HttpResponse:
    draft = draft_of(request, _DRAFT)
    if "forget" in request.POST:
        forget_draft(request, _DRAFT)
        return redirect("portal:apply")
    form = ApplyForm(request.POST)
    draft.fields = {name: request.POST.get(name, "")[:5000] for name in form.fields}
    refusals = _files_changed(request, draft)
    save_draft(request, _DRAFT, draft)
    if any(name.startswith("drop-") for name in request.POST) or "save" in request.POST:
        return _form_page(request, ApplyForm(initial=draft.fields), draft, refusals)
    if refusals or not form.is_valid():
        return _form_page(request, form, draft, refusals, status=400)
    return redirect("portal:apply-confirm")


def _files_changed(request: HttpRequest, draft: Draft) -> list[str]:
    """Hold the files that came and forget those that were struck out; return what was refused."""
    struck = {name.removeprefix("drop-") for name in request.POST if name.startswith("drop-")}
    for file in draft.files:
        if file.held in struck:
            release_file(file.held)
    draft.files = [file for file in draft.files if file.held not in struck]
    refusals: list[str] = []
    for field, kind in _FILE_FIELDS.items():
        taken = files_given(request, tuple(file.size for file in draft.files), field)
        refusals += taken.refusals
        for given in taken.files:
            try:
                held = hold_file(content=given.content, at=timezone.now())
            except FileNotKept as error:
                told = _("文件“%(name)s”没有保存成功") % {"name": given.name}
                refusals.append(f"{told}{error}")
                continue
            file = HeldFile(held, given.name, given.media_type, len(given.content), kind)
            draft.files.append(file)
    return refusals


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Show what will be filed and what is public already; file it."""
    agency = site_of(request).agency
    if agency is None:
        return not_open(request)
    draft = draft_of(request, _DRAFT)
    form = ApplyForm(draft.fields)
    if not draft.fields and sealed_in_session(request, "receipt") is not None:
        # Sent again after it was filed: the receipt is the answer.
        return redirect("portal:applied")
    if not form.is_valid():
        return redirect("portal:apply")
    if request.method == "POST":
        return _filed(request, agency, draft, form)
    return _confirm_page(request, draft, form)


@throttled(ApplyThrottle)
def _filed(request: HttpRequest, agency: Agency, draft: Draft, form: ApplyForm) -> HttpResponse:
    if not is_answered(request.POST.get("question", ""), request.POST.get("answer", "")):
        wrong = _("计算题：答案不对，或者页面停留超过一小时，请回答新的题目。")
        return _confirm_page(request, draft, form, wrong, status=400)
    held = contents_of(draft)
    if len(held) < len(draft.files):
        draft.files = [file for file, content in held]
        save_draft(request, _DRAFT, draft)
        lost = _("部分附件保存已超过一天，系统已清除，请返回修改，重新选择附件。")
        return _confirm_page(request, draft, form, lost, status=400)
    at = timezone.now()
    try:
        filed = file_request(
            agency=agency,
            application=application_of(form.cleaned_data),
            attachments=[Attached(f.name, f.media_type, content, f.kind) for f, content in held],
            on=timezone.localdate(at),
            at=at,
            token=draft.token,
        )
    except FileNotKept as error:
        return _confirm_page(request, draft, form, _("附件没有保存成功") + str(error), status=503)
    number = filed.request.register_no
    receipt = {"number": number, "code": filed.query_code, "on": timezone.localdate(at).isoformat()}
    seal_in_session(request, "receipt", receipt)
    give_grant(request, number)
    forget_draft(request, _DRAFT)
    return redirect("portal:applied")


@require_safe
@never_cache
def applied(request: HttpRequest) -> HttpResponse:
    """Show number and code once filed, what happens next, and the clock so far."""
    receipt = sealed_in_session(request, "receipt")
    if receipt is None:
        return redirect("portal:track")
    on = date.fromisoformat(receipt["on"])
    context = {
        "page": _described(_("提交成功")),
        "receipt": receipt,
        "filed_on": on,
        "confirm_on": confirm_on(on, working_calendar()),
        "due": _due_if_confirmed(on),
    }
    return render(request, "portal/applied.html", context)


@require_safe
def paper_form(request: HttpRequest) -> HttpResponse:
    """Show the blank form, to be printed."""
    context = {"page": _described(_("政府信息公开申请表")), "form": ApplyForm()}
    return render(request, "portal/paper_form.html", context)


def _due_if_confirmed(on: date) -> Due | None:
    try:
        return reply_due([Entry(on, Event.RECEIVED)], working_calendar())
    except CalendarNotPublished:
        return None


def _form_page(
    request: HttpRequest,
    form: ApplyForm,
    draft: Draft,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": _described(REQUESTS.name, is_indexed=not form.is_bound, is_first=True),
        "form": form,
        "draft": draft,
        "refusals": refusals or [],
        "is_saved": bool(draft.fields),
        "readable": READABLE,
        "taken": TAKEN,
        "limits": LIMITS.told,
    }
    return render(request, "portal/apply.html", context, status=status)


def _confirm_page(
    request: HttpRequest, draft: Draft, form: ApplyForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    values = form.cleaned_data
    shown = ((field.label, _shown(form, name)) for name, field in form.fields.items())
    context = {
        "page": _described(_("核对并提交")),
        "facts": [(label, value) for label, value in shown if value],
        "draft": draft,
        "hits": hits_for(
            values["document_title"], values["document_no"], values["wanted"], timezone.localdate()
        ),
        "question": new_question(),
        "refusal": refusal,
    }
    return render(request, "portal/apply_confirm.html", context, status=status)


def _shown(form: ApplyForm, name: str) -> str:
    value = str(form.cleaned_data.get(name) or "")
    if name == "identity_number":
        return mask_identity(value)
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value))


def _closed(request: HttpRequest) -> HttpResponse:
    return not_open(request)


def _described(title: Text, *, is_indexed: bool = False, is_first: bool = False) -> Page:
    crumbs = (
        (Crumb(REQUESTS.name),)
        if is_first
        else (Crumb(REQUESTS.name, REQUESTS.address), Crumb(title))
    )
    return Page(title=title, column=REQUESTS, crumbs=crumbs, is_indexed=is_indexed)
