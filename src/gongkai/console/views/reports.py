"""The organ's reports, year by year."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.models import Agency, AgencyKind
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.operations.writing import open_report
from gongkai.annual_reports.permissions import insist, may_write
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.console.access import Desk, staff
from gongkai.console.refusals import attempt
from gongkai.rules.statutes import YearlyDay, statute_in_force

_FIRST_YEAR = 2021


@dataclass(frozen=True)
class YearLine:
    """One year in the list, with its report if it was opened."""

    year: int
    report: AnnualReport | None
    due_on: date


def legal_day(agency: Agency, on: date) -> YearlyDay:
    """Return the yearly day by which an organ's report must be published (条例 art 49)."""
    statute = statute_in_force(on)
    governments = {AgencyKind.CITY_GOVERNMENT, AgencyKind.COUNTY_GOVERNMENT}
    return statute.government_report if agency.kind in governments else statute.department_report


@require_safe
@staff
def report_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every year of the organ and how far its report has come."""
    reports = (
        AnnualReport.objects.filter(agency=desk.agency)
        .select_related("agency", "round__drafter", "snapshot__signed_by", "published_by")
        .order_by("-year")
    )
    by_year = {report.year: report for report in reports}
    limit = legal_day(desk.agency, desk.on)
    years = sorted({*range(_FIRST_YEAR, desk.on.year + 1), *by_year}, reverse=True)
    context = {
        "title": _("年度报告"),
        "lines": [YearLine(year, by_year.get(year), limit.in_year(year + 1)) for year in years],
        "limit": limit,
        "agency": desk.agency,
        "may_open": may_write(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/reports.html", context)


@require_POST
@staff
def open_year(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Open a year's report with the default text."""
    insist(may_write(desk.officer, desk.agency, desk.on), _("编制年度报告"))

    def open_if_there_is_something() -> None:
        compile_year(desk.agency, year)
        open_report(agency=desk.agency, year=year, officer=desk.officer, at=desk.at)

    done = _("%(year)s年度报告已开始编制。") % {"year": year}
    if attempt(request, open_if_there_is_something, done):
        return redirect("console:report", year=year)
    return redirect("console:reports")
