"""咨询投诉建议: the form, and the receipt with number and code."""

import secrets
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import Agency
from gongkai.hotline.operations.message_acting import MessageRefused
from gongkai.hotline.operations.message_receiving import MessageReceived, receive_message
from gongkai.hotline.queries.published_messages import message_counts
from gongkai.portal.drafts import seal_in_session, sealed_in_session
from gongkai.portal.grants import give_grant
from gongkai.portal.message_forms import MessageForm, content_of
from gongkai.portal.message_pages import MESSAGES, message_page
from gongkai.portal.not_open import not_open
from gongkai.portal.questions import is_answered, new_question
from gongkai.portal.site import site_of
from gongkai.portal.throttling import ApplyThrottle, throttled
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.reply_limits import ReplyLimitNotInForce, TicketKind, reply_limit

_DRAFT = "draft-message"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def message_box(request: HttpRequest) -> HttpResponse:
    """Show the form with whatever was typed and not sent yet, or take a message in."""
    agency = site_of(request).agency
    if agency is None:
        return not_open(request)
    if request.method == "POST":
        form = MessageForm(request.POST)
        # Kept before anything can go wrong, also where the visitor is asked to wait.
        seal_in_session(request, _DRAFT, {**form.typed(), "token": _token(request)})
        return _sent(request, agency, form)
    kept = sealed_in_session(request, _DRAFT) or {}
    asked = {"answer_way": "ONLINE", "kind": request.GET.get("kind", "")[:20]}
    form = MessageForm(initial=asked | {name: text for name, text in kept.items() if text})
    return _form_page(request, agency, form, is_kept=bool(kept))


@throttled(ApplyThrottle)
def _sent(request: HttpRequest, agency: Agency, form: MessageForm) -> HttpResponse:
    if not is_answered(request.POST.get("question", ""), request.POST.get("answer", "")):
        form.add_error(None, _("计算题：答案不对，或者页面停留超过一小时，请回答新的题目。"))
    if not form.is_valid():
        return _form_page(request, agency, form, status=400)
    at = timezone.now()
    try:
        received = receive_message(
            agency=agency,
            content=content_of(form.cleaned_data),
            on=timezone.localdate(at),
            at=at,
            token=_token(request),
        )
    except MessageRefused as refused:
        form.add_error(None, str(refused))
        return _form_page(request, agency, form, status=400)
    except (CalendarNotPublished, ReplyLimitNotInForce):
        wait = _("本机关暂时不能推算答复期限，留言没有提交；您填写的内容已保留，请稍后再提交")
        phone = _("，或者拨打%(phone)s。") % {"phone": agency.phone} if agency.phone else "。"
        form.add_error(None, wait + phone)
        return _form_page(request, agency, form, status=503)
    return _told(request, received)


def _told(request: HttpRequest, received: MessageReceived) -> HttpResponse:
    message = received.message
    receipt = {
        "number": message.register_no,
        "code": received.query_code,
        "due_on": message.first_due_on.isoformat(),
        "way": message.answer_way,
    }
    seal_in_session(request, "message-receipt", receipt)
    request.session.pop(_DRAFT, None)
    give_grant(request, message.register_no)
    return redirect("portal:message-sent")


@require_safe
@never_cache
def message_sent(request: HttpRequest) -> HttpResponse:
    """Show number and code once, and by when the answer comes."""
    receipt = sealed_in_session(request, "message-receipt")
    if receipt is None:
        return redirect("portal:message-track")
    due_on = date.fromisoformat(receipt["due_on"])
    context = {"page": message_page(_("留言已提交")), "receipt": receipt, "due_on": due_on}
    return render(request, "portal/messages/sent.html", context)


def _form_page(
    request: HttpRequest,
    agency: Agency,
    form: MessageForm,
    *,
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": message_page(MESSAGES.name, is_first=True, is_indexed=not form.is_bound),
        "form": form,
        "is_kept": is_kept,
        "organ": agency,
        "limit": reply_limit(TicketKind.CONSULTATION, timezone.localdate()),
        "counts": message_counts(agency),
        "question": new_question(),
        "token": _token(request) or secrets.token_urlsafe(18),
    }
    return render(request, "portal/messages/box.html", context, status=status)


def _token(request: HttpRequest) -> str:
    return request.POST.get("token", "")[:60]
