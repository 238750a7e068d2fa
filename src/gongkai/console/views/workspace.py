"""What every screen of one year's report shares: the year, its state, its tabs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.permissions import may_write
from gongkai.annual_reports.queries.compiling import Compiled, compile_year, report_of
from gongkai.annual_reports.queries.gate import GateFinding, blocking, gate_findings
from gongkai.console.access import Desk, NotHere


@dataclass(frozen=True)
class YearAtDesk:
    """One year of the officer's organ: the records counted, and the report if it was opened."""

    desk: Desk
    year: int
    report: AnnualReport | None
    compiled: Compiled

    @cached_property
    def findings(self) -> list[GateFinding]:
        """Return what the gate has against the year as it stands."""
        return gate_findings(self.compiled, self.report)

    @property
    def blocking(self) -> list[GateFinding]:
        """Return the findings that keep it from being signed."""
        return blocking(self.findings)

    @property
    def may_open(self) -> bool:
        """Tell whether the report is still to be opened, and by this officer."""
        return self.report is None and may_write(self.desk.officer, self.desk.agency, self.desk.on)


def year_at(desk: Desk, year: int) -> YearAtDesk:
    """Return a year of the officer's organ.

    :raises NothingToReport: if it has no records or cannot be reported
    """
    return YearAtDesk(desk, year, report_of(desk.agency, year), compile_year(desk.agency, year))


def opened(desk: Desk, year: int) -> AnnualReport:
    """Return the organ's report of a year.

    :raises NotHere: if nobody has opened it
    """
    report = report_of(desk.agency, year)
    if report is None:
        raise NotHere(_("%(year)s年度报告尚未编制，请先在“年度报告”中点“编制”。") % {"year": year})
    return report


def opened_year_at(desk: Desk, year: int) -> tuple[YearAtDesk, AnnualReport]:
    """Return a year whose report is open, and the report.

    :raises NotHere: if nobody has opened it
    :raises NothingToReport: if it has no records any more
    """
    report = opened(desk, year)
    return YearAtDesk(desk, year, report, compile_year(desk.agency, year)), report


def workspace_page(
    request: HttpRequest,
    at_desk: YearAtDesk,
    tab: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Return one tab of a year's report."""
    year = at_desk.year
    shared = {
        "at_desk": at_desk,
        "report": at_desk.report,
        "year": year,
        "agency": at_desk.desk.agency,
        "tabs": _tabs(at_desk, tab),
        "title": _("%(year)s年度报告") % {"year": year},
        "crumbs": [(_("年度报告"), reverse("console:reports"))],
    }
    template = f"console/report_{tab.replace('-', '_')}.html"
    return render(request, template, shared | context, status=status)


def _tabs(at_desk: YearAtDesk, current: str) -> list[dict[str, Any]]:
    found = len([one for one in at_desk.findings if one.waiver is None])
    tabs = [
        ("report", _("数据表"), None),
        ("narrative", _("文字"), None),
        ("checks", _("检查"), found or None),
        ("sign-off", _("签发"), None),
        ("archive", _("存档与差异"), None),
        ("downloads", _("下载"), None),
        ("publication", _("公布"), None),
        ("catalogue", _("数值目录"), None),
    ]
    needs_report = {"narrative", "sign-off", "archive", "publication"}
    return [
        {
            "label": label,
            "url": reverse(f"console:{name}", args=[at_desk.year]),
            "current": name == ("narrative" if current == "part" else current),
            "count": count,
        }
        for name, label, count in tabs
        if at_desk.report is not None or name not in needs_report
    ]
