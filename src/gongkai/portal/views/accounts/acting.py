"""办事身份: for oneself, or for an employer one may act for; a right is accepted here too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.fund_services.operations.accounts.naming import accept_naming, decline_naming
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.sessions import choose_employer
from gongkai.fund_services.queries.accounts.agents import (
    agent_of,
    employers_of,
    naming_for,
    namings_for,
)
from gongkai.portal.account_pages import account_page
from gongkai.portal.agent_rows import agent_rows, naming_rows
from gongkai.portal.devices import place_of_request
from gongkai.portal.signed_in import for_account, give_cookie, who_is_here
from gongkai.portal.views.accounts.sign_in import goal_of


@require_safe
@for_account
def acting(request: HttpRequest) -> HttpResponse:
    """Show for whom somebody may act, and who has named him."""
    return _page(request)


@require_POST
@for_account
def choose(request: HttpRequest) -> HttpResponse:
    """Act from now on for an employer, or for oneself."""
    seen, chosen = who_is_here(request), request.POST.get("agent", "")[:20]
    agent = agent_of(seen.account, int(chosen)) if _is_number(chosen) else None
    if chosen and agent is None:
        raise Http404
    token = choose_employer(
        session=seen.session, agent=agent, at=timezone.now(), place=place_of_request(request)
    )
    rotate_token(request)
    goal = goal_of(request)
    if agent is not None and goal == reverse("portal:my-fund"):
        goal = reverse("portal:filing")
    return give_cookie(request, redirect(goal), token)


@require_POST
@for_account
def answer_naming(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept that one was named an agent, or decline."""
    account, at = who_is_here(request).account, timezone.now()
    naming = naming_for(account, pk)
    if naming is None:
        raise Http404
    try:
        if request.POST.get("deed") == "accept":
            place = place_of_request(request)
            accept_naming(naming=naming, account=account, at=at, place=place)
            told = _("您已成为%(employer)s的经办人。") % {"employer": naming.employer_name}
        else:
            decline_naming(naming=naming, account=account, at=at)
            told = _("已拒绝，单位管理员会看到授权没有生效。")
    except AccountRefused as refused:
        return _page(request, refused=str(refused), status=409)
    request.session["account-told"] = told
    return redirect("portal:account-acting")


def _page(request: HttpRequest, *, refused: str = "", status: int = 200) -> HttpResponse:
    seen = who_is_here(request)
    context = {
        "page": account_page(_("办事身份")),
        "seen": seen,
        "own": seen.agent.pk if seen.agent else 0,
        "rows": agent_rows(employers_of(seen.account)),
        "namings": naming_rows(namings_for(seen.account)),
        "next": goal_of(request),
        "refused": refused,
        "told": request.session.pop("account-told", ""),
    }
    return render(request, "portal/accounts/acting.html", context, status=status)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
