"""Where the WeChat platform pushes what followers send, and what became of template messages."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.agencies.models import Agency
from gongkai.hotline.operations.wechat.taking import take_push
from gongkai.messages.operations.reporting import NotYetKnown, take_wechat_event
from gongkai.messages.outlets.signing import Forged
from gongkai.messages.outlets.wechat_events import (
    MOST,
    JobFinished,
    PushKey,
    job_finished,
    pushed,
    reply_to,
)
from gongkai.messages.queries.gateways import wechat_callback_of
from gongkai.publications.queries.deliveries import wechat_account_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wechat_events(request: HttpRequest, agency: str) -> HttpResponse:
    """Greet the platform, or take what it pushes; what tells of something else is thanked for."""
    organ = Agency.objects.filter(code=agency).first()
    key = _key_of(organ) if organ is not None else None
    if organ is None or key is None:
        return _plain("not configured", 404)
    # Before it is read: nothing of the platform's is as long.
    if _length(request) > MOST:
        return _plain("推送内容过长，没有处理。", 413)
    at = timezone.now()
    try:
        if request.method != "POST":
            return _plain(key.greeting(request.GET), 200)
        told = key.opened(request.GET, request.body, int(at.timestamp()))
    except Forged as refused:
        return _plain(str(refused), 403)
    event = job_finished(told)
    return _finished(organ, event, at) if event else _answered(organ, key, told, at)


def _finished(organ: Agency, event: JobFinished, at: datetime) -> HttpResponse:
    try:
        # Played again it changes nothing more, so nothing is remembered of the call itself.
        take_wechat_event(agency=organ, event=event, at=at)
    except NotYetKnown:
        return _plain("later", 503)
    return _plain("success", 200)


def _answered(organ: Agency, key: PushKey, xml: str, at: datetime) -> HttpResponse:
    """Return the reply to what a follower sent, encrypted; played again it is the same."""
    told = pushed(xml)
    on = timezone.localdate(at)
    text = take_push(agency=organ, push=told, on=on, at=at) if told is not None else ""
    if told is None or not text:
        return _plain("success", 200)
    moment = int(at.timestamp())
    sealed = key.sealed(reply_to(told, text, moment), moment)
    return HttpResponse(sealed, content_type="text/xml; charset=utf-8")


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _key_of(organ: Agency) -> PushKey | None:
    account, callback = wechat_account_of(organ), wechat_callback_of(organ)
    if account is None or callback is None:
        return None
    return PushKey(account.app_id, callback.token, callback.aes_key)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
