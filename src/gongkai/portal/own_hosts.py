"""Each organ under its own host: who asks for its pages at another's is sent there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from gongkai.portal.site import preview_of, site_of
from gongkai.sites.queries.hosts import host_of_another

Answer = Callable[[HttpRequest], HttpResponse]


class OwnHosts:
    """Sends readers of another organ's pages to its host, and keeps previews out of every store."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        if request.GET and _is_of_portal(request) and preview_of(request) is not None:
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer with the way to the organ's own host where the address names such an organ."""
        code = kwargs.get("agency")
        if not code or request.method not in ("GET", "HEAD") or not _is_of_portal(request):
            return None
        site = site_of(request)
        if site.agency is not None and site.agency.code == code:
            return None
        host = host_of_another(code, site.domain)
        if not host:
            return None
        port = request.get_host()[len(site.domain) :]
        address = f"{request.scheme}://{host}{port}{request.get_full_path()}"
        return HttpResponsePermanentRedirect(address)


def _is_of_portal(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_name == "portal"
