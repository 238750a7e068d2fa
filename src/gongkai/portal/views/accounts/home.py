"""我的账户: what is on record, and what can be changed; what happened to the account."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.fund_services.queries.accounts.events import history_of
from gongkai.fund_services.queries.accounts.overview import overview_of
from gongkai.portal.account_pages import ACCOUNT, account_page
from gongkai.portal.signed_in import for_account, who_is_here


@require_safe
@for_account
def account_home(request: HttpRequest) -> HttpResponse:
    """Show whose account it is, numbers masked, and where its parts are."""
    seen = who_is_here(request)
    context = {
        "page": account_page(ACCOUNT.name),
        "seen": seen,
        "overview": overview_of(seen.account, timezone.now()),
        "outside": settings.GONGKAI_OIDC_NAME if settings.GONGKAI_OIDC["issuer"] else "",
        "told": request.session.pop("account-told", ""),
    }
    return render(request, "portal/accounts/home.html", context)


@require_safe
@for_account
def history(request: HttpRequest) -> HttpResponse:
    """Show what happened to the account, and who failed to sign in to it."""
    rows = history_of(who_is_here(request).account)
    context = {"page": account_page(_("账户记录")), "rows": rows}
    return render(request, "portal/accounts/history.html", context)
