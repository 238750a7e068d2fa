"""Where the WeChat platform pushes what became of template messages (服务器配置)."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.agencies.models import Agency
from gongkai.messages.operations.reporting import NotYetKnown, take_wechat_event
from gongkai.messages.outlets.signing import Forged
from gongkai.messages.outlets.wechat_events import PushKey, job_finished
from gongkai.messages.queries.gateways import wechat_callback_of
from gongkai.publications.queries.deliveries import wechat_account_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wechat_events(request: HttpRequest, agency: str) -> HttpResponse:
    """Greet the platform, or take an event; what tells of something else is thanked for."""
    organ = Agency.objects.filter(code=agency).first()
    key = _key_of(organ) if organ is not None else None
    if organ is None or key is None:
        return _plain("not configured", 404)
    at = timezone.now()
    try:
        if request.method != "POST":
            return _plain(key.greeting(request.GET), 200)
        told = key.opened(request.GET, request.body, int(at.timestamp()))
    except Forged as refused:
        return _plain(str(refused), 403)
    event = job_finished(told)
    if event is not None:
        try:
            # Played again it changes nothing more, so nothing is remembered of the call itself.
            take_wechat_event(agency=organ, event=event, at=at)
        except NotYetKnown:
            return _plain("later", 503)
    return _plain("success", 200)


def _key_of(organ: Agency) -> PushKey | None:
    account, callback = wechat_account_of(organ), wechat_callback_of(organ)
    if account is None or callback is None:
        return None
    return PushKey(account.app_id, callback.token, callback.aes_key)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
