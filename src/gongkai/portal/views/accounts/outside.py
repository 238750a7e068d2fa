"""统一身份认证: to the provider of a government account and back, bound to the account once."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.models import Agency
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.outside import (
    Begun,
    OutsideAway,
    OutsidePerson,
    PhoneWanted,
    begin_outside,
    configured_provider,
    enter_outside,
    finish_outside,
    unbind,
)
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.portal.account_forms import OutsidePhoneForm
from gongkai.portal.account_pages import entry_page
from gongkai.portal.account_throttling import ProofThrottle, SignInThrottle
from gongkai.portal.canonical import origin_of
from gongkai.portal.devices import place_of_request
from gongkai.portal.drafts import seal_in_session, sealed_in_session
from gongkai.portal.signed_in import for_account, fund_centre_of, kept_private, who_is_here
from gongkai.portal.throttling import throttled
from gongkai.portal.views.accounts.sign_in import entered, goal_of, safe_goal

_BEGUN = "account-outside"
_FOUND = "account-outside-found"
_WITHIN = timedelta(minutes=10)
_TRIES = 5


@require_safe
@never_cache
@throttled(SignInThrottle)
def outside(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, and remember that it was this browser."""
    fund_centre_of(request)
    if configured_provider() is None:
        raise Http404
    try:
        begun = begin_outside(redirect_uri=_back(request))
    except AccountRefused as refused:
        return _refused(request, str(refused), status=503)
    kept = {
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "next": goal_of(request),
        "at": timezone.now().timestamp(),
    }
    # Whoever planted the browser's session does not share what stands in it from now on.
    request.session.cycle_key()
    seal_in_session(request, _BEGUN, kept)
    return kept_private(redirect(begun.address))


@require_safe
@never_cache
@throttled(SignInThrottle)
def outside_back(request: HttpRequest) -> HttpResponse:
    """Take somebody in who comes back from the provider; each answer counts once."""
    agency = fund_centre_of(request)
    kept = sealed_in_session(request, _BEGUN)
    request.session.pop(_BEGUN, None)
    at = timezone.now()
    if kept is None or at.timestamp() - kept["at"] > _WITHIN.total_seconds():
        told = _("登录请求已经失效或者已经使用过，请重新登录。")
        return _refused(request, told, status=400)
    try:
        found = finish_outside(
            answer={name: value[:4000] for name, value in request.GET.items()},
            begun=Begun("", kept["state"], kept["nonce"], kept["verifier"]),
            redirect_uri=_back(request),
            at=at,
        )
    except OutsideAway as away:
        return _refused(request, str(away), status=503)
    except AccountRefused as refused:
        return _refused(request, str(refused), status=400)
    return _taken_in(request, agency, found, kept["next"])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def outside_phone(request: HttpRequest) -> HttpResponse:
    """Ask for the phone that the provider did not tell, once."""
    agency = fund_centre_of(request)
    kept = sealed_in_session(request, _FOUND)
    if kept is None or timezone.now().timestamp() - kept["at"] > _WITHIN.total_seconds():
        request.session.pop(_FOUND, None)
        return redirect("portal:sign-in")
    if request.method == "POST":
        return _phone_given(request, agency, kept)
    return _phone_page(request, OutsidePhoneForm())


@require_POST
@for_account
def outside_unbind(request: HttpRequest) -> HttpResponse:
    """Have the government account sign in no more."""
    try:
        place = place_of_request(request)
        unbind(account=who_is_here(request).account, at=timezone.now(), place=place)
        told = _("已解除绑定。")
    except AccountRefused as refused:
        told = str(refused)
    request.session["account-told"] = told
    return redirect("portal:account")


@throttled(ProofThrottle)
def _phone_given(request: HttpRequest, agency: Agency, kept: dict[str, Any]) -> HttpResponse:
    form = OutsidePhoneForm(request.POST)
    if not form.is_valid():
        return _phone_page(request, form, status=400)
    kept["tries"] += 1
    if kept["tries"] > _TRIES:
        request.session.pop(_FOUND, None)
        told = _("核对次数过多，请重新登录，或者到柜台更新手机号码。")
        return _refused(request, told, status=400)
    seal_in_session(request, _FOUND, kept)
    person = Person(kept["name"], kept["identity_number"], form.cleaned_data["phone"])
    try:
        found = OutsidePerson(kept["subject"], person)
        place = place_of_request(request)
        token = enter_outside(agency=agency, found=found, at=timezone.now(), place=place)
    except CoreAway as away:
        form.add_error(None, str(away))
        return _phone_page(request, form, status=503)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _phone_page(request, form, status=400)
    request.session.pop(_FOUND, None)
    return _led_on(request, agency, token, kept["next"])


def _taken_in(
    request: HttpRequest, agency: Agency, found: OutsidePerson, goal: str
) -> HttpResponse:
    place = place_of_request(request)
    try:
        token = enter_outside(agency=agency, found=found, at=timezone.now(), place=place)
    except PhoneWanted:
        kept = {
            "subject": found.subject,
            "name": found.person.name,
            "identity_number": found.person.identity_number,
            "next": goal,
            "at": timezone.now().timestamp(),
            "tries": 0,
        }
        request.session.cycle_key()
        seal_in_session(request, _FOUND, kept)
        return kept_private(redirect("portal:outside-phone"))
    except CoreAway as away:
        return _refused(request, str(away), status=503)
    except AccountRefused as refused:
        return _refused(request, str(refused), status=400)
    return _led_on(request, agency, token, goal)


def _led_on(request: HttpRequest, agency: Agency, token: str, goal: str) -> HttpResponse:
    return entered(request, agency, token, goal=safe_goal(goal))


def _back(request: HttpRequest) -> str:
    return origin_of(request) + reverse("portal:outside-back")


def _refused(request: HttpRequest, told: str, *, status: int) -> HttpResponse:
    context = {"page": entry_page(_("没有登录")), "told": told}
    return kept_private(render(request, "portal/accounts/refused.html", context, status=status))


def _phone_page(request: HttpRequest, form: OutsidePhoneForm, *, status: int = 200) -> HttpResponse:
    context = {"page": entry_page(_("核对手机号码")), "form": form}
    template = "portal/accounts/outside_phone.html"
    return kept_private(render(request, template, context, status=status))
