"""The gate's findings, and letting one pass by name."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.operations.waiving import waive
from gongkai.annual_reports.permissions import insist, may_waive
from gongkai.annual_reports.queries.compiling import figure_of_cell
from gongkai.annual_reports.queries.gate import GateFinding
from gongkai.console.access import Desk, staff
from gongkai.console.forms import WaiverForm
from gongkai.console.refusals import attempt_with
from gongkai.console.views.workspace import YearAtDesk, opened, workspace_page, year_at
from gongkai.rules.reports.checks import all_checks
from gongkai.rules.reports.editions import TEXT_SECTIONS, edition
from gongkai.rules.reports.findings import Severity


@dataclass(frozen=True)
class Place:
    """Where a finding is, in words, and the page that shows it."""

    text: str
    url: str


@require_safe
@staff
def gate(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show what the rules have against the year, gravest first, and what was waived."""
    at_desk = year_at(desk, year)
    standing = [one for one in at_desk.findings if one.waiver is None]
    may = at_desk.report is not None and _is_open(at_desk.report)
    may = may and may_waive(desk.officer, desk.agency, desk.on)
    context = {
        "by_severity": [
            (severity, [_shown(one, at_desk, may) for one in standing if _is(one, severity)])
            for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        ],
        "standing": standing,
        "waived": [_shown(one, at_desk, False) for one in at_desk.findings if one.waiver],
        "checks": all_checks(),
    }
    return workspace_page(request, at_desk, "checks", context)


@require_POST
@staff
def waive_finding(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Let one finding pass, with a reason."""
    report = opened(desk, year)
    insist(may_waive(desk.officer, desk.agency, desk.on), _("豁免检查发现的问题"))
    act = partial(waive, report=report, officer=desk.officer, on=desk.on, at=desk.at)
    attempt_with(request, WaiverForm(request.POST), act, _("已豁免，理由已记录。"))
    return redirect("console:checks", year=year)


def _is(one: GateFinding, severity: Severity) -> bool:
    return one.finding.severity == severity


def _is_open(report: AnnualReport) -> bool:
    return report.state in (AnnualReport.State.DRAFT, AnnualReport.State.IN_REVIEW)


def _shown(one: GateFinding, at_desk: YearAtDesk, may: bool) -> dict[str, object]:
    finding = one.finding
    form = None
    if may and one.waivable:
        initial = {"rule": finding.rule, "where": finding.where, "found": finding.found[:300]}
        form = WaiverForm(initial=initial, auto_id=False)
    return {
        "finding": finding,
        "place": _place(finding.where, at_desk),
        "waivable": one.waivable,
        "waiver": one.waiver,
        "form": form,
    }


def _place(where: str, at_desk: YearAtDesk) -> Place:
    figure = at_desk.compiled.figures.get(figure_of_cell(where))
    if figure is not None:
        return Place(figure.label, reverse("console:figure", args=[at_desk.year, where]))
    top, _dot, section = where.partition(".")
    if top == "narrative" and section in TEXT_SECTIONS:
        url = reverse("console:narrative", args=[at_desk.year]) if at_desk.report else ""
        return Place(edition("2021").text_title(section), url)
    return Place(where, "")
