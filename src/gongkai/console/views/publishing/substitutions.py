"""Who signs in whose place, and between which days."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.publishing_setting_forms import SubstitutionForm
from gongkai.console.publishing_tabs import setting_tabs
from gongkai.console.refusals import attempt
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.review.operations import (
    SubstitutionRefused,
    appoint_substitute,
    end_substitution,
)
from gongkai.review.queries import substitutions_of

_PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def substitutions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List them, those that end last first, and register one."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看代签授权")
    form = SubstitutionForm(
        request.POST if request.method == "POST" else None,
        agency=desk.agency,
        initial={"from_on": desk.on},
    )
    if form.is_valid():
        try:
            appoint_substitute(**form.cleaned_data, **_who(desk))
        except SubstitutionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("代签授权已登记，期限内代签的签署上注明代谁签署。"))
            return redirect("console:substitutions")
    rows = substitutions_of(desk.agency)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("发布设置"),
        "agency": desk.agency,
        "tabs": setting_tabs("substitutions"),
        "form": form,
        "page": page,
        "lines": [(row, *_state(row, desk)) for row in page],
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/substitutions.html", context, status=status)


@require_POST
@staff
def end(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """End a substitution before its last day."""
    row = substitutions_of(desk.agency).filter(pk=pk).first()
    if row is None:
        raise NotHere(_("没有这项代签授权，请从列表中选择。"))
    attempt(
        request,
        lambda: end_substitution(substitution=row, **_who(desk)),
        _("代签授权已结束，自现在起不能再据此代签。"),
    )
    return redirect("console:substitutions")


def _who(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def _state(row: Any, desk: Desk) -> tuple[str, str, bool]:
    """Return a substitution's state in words, its colour, and whether it can be ended."""
    if row.ended_on is not None:
        return _("已提前结束"), "grey", False
    if row.until_on < desk.on:
        return _("已届满"), "grey", False
    if row.from_on > desk.on:
        return _("尚未开始"), "open", True
    return _("有效"), "done", True
