"""浏览方式: 长者版, colours and text size, for browsers that run no script."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.portal.leaving import is_own
from gongkai.portal.pages import Crumb, Page
from gongkai.portal.view_modes import COOKIE, COOKIE_SECONDS, ViewMode, view_mode


# It changes nothing but how the page looks to the sender; pages kept as files have no token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_view(request: HttpRequest) -> HttpResponse:
    """Show the choices, or remember one and go back to where it was made."""
    mode = view_mode(request)
    if request.method == "POST":
        return _remembered(request, mode.changed(request.POST.dict()))
    title = _("浏览方式")
    page = Page(title=title, crumbs=(Crumb(title),), is_indexed=False)
    return render(request, "portal/view_mode.html", {"page": page, "mode": mode})


def _remembered(request: HttpRequest, mode: ViewMode) -> HttpResponse:
    response = HttpResponseRedirect(_back(request), status=303)
    if mode.is_plain:
        response.delete_cookie(COOKIE)
    else:
        # The script takes it over where one runs, so it may read it.
        response.set_cookie(
            COOKIE, mode.written, COOKIE_SECONDS, secure=request.is_secure(), samesite="Lax"
        )
    return response


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        parts = urlsplit(came_from)
        if is_own(parts.path):
            return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("portal:view-mode")
