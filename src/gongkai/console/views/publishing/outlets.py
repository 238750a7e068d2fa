"""Setting up the WeChat account and the way to the city's site; the account's daily numbers."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.outlet_forms import CitySiteForm, WeChatAccountForm
from gongkai.console.publishing_tabs import setting_tabs
from gongkai.console.refusals import attempt
from gongkai.publications.operations.configuring import SettingRefused
from gongkai.publications.operations.distribution.accounts import (
    check_wechat_account,
    save_city_site,
    save_wechat_account,
)
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.publications.queries.deliveries import (
    city_site_of,
    followers_until,
    posts_with_readers,
    wechat_account_of,
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def wechat_account(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the account and its daily numbers; keep what is typed."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看微信公众号"))
    account = wechat_account_of(desk.agency)
    form = WeChatAccountForm(_sent(request), initial=_initial(account, WeChatAccountForm))
    if form.is_valid() and _saved(save_wechat_account, form, desk):
        messages.success(request, _("已保存。请测试连接，确认公众号可以推送。"))
        return redirect("console:wechat-account")
    context = {
        "title": _("微信公众号"),
        "account": account,
        "followers": followers_until(desk.agency, desk.on),
        "posts": posts_with_readers(desk.agency),
        **_shared("wechat-account", desk, form),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/wechat_account.html", context, status=status)


@require_POST
@staff
def check_account(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Prove the account by asking its platform."""
    account = wechat_account_of(desk.agency)
    if account is None:
        raise NotHere(_("尚未设置微信公众号，请先设置。"))
    checked = partial(
        check_wechat_account, account=account, officer=desk.officer, on=desk.on, at=desk.at
    )
    attempt(request, checked, _("已连通，AppID 和 AppSecret 有效。"))
    return redirect("console:wechat-account")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def city_site(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show where reports go by machine; keep what is typed."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看市政府网站报送接口"))
    site = city_site_of(desk.agency)
    form = CitySiteForm(_sent(request), initial=_initial(site, CitySiteForm))
    if form.is_valid() and _saved(save_city_site, form, desk):
        messages.success(request, _("已保存。"))
        return redirect("console:city-site")
    context = {
        "title": _("市政府网站报送"),
        "site": site,
        **_shared("city-site", desk, form),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/city_site.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _initial(row: Any, kind: type[forms.Form]) -> dict[str, Any]:
    """Return what is on record, but for what is never shown."""
    hidden = ("app_secret", "secret")
    names = [name for name in kind.base_fields if name not in hidden]
    return {name: getattr(row, name) for name in names} if row is not None else {}


def _saved(operation: Any, form: forms.Form, desk: Desk) -> bool:
    try:
        operation(
            agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
        )
    except SettingRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def _shared(name: str, desk: Desk, form: forms.Form) -> dict[str, Any]:
    return {
        "agency": desk.agency,
        "tabs": setting_tabs(name),
        "form": form,
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
