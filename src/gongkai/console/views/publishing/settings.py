"""What holds for the whole organ: stages of sign-off, limits, how its documents are headed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.publishing_setting_forms import PublishingSettingsForm
from gongkai.console.publishing_tabs import setting_tabs
from gongkai.publications.operations.configuring import SettingRefused, save_publishing_settings
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.publications.queries.publishing_settings import settings_in_use


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what holds and where it comes from; keep what is typed."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看发布设置")
    used = settings_in_use(desk.agency)
    names = (
        "title_limit", "reassess_months", "document_word", "document_head", "local_attributes",
    )  # fmt: skip
    form = PublishingSettingsForm(
        request.POST if request.method == "POST" else None,
        stages=used.stages,
        initial={name: getattr(used.own, name) for name in names} if used.own else {},
    )
    if form.is_valid():
        try:
            save_publishing_settings(
                agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at, **form.settings()
            )
        except SettingRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已保存；已经送审的仍按送审时的环节办理。"))
            return redirect("console:publishing-settings")
    context = {
        "title": _("发布设置"),
        "agency": desk.agency,
        "tabs": setting_tabs("publishing-settings"),
        "form": form,
        "used": used,
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/settings.html", context, status=status)
