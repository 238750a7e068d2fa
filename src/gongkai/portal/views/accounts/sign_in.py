"""登录 and 退出: by number and password; what a form was sent with is kept meanwhile."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.signing_in import SignInLocked
from gongkai.fund_services.operations.accounts.signing_in import sign_in as sign_in_to_account
from gongkai.fund_services.operations.accounts.signing_in import sign_out as sign_out_of_account
from gongkai.fund_services.queries.accounts.agents import employers_of, namings_for
from gongkai.fund_services.queries.accounts.sessions import signed_in_with
from gongkai.portal.account_forms import SignInForm
from gongkai.portal.account_pages import entry_page
from gongkai.portal.account_throttling import SignInThrottle
from gongkai.portal.devices import place_of_request
from gongkai.portal.resuming import kept_post
from gongkai.portal.signed_in import (
    fund_centre_of,
    give_cookie,
    kept_private,
    signed_in,
    take_cookie,
    with_next,
)
from gongkai.portal.throttling import throttled


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for number and password; lead to where somebody wanted to go."""
    agency = fund_centre_of(request)
    if request.method == "POST":
        return _tried(request, agency)
    if signed_in(request) is not None:
        return redirect(goal_of(request))
    return sign_in_page(request, SignInForm())


@throttled(SignInThrottle)
def _tried(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = SignInForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, form, status=400)
    try:
        token = sign_in_to_account(
            agency=agency,
            number=form.cleaned_data["number"],
            password=form.cleaned_data["password"],
            at=timezone.now(),
            place=place_of_request(request),
        )
    except SignInLocked as locked:
        form.add_error(None, str(locked))
        response = sign_in_page(request, form, status=429)
        response["Retry-After"] = str(locked.minutes * 60)
        return response
    except AccountRefused as refused:
        form.add_error(None, str(refused))
        return sign_in_page(request, form, status=400)
    return entered(request, agency, token)


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here; what was typed and not sent is kept with the account, not in the browser."""
    fund_centre_of(request)
    found = signed_in(request)
    if found is not None:
        sign_out_of_account(session=found.session, at=timezone.now())
    for name in ("account-proof", "account-outside"):
        request.session.pop(name, None)
    rotate_token(request)
    request.session["account-told"] = _("您已经退出登录。")
    return take_cookie(request, redirect("portal:sign-in"))


def entered(request: HttpRequest, agency: Agency, token: str, goal: str = "") -> HttpResponse:
    """Return the answer to somebody who has just signed in: his cookie, and where he goes on."""
    rotate_token(request)
    kept = kept_post(request.POST.get("kept", "")) if request.POST.get("kept") else None
    if kept is not None:
        page = entry_page(_("已经登录，请继续提交"))
        response = render(request, "portal/accounts/resume.html", {"page": page, "kept": kept})
        return give_cookie(request, response, token)
    found = signed_in_with(token, agency, timezone.now())
    goal = goal or goal_of(request)
    # Who may act for an employer says first whom he is here for.
    if found is not None and (employers_of(found.account) or namings_for(found.account)):
        goal = with_next(reverse("portal:account-acting"), goal)
    return give_cookie(request, redirect(goal), token)


def goal_of(request: HttpRequest) -> str:
    """Return where somebody wanted to go: a path of this site, never another site."""
    goal = request.POST.get("next") or request.GET.get("next") or ""
    return safe_goal(goal)


def safe_goal(goal: str) -> str:
    """Return a path of this site, or the overview of one's own fund for whatever is none."""
    is_path = goal.startswith("/") and len(goal) <= 2000
    if is_path and url_has_allowed_host_and_scheme(goal, allowed_hosts=None):
        return goal
    return reverse("portal:my-fund")


def sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    """Return the page that asks for number and password."""
    kept = request.POST.get("kept", "")
    context = {
        "page": entry_page(_("登录")),
        "form": form,
        "next": goal_of(request),
        "kept": kept if kept and kept_post(kept) else "",
        "outside": settings.GONGKAI_OIDC_NAME if settings.GONGKAI_OIDC["issuer"] else "",
        "told": request.session.pop("account-told", ""),
    }
    return kept_private(render(request, "portal/accounts/sign_in.html", context, status=status))
