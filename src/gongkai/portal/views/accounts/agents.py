"""经办人: a manager names agents of the employer, changes what they may do, and withdraws it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.fund_services.operations.accounts.naming import (
    change_rights,
    name_agent,
    take_naming_back,
    withdraw_agent,
)
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.rights import require_manager
from gongkai.fund_services.queries.accounts.agents import (
    agent_under,
    agents_of_employer,
    naming_under,
    namings_of_employer,
)
from gongkai.portal.account_pages import account_page
from gongkai.portal.agent_forms import NamingForm, RightsForm
from gongkai.portal.agent_rows import agent_rows, naming_rows
from gongkai.portal.signed_in import for_agent, who_is_here


@require_http_methods(["GET", "HEAD", "POST"])
@for_agent
def agents(request: HttpRequest) -> HttpResponse:
    """Show who may act for the employer, and name another."""
    manager = who_is_here(request).agent
    if request.method != "POST":
        return _list(request, NamingForm())
    form = NamingForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=400)
    try:
        name_agent(manager=require_manager(manager), at=timezone.now(), **form.cleaned_data)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _list(request, form, status=409)
    told = _("已授权。本人登录网上办事账户并接受后生效；还没有账户的，请本人先开通。")
    return _told(request, told)


@require_http_methods(["GET", "HEAD", "POST"])
@for_agent
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an agent of the employer may do, and change it."""
    row = _agent(request, pk)
    if request.method != "POST":
        first = {"items": row.items, "is_manager": row.is_manager}
        return _one(request, row, RightsForm(initial=first))
    form = RightsForm(request.POST)
    if not form.is_valid():
        return _one(request, row, form, status=400)
    try:
        manager = require_manager(who_is_here(request).agent)
        change_rights(manager=manager, agent=row, at=timezone.now(), **form.cleaned_data)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _one(request, row, form, status=409)
    return _told(request, _("权限已修改，立即生效。"))


@require_POST
@for_agent
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an agent's right."""
    row = _agent(request, pk)
    try:
        manager = require_manager(who_is_here(request).agent)
        withdraw_agent(manager=manager, agent=row, at=timezone.now())
    except AccountRefused as refused:
        form = RightsForm(initial={"items": row.items, "is_manager": row.is_manager})
        return _one(request, row, form, status=409, refusals=[str(refused)])
    return _told(request, _("权限已取消，立即生效。"))


@require_POST
@for_agent
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a naming back that was not accepted yet."""
    manager = who_is_here(request).agent
    naming = naming_under(manager, pk) if manager and manager.is_manager else None
    if manager is None or naming is None:
        raise Http404
    try:
        take_naming_back(manager=manager, naming=naming, at=timezone.now())
    except AccountRefused as refused:
        return _told(request, str(refused))
    return _told(request, _("授权已收回。"))


def _agent(request: HttpRequest, pk: int) -> Any:
    """Return an agent of the employer that a manager acts for; to others there is none."""
    manager = who_is_here(request).agent
    row = agent_under(manager, pk) if manager and manager.is_manager else None
    if row is None:
        raise Http404
    return row


def _told(request: HttpRequest, told: str) -> HttpResponse:
    request.session["account-told"] = told
    return redirect("portal:account-agents")


def _list(request: HttpRequest, form: NamingForm, *, status: int = 200) -> HttpResponse:
    seen = who_is_here(request)
    own = seen.agent
    if own is None:
        raise Http404
    is_manager = own.is_manager
    rows = agents_of_employer(seen.agency, own.employer_no) if is_manager else [own]
    waiting = namings_of_employer(seen.agency, own.employer_no) if is_manager else []
    context = {
        "page": account_page(_("单位经办人")),
        "employer": own.employer_name,
        "is_manager": is_manager,
        "rows": agent_rows(rows),
        "own": own.pk,
        "namings": naming_rows(waiting),
        "form": form,
        "told": request.session.pop("account-told", ""),
    }
    return render(request, "portal/accounts/agents.html", context, status=status)


def _one(
    request: HttpRequest,
    row: Any,
    form: RightsForm,
    *,
    status: int = 200,
    refusals: list[str] | None = None,
) -> HttpResponse:
    context = {
        "page": account_page(_("经办人权限")),
        "row": row,
        "employer": row.employer_name,
        "form": form,
        "refusals": refusals or [],
    }
    return render(request, "portal/accounts/agent.html", context, status=status)
