"""How often one address may ask; generous to people, tight enough for robots."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from gongkai.portal.pages import Page, Text
from gongkai.self_inspection.outlets.own_pages import INSPECTING
from gongkai.static_site.marks import RENDERING

View = Callable[..., HttpResponse]


class PortalThrottle(SimpleRateThrottle):
    """What one client address does; counted in the cache that all nodes share.

    `deed` is what it does, in the words of the page that asks it to wait.
    """

    deed: Text

    def get_cache_key(self, request: HttpRequest, view: Any) -> str:
        """Return the key under which this client is counted."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def get_ident(self, request: HttpRequest) -> str:
        """Return the client's address; forwarded ones count only behind a configured proxy."""
        if api_settings.NUM_PROXIES is None:
            return str(request.META["REMOTE_ADDR"])
        return str(super().get_ident(request))


class SearchThrottle(PortalThrottle):
    """Searches."""

    scope = "portal-search"
    rate = "60/min"
    deed = gettext_lazy("检索")


class SuggestThrottle(PortalThrottle):
    """Suggestions asked for while somebody types."""

    scope = "portal-suggest"
    rate = "240/min"
    deed = gettext_lazy("检索")


class CheckThrottle(PortalThrottle):
    """Reports handed in to be checked."""

    scope = "portal-check"
    rate = "20/min"
    deed = gettext_lazy("核对")


class CalculateThrottle(PortalThrottle):
    """Sums reckoned, anew while somebody types."""

    scope = "portal-calculate"
    rate = "240/min"
    deed = gettext_lazy("计算")


class ApplyThrottle(PortalThrottle):
    """Forms sent in; a draft corrected counts as well."""

    scope = "portal-apply"
    rate = "60/hour"
    deed = gettext_lazy("提交")


class TrackThrottle(PortalThrottle):
    """Numbers and codes tried."""

    scope = "portal-track"
    rate = "12/min"
    deed = gettext_lazy("查询")


class FollowThrottle(PortalThrottle):
    """What applicants do in their cases."""

    scope = "portal-follow"
    rate = "60/min"
    deed = gettext_lazy("操作")


class IssueThrottle(PortalThrottle):
    """Certificates asked for."""

    scope = "portal-issue"
    rate = "60/hour"
    deed = gettext_lazy("出具证明")


class VerifyThrottle(PortalThrottle):
    """Certificates verified: numbers and codes tried, files handed in."""

    scope = "portal-verify"
    rate = "20/min"
    deed = gettext_lazy("验证")


def throttled(throttle: type[PortalThrottle]) -> Callable[[View], View]:
    """Answer 429 with a page and Retry-After where a client comes too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            guard = throttle()
            # Whoever renders or inspects all pages is nobody who comes too often.
            is_own = request.META.get(RENDERING) or request.META.get(INSPECTING)
            if is_own or guard.allow_request(request, view):
                return view(request, *args, **kwargs)
            return _too_often(request, guard.deed, ceil(guard.wait() or 1))

        return guarded

    return decorate


def _too_often(request: HttpRequest, deed: Text, seconds: int) -> HttpResponse:
    page = Page(title=_("%(deed)s过于频繁") % {"deed": deed}, is_indexed=False)
    context = {"page": page, "deed": deed, "seconds": seconds}
    response = render(request, "portal/too_often.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
