"""Online accounts: the newest, one looked for by its number, and what is done to one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.account_forms import FindForm, ReasonForm
from gongkai.console.account_tabs import account_tabs
from gongkai.console.refusals import problems_of
from gongkai.fund_services.operations.accounts.office import (
    close_at_counter,
    end_all_sessions,
    look_up,
    read_numbers,
    require_counter,
)
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.queries.accounts.office import (
    account_at,
    account_counts,
    account_rows,
    account_seen,
    accounts_of,
)

_PAGE = 50
_ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "end-sessions": (end_all_sessions, gettext_lazy("已结束该账户的全部登录。")),
    "close": (close_at_counter, gettext_lazy("账户已注销，个人信息已删除。")),
}


@require_safe
@staff
def accounts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the accounts, the newest first."""
    return _list(request, desk, FindForm())


@require_POST
@staff
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Find somebody's account by his identity number; that is on record."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return _list(request, desk, form, problems_of(form), 400)
    number = form.cleaned_data["identity_number"]
    found = look_up(
        agency=desk.agency, identity_number=number, officer=desk.officer, on=desk.on, at=desk.at
    )
    if found is None:
        told = _("没有这个证件号码的账户，请核对号码；本人可以自行开通，或者发放柜台开通码。")
        return _list(request, desk, form, told, 404)
    return redirect("console:online-account", pk=found.pk)


@require_safe
@staff
def account(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an account, numbers masked."""
    return _page(request, desk, _account(desk, pk))


@require_POST
@staff
def numbers(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show name, identity number and phone in full, once; that they were read is on record."""
    row = _account(desk, pk)
    if row.deleted_at is not None:
        raise NotHere(_("账户已经注销，个人信息已经删除。"))
    person = read_numbers(account=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = _page(request, desk, row, person=person)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """End an account's sessions, or close it."""
    row = _account(desk, pk)
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从账户页面选择。"))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, row, told=problems_of(form), status=400)
    operation, done = _ACTS[deed]
    try:
        operation(account=row, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data)
    except AccountRefused as refused:
        return _page(request, desk, row, form=form, told=str(refused), status=409)
    messages.success(request, done)
    return redirect("console:online-account", pk=pk)


def _account(desk: Desk, pk: int) -> Any:
    require_counter(desk.officer, desk.agency, desk.on)
    row = account_at(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这个账户，或者不属于本中心。"))
    return row


def _list(
    request: HttpRequest, desk: Desk, form: FindForm, told: str = "", status: int = 200
) -> HttpResponse:
    require_counter(desk.officer, desk.agency, desk.on)
    page = Paginator(accounts_of(desk.agency), _PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("网上办事账户"),
        "agency": desk.agency,
        "tabs": account_tabs("online-accounts"),
        "form": form,
        "told": told,
        "page": page,
        "rows": account_rows(list(page)),
        "counts": account_counts(desk.agency),
        "query": "",
    }
    return render(request, "console/accounts/list.html", context, status=status)


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    person: Any = None,
    form: ReasonForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": _("账户%(number)d") % {"number": row.pk},
        "crumbs": [(_("网上办事账户"), reverse("console:online-accounts"))],
        "agency": desk.agency,
        "account": row,
        "seen": account_seen(row, desk.at),
        "person": person,
        "reason": form["reason"].value() if form else "",
        "told": told,
    }
    return render(request, "console/accounts/one.html", context, status=status)
