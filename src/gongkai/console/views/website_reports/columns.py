"""In which figures of the form each column counts."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.refusals import attempt
from gongkai.console.views.website_reports.form import form_at, year_page
from gongkai.rules.website_form import ColumnGroup, Interpretation, groups_source
from gongkai.website_reports.operations.filling import assign_column
from gongkai.website_reports.permissions import may_fill
from gongkai.website_reports.queries.column_uses import used_columns


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def columns(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """List the columns with where each counts, and change one."""
    report, compiled = form_at(desk, year)
    if request.method == "POST":
        sent = request.POST.get("column", "")
        act = partial(
            assign_column,
            agency=desk.agency,
            column=int(sent[:18]) if sent.isascii() and sent.isdigit() else 0,
            group=request.POST.get("group", "")[:20],
            interprets=request.POST.get("interprets", "")[:20],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
        attempt(request, act, _("已保存，统计值随之更新。"))
        return redirect("console:website-columns", year=year)
    context = {
        "columns": used_columns(desk.agency),
        "groups": [(each.value, each.label) for each in ColumnGroup],
        "kinds": [(each.value, each.label) for each in Interpretation],
        "source": groups_source(),
        "may_assign": may_fill(desk.officer, desk.agency, desk.on),
    }
    return year_page(request, desk, report, compiled, "columns", context)
