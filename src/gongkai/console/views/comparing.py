"""比较: two finished reports side by side, on a page or as a workbook."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.annual_reports.queries.comparing import (
    NotComparable,
    UploadedFile,
    comparables_of,
    comparison_of,
)
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.comparing_forms import ComparisonForm
from gongkai.console.comparison_rows import compared_tables, compared_texts
from gongkai.documents.comparisons.charts import render_chart_svg
from gongkai.documents.comparisons.workbook import render_comparison_xlsx
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.comparison import Comparison


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show two reports side by side; files that are uploaded for it are not kept."""
    listed = comparables_of(desk.officer, desk.on)
    if request.method == "POST":
        form = ComparisonForm(listed, request.POST, request.FILES)
        return _posted(request, desk, form)
    chosen = {side: request.GET.get(side, "") for side in ("a", "b")}
    form = ComparisonForm(listed, initial=chosen)
    if not all(chosen.values()):
        return _page(request, desk, form)
    return _page(request, desk, form, _stored(desk, chosen), _table_address(chosen))


@require_safe
@staff
def comparison_table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the comparison of two stored reports as a workbook."""
    return _workbook(_stored(desk, {side: request.GET.get(side, "") for side in ("a", "b")}))


def _posted(request: HttpRequest, desk: Desk, form: ComparisonForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, desk, form, status=400)
    wants_table = request.POST.get("as") == "xlsx"
    a, b = form.choice("a"), form.choice("b")
    if not form.has_files:
        chosen = {"a": str(a), "b": str(b)}
        if wants_table:
            return redirect(_table_address(chosen))
        return redirect(f"{reverse('console:compare')}?{urlencode(chosen)}")
    try:
        comparison = _compared(desk, a, b)
    except ReportFileUnreadable as refusal:
        form.add_error(None, str(refusal))
        return _page(request, desk, form, status=400)
    return _workbook(comparison) if wants_table else _page(request, desk, form, comparison)


def _stored(desk: Desk, chosen: dict[str, str]) -> Comparison:
    return _compared(desk, chosen["a"], chosen["b"])


def _compared(desk: Desk, a: str | UploadedFile, b: str | UploadedFile) -> Comparison:
    try:
        return comparison_of(desk.officer, a, b, desk.on)
    except NotComparable as missing:
        raise NotHere(str(missing)) from missing


def _page(
    request: HttpRequest,
    desk: Desk,
    form: ComparisonForm,
    comparison: Comparison | None = None,
    table_address: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": _("报告比较"),
        "agency": desk.agency,
        "form": form,
        "comparison": comparison,
    }
    if comparison is not None:
        context |= {
            "tables": compared_tables(comparison),
            "texts": compared_texts(comparison),
            "charts": _charts(comparison),
            "table_address": table_address,
        }
    return render(request, "console/compare.html", context, status=status)


def _charts(comparison: Comparison) -> list[tuple[str, str, Any]]:
    a, b = _("前者 %(who)s"), _("后者 %(who)s")
    groups = (
        ("lines", _("主要数据"), comparison.lines),
        ("applicants", _("新收申请的申请人"), comparison.applicants),
    )
    return [
        (
            title,
            # The renderer escapes all it prints.
            mark_safe(
                render_chart_svg(
                    lines,
                    a % {"who": comparison.a.title},
                    b % {"who": comparison.b.title},
                    title=title,
                    identity=f"chart-{key}",
                )
            ),
            lines,
        )
        for key, title, lines in groups
    ]


def _workbook(comparison: Comparison) -> HttpResponse:
    content = render_comparison_xlsx(comparison)
    return attachment(content, "xlsx", f"{comparison.a.title}与{comparison.b.title}对照")


def _table_address(chosen: dict[str, str]) -> str:
    return f"{reverse('console:compare-table')}?{urlencode(chosen)}"
