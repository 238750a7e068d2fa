"""登录设备: where somebody is signed in, and ending it elsewhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.fund_services.operations.accounts.changing import end_all_others, end_other_session
from gongkai.fund_services.queries.accounts.sessions import session_of, sessions_of
from gongkai.portal.account_pages import account_page
from gongkai.portal.signed_in import for_account, who_is_here


@require_safe
@for_account
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the owner is signed in."""
    seen = who_is_here(request)
    context = {
        "page": account_page(_("登录设备")),
        "rows": sessions_of(seen.account, timezone.now()),
        "own": seen.session.pk,
        "told": request.session.pop("account-told", ""),
    }
    return render(request, "portal/accounts/sessions.html", context)


@require_POST
@for_account
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the owner's own sessions elsewhere."""
    seen, at = who_is_here(request), timezone.now()
    other = session_of(seen.account, pk, at)
    if other is None or other.pk == seen.session.pk:
        raise Http404
    end_other_session(session=seen.session, other=other, at=at)
    request.session["account-told"] = _("该设备上的登录已经结束。")
    return redirect("portal:account-sessions")


@require_POST
@for_account
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of the owner's sessions but this one."""
    ended = end_all_others(session=who_is_here(request).session, at=timezone.now())
    told = _("已结束其他%(count)d个设备上的登录。") % {"count": ended}
    request.session["account-told"] = told
    return redirect("portal:account-sessions")
