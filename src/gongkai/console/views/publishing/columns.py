"""The organ's columns: listed, added, changed, closed and taken into use again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.publishing_setting_forms import ColumnForm
from gongkai.console.publishing_tabs import setting_tabs
from gongkai.console.refusals import attempt
from gongkai.publications.models import Column
from gongkai.publications.operations.columns import (
    add_column,
    change_column,
    close_column,
    reopen_column,
    take_preset_columns,
)
from gongkai.publications.operations.configuring import SettingRefused
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.publications.queries.columns import column_list
from gongkai.publications.queries.stages import stages_of, stages_of_agency
from gongkai.rules.review_stages import Stage


@require_safe
@staff
def columns(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organ's columns, those in use first."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看栏目设置")
    context = {
        "title": _("发布设置"),
        "agency": desk.agency,
        "tabs": setting_tabs("columns"),
        "lines": column_list(desk.agency, desk.on),
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/publishing/columns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a column."""
    insist(may_configure(desk.officer, desk.agency, desk.on), "设置栏目")
    stages = stages_of_agency(desk.agency)
    form = ColumnForm(request.POST or None, agency=desk.agency, is_new=True, stages=stages)
    act = partial(add_column, agency=desk.agency, **_who(desk))
    if form.is_valid() and _set(form, partial(act, code=form.cleaned_data["code"])):
        messages.success(request, _("栏目已建立。"))
        return redirect("console:columns")
    return _form_page(request, desk, form, _("新建栏目"), None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def one(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Change a column."""
    insist(may_configure(desk.officer, desk.agency, desk.on), "设置栏目")
    column = _column(desk, pk)
    form = ColumnForm(
        request.POST or None,
        agency=desk.agency,
        is_new=False,
        stages=stages_of(column),
        initial={
            **{name: getattr(column, name) for name in ("name", "part", "statutory_no")},
            "update_days": column.update_days,
            "position": column.position,
            "own_stages": bool(column.stages),
        },
    )
    if form.is_valid() and _set(form, partial(change_column, column=column, **_who(desk))):
        messages.success(request, _("已保存。"))
        return redirect("console:columns")
    return _form_page(request, desk, form, column.name, column)


@require_POST
@staff
def close(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a column out of use, or into use again."""
    column = _column(desk, pk)
    if column.is_closed:
        act, done = reopen_column, _("栏目“%(name)s”已启用。")
    else:
        act, done = close_column, _("栏目“%(name)s”已停用，已发布的信息仍可查阅。")
    attempt(request, lambda: act(column=column, **_who(desk)), done % {"name": column.name})
    return redirect("console:columns")


@require_POST
@staff
def presets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add the columns that a site like the organ's begins with."""
    attempt(
        request,
        lambda: take_preset_columns(agency=desk.agency, **_who(desk)),
        _("常用栏目已补齐，请核对名称、次序和更新周期。"),
    )
    return redirect("console:columns")


def _who(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def _column(desk: Desk, pk: int) -> Column:
    column = Column.objects.select_related("agency").filter(agency=desk.agency, pk=pk).first()
    if column is None:
        raise NotHere(_("没有这个栏目，请从栏目列表中选择。"))
    return column


def _set(form: ColumnForm, act: Callable[..., Any]) -> bool:
    try:
        act(content=form.settings())
    except SettingRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def _form_page(
    request: HttpRequest, desk: Desk, form: ColumnForm, title: str, column: Column | None
) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": [(_("发布设置"), reverse("console:columns"))],
        "agency": desk.agency,
        "form": form,
        "column": column,
        "common": _named(stages_of_agency(desk.agency)),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/column.html", context, status=status)


def _named(stages: tuple[Stage, ...]) -> str:
    return " → ".join(stage.name for stage in stages)
