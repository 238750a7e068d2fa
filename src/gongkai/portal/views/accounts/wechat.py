"""微信通知: a code binds the owner's WeChat; what comes there he chooses, and he ends it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.wechat import (
    ask_binding_code,
    choose_wechat,
    unbind_wechat,
)
from gongkai.fund_services.queries.accounts.wechat import wechat_standing
from gongkai.portal.account_pages import account_page
from gongkai.portal.account_throttling import AccountThrottle
from gongkai.portal.signed_in import for_account, who_is_here
from gongkai.portal.throttling import throttled


class WeChatForm(forms.Form):
    """Whether the account's messages come by WeChat."""

    takes_messages = forms.BooleanField(
        label=gettext_lazy("办件进度、网点预约、热线诉求的通知发到微信，代替短信"), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def wechat(request: HttpRequest) -> HttpResponse:
    """Show whether the account is bound, and since when; give a code, keep a choice, or end it."""
    return _posted(request) if request.method == "POST" else _page(request)


@throttled(AccountThrottle)
@sensitive_variables("code")
def _posted(request: HttpRequest) -> HttpResponse:
    seen, at = who_is_here(request), timezone.now()
    form = WeChatForm(request.POST)
    takes = form.is_valid() and form.cleaned_data["takes_messages"]
    deed = request.POST.get("deed", "")
    try:
        if deed == "code":
            code = ask_binding_code(session=seen.session, takes_messages=takes, at=at)
            return _page(request, form=form, code=code)
        if deed == "unbind":
            unbind_wechat(session=seen.session, at=at)
            told = _("已解除微信绑定，通知仍以短信发送。")
        else:
            choose_wechat(session=seen.session, takes_messages=takes, at=at)
            told = _("已保存。")
    except AccountRefused as refused:
        return _page(request, form=form, refusals=[str(refused)], status=409)
    request.session["account-told"] = told
    return redirect("portal:account-wechat")


def _page(
    request: HttpRequest,
    *,
    form: WeChatForm | None = None,
    code: str = "",
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = wechat_standing(who_is_here(request).account)
    # What nobody chose is not ticked for him.
    first = {"takes_messages": standing.takes_messages}
    context = {
        "page": account_page(_("微信通知")),
        "standing": standing,
        "form": form or WeChatForm(initial=first),
        "code": code,
        "told": request.session.pop("account-told", ""),
        "refusals": refusals or [],
    }
    return render(request, "portal/accounts/wechat.html", context, status=status)
