"""Who is signed in on the portal: a cookie of its own, which no console user and no session has."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers

from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.accounts.sessions import note_seen
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.accounts.sessions import SignedIn, signed_in_with
from gongkai.portal.resuming import ask_to_sign_in
from gongkai.portal.site import site_of

COOKIE = "gongkai_account"
_REMEMBERED = "_portal_signed_in"
_OWN_PAGE = "_portal_own_page"

View = Callable[..., HttpResponse]


def signed_in(request: HttpRequest) -> SignedIn | None:
    """Return who is signed in, and for which employer he acts; asked once a request."""
    if not hasattr(request, _REMEMBERED):
        setattr(request, _REMEMBERED, _found(request))
    found: SignedIn | None = getattr(request, _REMEMBERED)
    return found


def who_is_here(request: HttpRequest) -> SignedIn:
    """Return who is signed in, in a view that lets nobody else in."""
    found = signed_in(request)
    if found is None:
        raise Http404
    return found


def fund_centre_of(request: HttpRequest) -> Agency:
    """Return the fund centre whose site it is; other organs' sites have no such pages.

    :raises Http404: if the site is no fund centre's
    """
    agency = site_of(request).agency
    if agency is None or not is_fund_centre(agency):
        raise Http404
    return agency


def for_account(view: View) -> View:
    """Let a view be reached only by somebody who is signed in; others sign in first.

    What a form was sent with is kept while he does (`portal.resuming`).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fund_centre_of(request)
        if signed_in(request) is None:
            return kept_private(_sign_in_first(request))
        show_as_own(request)
        return kept_private(view(request, *args, **kwargs))

    return guarded


def for_agent(view: View) -> View:
    """Let a view be reached only by somebody who acts for an employer; others choose one first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if who_is_here(request).agent is None:
            return redirect(with_next(reverse("portal:account-acting"), request.get_full_path()))
        return view(request, *args, **kwargs)

    return for_account(guarded)


def show_as_own(request: HttpRequest) -> None:
    """Let a page tell who is signed in, where what it shows is his own."""
    setattr(request, _OWN_PAGE, True)


def shown_on_page(request: HttpRequest) -> SignedIn | None:
    """Return who is signed in where the page is his own; no other page ever tells."""
    return signed_in(request) if getattr(request, _OWN_PAGE, False) else None


def with_next(address: str, goal: str) -> str:
    """Return an address that leads on to a goal, a path of this site."""
    return f"{address}?{urlencode({'next': goal})}"


def give_cookie(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    """Have the browser keep a session's token; it forgets it when it is closed."""
    response.set_cookie(
        COOKIE,
        token,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    _forget(request)
    return kept_private(response)


def take_cookie(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Have the browser forget the token."""
    response.delete_cookie(COOKIE, samesite="Lax")
    _forget(request)
    return kept_private(response)


def kept_private(response: HttpResponse) -> HttpResponse:
    """Keep a person's own page out of every store on its way."""
    add_never_cache_headers(response)
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ("Cookie",))
    return response


def _found(request: HttpRequest) -> SignedIn | None:
    token, agency = request.COOKIES.get(COOKIE, ""), site_of(request).agency
    if not token or agency is None or len(token) > 100:
        return None
    at = timezone.now()
    found = signed_in_with(token, agency, at)
    if found is not None:
        note_seen(session=found.session, at=at)
    return found


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return ask_to_sign_in(request)
    return redirect(with_next(reverse("portal:sign-in"), request.get_full_path()))


def _forget(request: HttpRequest) -> None:
    if hasattr(request, _REMEMBERED):
        delattr(request, _REMEMBERED)
