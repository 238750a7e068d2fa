"""Is the process alive, and can the installation serve?"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.api.readiness import reasons_not_ready


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does; asks nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if the installation can serve, else 503 with the reasons."""
    reasons = reasons_not_ready()
    if not reasons:
        return JsonResponse({"status": "ok"})
    content = {"status": "unavailable", "reasons": reasons}
    return JsonResponse(content, status=503, json_dumps_params={"ensure_ascii": False})
