"""Where the SMS gateway pushes its delivery reports: signed, each call once."""

import json
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gongkai.messages.operations.reporting import take_reports, use_nonce
from gongkai.messages.outlets.signing import Forged, SigningKey
from gongkai.messages.outlets.sms import reports_in
from gongkai.messages.outlets.speaking import Unanswered

_MOST = 1 << 20


@csrf_exempt
@never_cache
@require_POST
def sms_reports(request: HttpRequest) -> JsonResponse:
    """Take the reports of a call that proves itself, and tell how many changed anything."""
    told = settings.GONGKAI_SMS
    if not told["base"]:
        return _refused("本系统没有配置短信网关。", 404)
    if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST:
        return _refused("一次推送不超过1MB，请分批推送。", 413)
    at = timezone.now()
    try:
        _prove(request, SigningKey(told["key"], told["secret"]), at)
    except Forged as refused:
        return _refused(str(refused), 401)
    try:
        found = json.loads(request.body)
        reports = reports_in(found if isinstance(found, dict) else {})
    except (ValueError, Unanswered):
        return _refused("状态报告格式不符，请按接口说明推送。", 400)
    return JsonResponse({"taken": take_reports(reports=reports, at=at)})


def _prove(request: HttpRequest, key: SigningKey, at: datetime) -> None:
    nonce = key.check(
        request.headers, path=request.path, body=request.body, moment=int(at.timestamp())
    )
    use_nonce(nonce=f"sms:{nonce}", at=at)


def _refused(why: str, status: int) -> JsonResponse:
    shown = {"ensure_ascii": False}
    return JsonResponse({"detail": why}, status=status, json_dumps_params=shown)
