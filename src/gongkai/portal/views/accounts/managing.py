"""单位管理员申请: the first to act for an employer says so with materials; the centre confirms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.documents.attachments.kinds import READABLE, TAKEN
from gongkai.documents.attachments.taking import LIMITS
from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.accounts.managing import (
    apply_to_manage,
    withdraw_application,
)
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.queries.accounts.agents import (
    application_to_manage,
    applications_to_manage,
)
from gongkai.portal.account_pages import account_page
from gongkai.portal.account_throttling import AccountThrottle
from gongkai.portal.agent_forms import ManageForm
from gongkai.portal.attachments import files_given, receiving_files
from gongkai.portal.signed_in import for_account, who_is_here
from gongkai.portal.throttling import throttled


@require_http_methods(["GET", "HEAD", "POST"])
@receiving_files
@for_account
def manage(request: HttpRequest) -> HttpResponse:
    """Show what was applied for, and apply to manage an employer."""
    return _applied(request) if request.method == "POST" else _page(request, ManageForm())


@throttled(AccountThrottle)
def _applied(request: HttpRequest) -> HttpResponse:
    form, taken = ManageForm(request.POST), files_given(request)
    if taken.refusals:
        form.add_error(None, list(taken.refusals))
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        row = apply_to_manage(
            account=who_is_here(request).account,
            files=taken.files,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except CoreAway as away:
        form.add_error(None, str(away))
        return _page(request, form, status=503)
    except AccountRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, form, status=400)
    except (FileTooLarge, FileEmpty, FileNotKept):
        form.add_error(None, _("材料没有保存，请核对文件后重新上传；多次出现请联系本中心。"))
        return _page(request, form, status=503)
    done = {
        "CONFIRMED": _("您已成为该单位的管理员，请在“办事身份”中选择单位后办理。"),
    }.get(row.state, _("申请已提交，本中心确认后会在这里显示结果。"))
    request.session["account-told"] = done
    return redirect("portal:account-manage")


@require_POST
@for_account
def withdraw_manage(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one's own application."""
    row = application_to_manage(who_is_here(request).account, pk)
    if row is None:
        raise Http404
    try:
        withdraw_application(application=row, at=timezone.now())
        told = _("申请已撤回。")
    except AccountRefused as refused:
        told = str(refused)
    request.session["account-told"] = told
    return redirect("portal:account-manage")


def _page(request: HttpRequest, form: ManageForm, *, status: int = 200) -> HttpResponse:
    context = {
        "page": account_page(_("单位管理员申请")),
        "form": form,
        "rows": applications_to_manage(who_is_here(request).account),
        "readable": READABLE,
        "taken": TAKEN,
        "limits": LIMITS.told,
        "told": request.session.pop("account-told", ""),
    }
    return render(request, "portal/accounts/manage.html", context, status=status)
