"""My notices (我的通知设置): where an officer is reached, and by which ways he is told of what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.sending_forms import ContactForm, PreferencesForm
from gongkai.console.sending_tabs import sending_tabs
from gongkai.messages.operations.mailing import may_mail
from gongkai.messages.operations.preferring import (
    PreferenceRefused,
    save_contact,
    save_preferences,
)
from gongkai.messages.operations.wechat_binding import make_binding_code, officer_holder, unbind
from gongkai.messages.permissions import may_see_dispatches
from gongkai.messages.queries.gateways import quiet_hours_of, sms_is_configured
from gongkai.messages.queries.preferences import choices_of, contact_of
from gongkai.messages.queries.wechat import officer_binding
from gongkai.publications.queries.deliveries import account_to_follow


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def own_settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how this officer is told of what; keep what he chooses."""
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(choices_of(desk.officer), sent)
    if form.is_valid():
        save_preferences(officer=desk.officer, chosen=form.chosen, at=desk.at)
        messages.success(request, _("已保存。"))
        return redirect("console:message-settings")
    return _page(request, desk, form, _contact_form(desk))


@require_POST
@staff
def contact(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep where this officer is reached."""
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            save_contact(officer=desk.officer, at=desk.at, **form.cleaned_data)
        except PreferenceRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect("console:message-settings")
    return _page(request, desk, PreferencesForm(choices_of(desk.officer)), form, status=400)


@require_POST
@staff
def wechat(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a code that binds this officer's WeChat, once; or end the binding."""
    holder = officer_holder(desk.officer)
    if request.POST.get("deed") == "unbind":
        if unbind(agency=desk.agency, holder=holder, at=desk.at):
            messages.success(request, _("已解除微信绑定。"))
        return redirect("console:message-settings")
    if not account_to_follow(desk.agency):
        messages.error(request, _("本机关没有开通公众号消息推送，暂时不能绑定微信。"))
        return redirect("console:message-settings")
    code = make_binding_code(agency=desk.agency, holder=holder, at=desk.at)
    form = PreferencesForm(choices_of(desk.officer))
    answer = _page(request, desk, form, _contact_form(desk), code=code)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _contact_form(desk: Desk) -> ContactForm:
    row = contact_of(desk.officer)
    names = tuple(ContactForm.base_fields)
    return ContactForm(initial={name: getattr(row, name) for name in names} if row else {})


def _page(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    contact_form: Any,
    status: int = 200,
    code: str = "",
) -> HttpResponse:
    quiet, _rows = quiet_hours_of(desk.agency, desk.on)
    context = {
        "title": _("我的通知设置"),
        "agency": desk.agency,
        # Who sees nothing but his own settings has no other page to go to.
        "tabs": sending_tabs("message-settings", desk.agency)
        if may_see_dispatches(desk.officer, desk.agency, desk.on)
        else [],
        "form": form,
        "contact_form": contact_form,
        "follows": account_to_follow(desk.agency),
        "binding": officer_binding(desk.officer),
        "code": code,
        "quiet": quiet,
        "lacks": {"mail": not may_mail(), "sms": not sms_is_configured()},
    }
    return render(request, "console/sending/own_settings.html", context, status=status)
