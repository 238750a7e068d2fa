"""Applications to manage an employer: what waits, one with its materials, and the decision."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.account_forms import ReasonForm
from gongkai.console.account_tabs import account_tabs
from gongkai.console.attachments import saved_as
from gongkai.console.refusals import problems_of
from gongkai.fund_services.operations.accounts.office import (
    confirm_manager,
    read_material,
    refuse_manager,
    require_counter,
)
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.permissions import service_rights
from gongkai.fund_services.queries.accounts.office import (
    SCOPES,
    application_at,
    applications_in,
    managers_now,
    material_at,
    materials_of,
)
from gongkai.privacy.masking import mask_name

_PAGE = 50


@require_safe
@staff
def managers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the applications, the oldest that waits first."""
    require_counter(desk.officer, desk.agency, desk.on)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else "waiting"
    rows = applications_in(desk.agency, scope)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("单位管理员申请"),
        "agency": desk.agency,
        "tabs": account_tabs("manager-applications"),
        "scope": scope,
        "scopes": SCOPES.items(),
        "page": page,
        "rows": [(row, mask_name(row.account.name)) for row in page],
        "query": f"scope={scope}&",
    }
    return render(request, "console/accounts/managers.html", context)


@require_safe
@staff
def manager(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an application with its materials."""
    return _page(request, desk, _application(desk, pk))


@require_safe
@staff
def material(request: HttpRequest, desk: Desk, pk: int, file: int) -> HttpResponse:
    """Hand out a material; that it was read is on record."""
    row = material_at(_application(desk, pk), file)
    if row is None:
        raise NotHere(_("没有这份材料，请从申请页面选择。"))
    try:
        content = read_material(material=row, officer=desk.officer, on=desk.on, at=desk.at)
    except FileNotFoundError:
        raise NotHere(_("文件不在文件夹中，请联系系统管理员从备份恢复。")) from None
    return saved_as(HttpResponse(content, content_type=row.media_type), row.name)


@require_POST
@staff
def decide(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Confirm an application, or refuse it with a reason."""
    row = _application(desk, pk)
    if deed not in ("confirm", "refuse"):
        raise NotHere(_("没有这项操作，请从申请页面选择。"))
    form = ReasonForm(request.POST)
    if deed == "refuse" and not form.is_valid():
        return _page(request, desk, row, told=problems_of(form), status=400)
    try:
        if deed == "confirm":
            confirm_manager(application=row, officer=desk.officer, on=desk.on, at=desk.at)
        else:
            refuse_manager(
                application=row,
                reason=form.cleaned_data["reason"],
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
            )
    except (AccountRefused, NotAllowed) as refused:
        status = 403 if isinstance(refused, NotAllowed) else 409
        return _page(request, desk, row, told=str(refused), status=status)
    done = _("已确认为单位管理员。") if deed == "confirm" else _("已退回，申请人可以看到理由。")
    messages.success(request, done)
    return redirect("console:manager-application", pk=pk)


def _application(desk: Desk, pk: int) -> Any:
    require_counter(desk.officer, desk.agency, desk.on)
    row = application_at(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这份申请，或者不属于本中心。"))
    return row


def _page(
    request: HttpRequest, desk: Desk, row: Any, *, told: str = "", status: int = 200
) -> HttpResponse:
    rights = service_rights(desk.officer, desk.agency, desk.on)
    context = {
        "title": row.employer_name,
        "crumbs": [(_("单位管理员申请"), reverse("console:manager-applications"))],
        "agency": desk.agency,
        "application": row,
        "applicant": mask_name(row.account.name),
        "materials": materials_of(row),
        "managers": [mask_name(each.account.name) for each in managers_now(row)],
        "decides": rights.decides and row.state == "WAITING",
        "waits": row.state == "WAITING",
        "told": told,
    }
    return render(request, "console/accounts/manager.html", context, status=status)
