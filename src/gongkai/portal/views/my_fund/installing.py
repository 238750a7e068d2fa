"""What makes 我的公积金 a thing to be installed on a phone; nothing here is about anybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.portal.signed_in import fund_centre_of

_COLOUR, _PAPER = "#1f4e8c", "#ffffff"
_ICONS = (("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"))
# What the offline page needs, besides itself.
_SHELL = ("portal/offline.css", "portal/icon.svg")
_AN_HOUR = "public, max-age=3600"


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Say how the thing is called, looks and begins (W3C Web App Manifest)."""
    centre = fund_centre_of(request)
    content = {
        "name": _("%(centre)s·我的公积金") % {"centre": centre.name},
        "short_name": _("我的公积金"),
        "lang": "zh-CN",
        "id": reverse("portal:my-fund"),
        "start_url": reverse("portal:my-fund"),
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _COLOUR,
        "icons": [
            {
                "src": static(f"portal/app-{purpose}-{size.partition('x')[0]}.png"),
                "sizes": size,
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in _ICONS
        ],
    }
    response = JsonResponse(content, content_type="application/manifest+json")
    response.headers["Cache-Control"] = _AN_HOUR
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that shows the offline page where there is no line, and keeps no other."""
    fund_centre_of(request)
    kept = [reverse("portal:offline"), *map(static, _SHELL)]
    content_type = "text/javascript; charset=utf-8"
    context = {"kept": kept}
    response = render(request, "portal/my_fund/worker.js", context, content_type=content_type)
    # A browser asks for it anew each time, so that a changed one is not kept for long.
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no line; the same page for everybody."""
    context = {"centre": fund_centre_of(request)}
    response = render(request, "portal/my_fund/offline.html", context)
    response.headers["Cache-Control"] = _AN_HOUR
    return response
