"""Gives answers that come without a page one in Chinese, and tells caches of the view cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from gongkai.portal.error_pages import EXPLANATIONS
from gongkai.portal.view_modes import depends_on_mode

_MACHINES = ("/api/", "/console/")


class PlainRefusals:
    """Middleware: a method that a page does not know is refused with words, not with nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, with a page where it has none."""
        response = self.get_response(request)
        if response.status_code == 405 and not request.path.startswith(_MACHINES):
            allowed = response.get("Allow", "")
            context = {"told": EXPLANATIONS[405]}
            response = render(request, "portal/told.html", context, status=405)
            response["Allow"] = allowed
        if depends_on_mode(request):
            patch_vary_headers(response, ("Cookie",))
        return response
