"""变更手机号码: proved by the password or the old phone, to the number that the centre has."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.accounts.changing import ask_old_phone, change_phone
from gongkai.fund_services.operations.accounts.codes import sends_codes
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.queries.accounts.codes import PHONE, code_asked
from gongkai.fund_services.tasks import start_sending_code
from gongkai.portal.account_forms import PhoneForm
from gongkai.portal.account_pages import account_page
from gongkai.portal.account_throttling import AccountThrottle, may_ask_for_code
from gongkai.portal.signed_in import for_account, give_cookie, who_is_here
from gongkai.portal.throttling import throttled
from gongkai.privacy.masking import mask_phone

_ASKED = "account-phone-code"


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@for_account
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for the new number and a proof, and change it."""
    return _posted(request) if request.method == "POST" else _page(request, PhoneForm())


@throttled(AccountThrottle)
def _posted(request: HttpRequest) -> HttpResponse:
    if request.POST.get("deed") == "send":
        return _code_sent(request)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    seen = who_is_here(request)
    try:
        token = change_phone(
            session=seen.session,
            asked=code_asked(seen.agency, request.session.get(_ASKED, 0), PHONE),
            at=timezone.now(),
            **form.cleaned_data,
        )
    except CoreAway as away:
        form.add_error(None, str(away))
        return _page(request, form, status=503)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _page(request, form, status=400)
    request.session.pop(_ASKED, None)
    rotate_token(request)
    request.session["account-told"] = _("手机号码已变更，其他设备上的登录已经结束。")
    return give_cookie(request, redirect("portal:account"), token)


def _code_sent(request: HttpRequest) -> HttpResponse:
    account, at = who_is_here(request).account, timezone.now()
    form = PhoneForm(initial={"phone": request.POST.get("phone", "")[:30]})
    if not may_ask_for_code(request, account.phone):
        refusals = [_("一小时内获取验证码次数过多，请稍后再试。")]
        return _page(request, form, status=429, refusals=refusals)
    asked = ask_old_phone(account=account, at=at)
    start_sending_code(asked, at=at)
    request.session[_ASKED] = asked.code.pk
    told = _("验证码已发送到%(phone)s，5分钟内有效。") % {"phone": mask_phone(account.phone)}
    return _page(request, form, told=told)


def _page(
    request: HttpRequest,
    form: PhoneForm,
    *,
    status: int = 200,
    told: str = "",
    refusals: list[str] | None = None,
) -> HttpResponse:
    account = who_is_here(request).account
    context = {
        "page": account_page(_("变更手机号码")),
        "form": form,
        "now": mask_phone(account.phone),
        "has_password": bool(account.password),
        "sends_codes": sends_codes(),
        "told": told,
        "refusals": refusals or [],
    }
    return render(request, "portal/accounts/phone.html", context, status=status)
