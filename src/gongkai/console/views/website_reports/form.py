"""The years, and one year's form: every value with where it comes from, and what the checks say."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import attempt
from gongkai.rules.website_form import (
    ValueOrigin,
    due_day,
    form_fields,
    form_sections,
    form_source,
    form_title,
    value_words,
)
from gongkai.website_reports.operations.filling import begin_form
from gongkai.website_reports.permissions import may_fill, may_read
from gongkai.website_reports.queries.compiling import (
    CompiledForm,
    Line,
    compile_form,
    website_report_of,
    website_reports_of,
)

_FIRST_YEAR = 2021


@dataclass(frozen=True)
class ShownLine:
    """A line as the page shows it."""

    line: Line

    @property
    def words(self) -> str:
        """Return the value in words."""
        return value_words(self.line.field, self.line.value)

    @property
    def counted_words(self) -> str:
        """Return what the records give, in words."""
        return value_words(self.line.field, self.line.counted)


@require_safe
@staff
def years(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every year of the organ and how far its form has come."""
    require_reader(desk)
    by_year = {report.year: report for report in website_reports_of(desk.agency)}
    listed = sorted({*range(_FIRST_YEAR, desk.on.year + 1), *by_year}, reverse=True)
    context = {
        "title": _("网站年度报表"),
        "agency": desk.agency,
        "lines": [(year, by_year.get(year), due_day(year)) for year in listed],
        "may_fill": may_fill(desk.officer, desk.agency, desk.on),
        "source": form_source(),
    }
    return render(request, "console/website_reports/years.html", context)


@require_POST
@staff
def begin(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Begin a year's form."""

    def begun() -> None:
        begin_form(agency=desk.agency, year=year, officer=desk.officer, on=desk.on, at=desk.at)

    if attempt(request, begun, _("%(year)s年度报表已开始填报。") % {"year": year}):
        return redirect("console:website-report", year=year)
    return redirect("console:website-reports")


@require_safe
@staff
def form(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show a year's form with what the records give beside what was entered."""
    report, compiled = form_at(desk, year)
    sections = [
        (section.title, [ShownLine(compiled.lines[each.key]) for each in section.fields])
        for section in form_sections()
        if section.key != "signing"
    ]
    context = {"sections": sections, "findings": findings_of(compiled)}
    return year_page(request, desk, report, compiled, "form", context)


def require_reader(desk: Desk) -> None:
    """Insist that the officer may see his organ's form.

    :raises NotAllowed: if he holds no role in it
    """
    if not may_read(desk.officer, desk.agency):
        raise NotAllowed(_("只能查看本机关的网站年度报表。"))


def form_at(desk: Desk, year: int) -> tuple[Any, CompiledForm]:
    """Return the organ's form of a year, and what it says.

    :raises NotHere: if nobody has begun it
    """
    require_reader(desk)
    report = website_report_of(desk.agency, year)
    if report is None:
        raise NotHere(
            _("%(year)s年度报表尚未填报，请先在“网站年度报表”中点“填报”。") % {"year": year}
        )
    return report, compile_form(desk.agency, year)


def findings_of(compiled: CompiledForm) -> list[tuple[Any, str, bool]]:
    """Return the findings, each with the label of its field and whether records give it."""
    fields = form_fields()
    return [
        (each, fields[each.where].label, fields[each.where].origin is ValueOrigin.HAND)
        for each in compiled.findings
    ]


def year_page(
    request: HttpRequest,
    desk: Desk,
    report: Any,
    compiled: CompiledForm,
    tab: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Return one tab of a year's form."""
    tabs = (
        ("form", _("报表"), "console:website-report", len(compiled.findings)),
        ("fill", _("手工填报"), "console:fill-website-report", 0),
        ("columns", _("栏目口径"), "console:website-columns", 0),
        ("signing", _("审签与公布"), "console:website-sign-off", 0),
    )
    shared = {
        "title": form_title(report.year),
        "crumbs": [(_("网站年度报表"), reverse("console:website-reports"))],
        "agency": desk.agency,
        "report": report,
        "year": report.year,
        "compiled": compiled,
        "due_on": due_day(report.year),
        "is_open": report.state == "DRAFT" and may_fill(desk.officer, desk.agency, desk.on),
        "tabs": [
            {
                "label": label,
                "url": reverse(name, args=[report.year]),
                "current": tab == code,
                "count": count,
            }
            for code, label, name, count in tabs
        ],
    }
    return render(request, f"console/website_reports/{tab}.html", shared | context, status=status)
