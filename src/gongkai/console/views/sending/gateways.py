"""The ways out of an organ: what is configured, templates, the WeChat callback, quiet hours."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.sending_forms import CallbackForm, QuietHoursForm, TemplateForm
from gongkai.console.sending_tabs import sending_tabs
from gongkai.messages.operations.configuring import (
    GatewayRefused,
    save_template,
    save_wechat_callback,
    set_quiet_hours,
)
from gongkai.messages.operations.mailing import may_mail
from gongkai.messages.operations.texting import gateway_answers
from gongkai.messages.permissions import insist, may_see_dispatches, may_set_gateways
from gongkai.messages.queries.dispatch_lists import STATES, counts_by_state
from gongkai.messages.queries.gateways import (
    quiet_hours_of,
    sms_is_configured,
    template_rows,
    wechat_callback_of,
)
from gongkai.publications.queries.deliveries import wechat_account_of
from gongkai.rules.message_events import field_catalogue

_PARTS: dict[str, tuple[Callable[..., Any], type[forms.Form], Any]] = {
    "template": (save_template, TemplateForm, gettext_lazy("消息模板已保存。")),
    "callback": (save_wechat_callback, CallbackForm, gettext_lazy("微信消息推送设置已保存。")),
    "quiet-hours": (set_quiet_hours, QuietHoursForm, gettext_lazy("免打扰时段已保存。")),
}


@require_safe
@staff
def gateways(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the ways out of the organ and what is set for each."""
    return _page(request, desk)


@require_POST
@staff
def save(request: HttpRequest, desk: Desk, part: str) -> HttpResponse:
    """Keep one setting, or ask the SMS gateway whether it answers."""
    insist(may_set_gateways(desk.officer, desk.agency, desk.on), _("设置通知网关"))
    if part == "check":
        problem = gateway_answers(desk.at)
        if problem:
            messages.error(request, _("没有连通：%(problem)s") % {"problem": problem})
        else:
            messages.success(request, _("已连通，短信网关应答正常。"))
        return redirect("console:message-gateways")
    if part not in _PARTS:
        raise NotHere(_("没有这项设置，请从通知网关页面选择。"))
    operation, kind, done = _PARTS[part]
    form = kind(request.POST, auto_id=f"{part}-%s")
    if form.is_valid():
        try:
            operation(
                agency=desk.agency,
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
                **form.cleaned_data,
            )
        except GatewayRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, done)
            return redirect("console:message-gateways")
    return _page(request, desk, part=part, sent=form, status=400)


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    part: str = "",
    sent: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    insist(may_see_dispatches(desk.officer, desk.agency, desk.on), _("查看通知网关"))
    quiet, quiet_rows = quiet_hours_of(desk.agency, desk.on)
    rows = template_rows(desk.agency)
    asked = request.GET.get("edit", "")
    if part == "template" and sent is not None:
        asked = f"{sent.data.get('way', '')}:{sent.data.get('event', '')}"
    edited = next((row for row in rows if f"{row.way.value}:{row.event.code}" == asked), None)
    labels = field_catalogue()
    since = desk.on.replace(day=1)
    counts = counts_by_state(desk.agency, since)
    account = wechat_account_of(desk.agency)
    organ = reverse("api:wechat-events", args=[desk.agency.code])
    context = {
        "title": _("通知网关"),
        "agency": desk.agency,
        "tabs": sending_tabs("message-gateways", desk.agency),
        "may_edit": may_set_gateways(desk.officer, desk.agency, desk.on),
        "has_mail": may_mail(),
        "has_sms": sms_is_configured(),
        "account": account,
        "has_callback": wechat_callback_of(desk.agency) is not None,
        "callback_address": request.build_absolute_uri(organ),
        "reports_address": request.build_absolute_uri(reverse("api:sms-reports")),
        "counts": [(label, counts.get(code, 0)) for code, label in STATES],
        "since": since,
        "quiet": quiet,
        "quiet_rows": quiet_rows,
        "rows": rows,
        "edited": edited,
        "edited_fields": [f"{name}（{labels[name].label}）" for name in edited.fields]
        if edited
        else [],
        "template_form": _form(part, sent, "template", _first(edited)),
        "callback_form": _form(part, sent, "callback", {}),
        "quiet_form": _form(
            part, sent, "quiet-hours",
            {"in_force_from": desk.on, "begins": quiet.begins, "ends": quiet.ends},
        ),
    }  # fmt: skip
    return render(request, "console/sending/gateways.html", context, status=status)


def _first(edited: Any) -> dict[str, Any]:
    if edited is None:
        return {}
    return {
        "way": edited.way.value,
        "event": edited.event.code,
        "code": edited.code,
        "parameters": edited.parameters,
    }


def _form(part: str, sent: forms.Form | None, name: str, first: dict[str, Any]) -> forms.Form:
    if part == name and sent is not None:
        return sent
    return _PARTS[name][1](initial=first, auto_id=f"{name}-%s")
