"""Entering what records do not give, and one value with the records behind it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED, attempt
from gongkai.console.views.website_reports.form import ShownLine, form_at, year_page
from gongkai.console.website_report_forms import ByHandForm, ValueForm
from gongkai.rules.website_form import stored_value
from gongkai.website_reports.operations.filling import clear_value, enter_value, fill_in
from gongkai.website_reports.queries.compiling import NoSuchField, field_named
from gongkai.website_reports.queries.explaining import explain

_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def by_hand(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show all fields that records do not give, and enter them together."""
    report, compiled = form_at(desk, year)
    posted = request.POST if request.method == "POST" else None
    form = ByHandForm(posted, compiled=compiled)
    status = 200
    if posted is not None:
        status = 400
        if form.is_valid() and _filled(desk, report, form):
            messages.success(request, _("已保存。"))
            return redirect("console:fill-website-report", year=year)
    return year_page(request, desk, report, compiled, "fill", {"form": form}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def value(request: HttpRequest, desk: Desk, year: int, key: str) -> HttpResponse:
    """Show one value, the records it counts, and put another in its place with the reason."""
    report, compiled = form_at(desk, year)
    try:
        field = field_named(key)
    except NoSuchField as unknown:
        raise NotHere(str(unknown)) from unknown
    line = compiled.lines[key]
    first = {"reason": line.entered.reason if line.entered else ""}
    shown: dict[str, Any] = {
        "field": field,
        "current": stored_value(line.value),
        "initial": first,
    }
    posted = request.POST if request.method == "POST" else None
    form = ValueForm(posted, **shown)
    status = 200
    if posted is not None:
        status = 400
        if form.is_valid() and _entered(desk, report, key, form):
            messages.success(request, _("已保存。"))
            return redirect("console:website-value", year=year, key=key)
    context: dict[str, Any] = {"line": ShownLine(line), "form": form}
    if line.has_rows:
        explanation = explain(compiled, key)
        pages = Paginator(range(explanation.count), _PAGE)
        page = pages.get_page(request.GET.get("page"))
        start = (page.number - 1) * _PAGE
        context |= {"page": page, "records": explanation.records(start, start + _PAGE)}
    return year_page(request, desk, report, compiled, "value", context, status)


@require_POST
@staff
def clear(request: HttpRequest, desk: Desk, year: int, key: str) -> HttpResponse:
    """Let the records hold again."""
    report, _compiled = form_at(desk, year)
    try:
        field_named(key)
    except NoSuchField as unknown:
        raise NotHere(str(unknown)) from unknown
    act = partial(
        clear_value, report=report, field=key, officer=desk.officer, on=desk.on, at=desk.at
    )
    attempt(request, act, _("已恢复为系统统计值。"))
    return redirect("console:website-value", year=year, key=key)


def _filled(desk: Desk, report: Any, form: ByHandForm) -> bool:
    try:
        fill_in(
            report=report,
            values=form.cleaned_data,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _entered(desk: Desk, report: Any, key: str, form: ValueForm) -> bool:
    try:
        enter_value(
            report=report,
            field=key,
            **form.cleaned_data,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return False
    return True
