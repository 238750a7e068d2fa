"""注销账户: the personal data goes, business that was handled stays with the centre."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.fund_services.operations.accounts.deleting import delete_account
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.portal.account_forms import DeleteForm
from gongkai.portal.account_pages import account_page, entry_page
from gongkai.portal.account_throttling import AccountThrottle
from gongkai.portal.signed_in import for_account, fund_centre_of, take_cookie, who_is_here
from gongkai.portal.throttling import throttled


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@for_account
def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and delete the account."""
    return _deleted(request) if request.method == "POST" else _page(request, DeleteForm())


@throttled(AccountThrottle)
def _deleted(request: HttpRequest) -> HttpResponse:
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        delete_account(account=who_is_here(request).account, at=timezone.now(), **form.cleaned_data)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _page(request, form, status=409)
    rotate_token(request)
    return take_cookie(request, redirect("portal:account-deleted"))


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that an account was deleted."""
    fund_centre_of(request)
    page = entry_page(_("账户已注销"))
    return render(request, "portal/accounts/deleted.html", {"page": page})


def _page(request: HttpRequest, form: DeleteForm, *, status: int = 200) -> HttpResponse:
    has_one = bool(who_is_here(request).account.password)
    context = {"page": account_page(_("注销账户")), "form": form, "has_password": has_one}
    return render(request, "portal/accounts/delete.html", context, status=status)
