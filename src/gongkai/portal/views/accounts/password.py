"""修改密码: all other sessions end with it."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.fund_services.operations.accounts.changing import change_password
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.portal.account_forms import PasswordForm
from gongkai.portal.account_pages import account_page
from gongkai.portal.account_throttling import AccountThrottle
from gongkai.portal.signed_in import for_account, give_cookie, who_is_here
from gongkai.portal.throttling import throttled


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@for_account
def password(request: HttpRequest) -> HttpResponse:
    """Ask for the old and the new password, and set it."""
    return _changed(request) if request.method == "POST" else _page(request, PasswordForm())


@throttled(AccountThrottle)
def _changed(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        token = change_password(
            session=who_is_here(request).session,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _page(request, form, status=400)
    rotate_token(request)
    request.session["account-told"] = _("密码已修改，其他设备上的登录已经结束。")
    return give_cookie(request, redirect("portal:account"), token)


def _page(request: HttpRequest, form: PasswordForm, *, status: int = 200) -> HttpResponse:
    has_one = bool(who_is_here(request).account.password)
    title = _("修改密码") if has_one else _("设置密码")
    context = {"page": account_page(title), "form": form, "has_one": has_one}
    return render(request, "portal/accounts/password.html", context, status=status)
