"""One received report beside its findings; its file; the letter that sent it back."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.annual_reports.models import ReceivedReport
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.annual_reports.queries.collections import status_of
from gongkai.annual_reports.queries.examining import (
    JudgedFinding,
    finding_from_json,
    finding_key,
    judged,
    void_waivers,
)
from gongkai.annual_reports.queries.received import (
    ReceivedUnknown,
    previous_files_of,
    received_for,
    return_for,
    stored_file,
    versions_of,
)
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment, saved_as
from gongkai.console.received_forms import ReceivedWaiverForm, RemarkForm, ReturnForm
from gongkai.console.views.collections import collection_title
from gongkai.documents.markings.report import MarkedReport
from gongkai.documents.notices.findings_docx import render_findings_docx
from gongkai.rules.reports.evidence import CellReading
from gongkai.rules.reports.evidence_json import evidence_from_json
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report

# Where the page tells what is true of the report as a whole.
_HEAD = "report-head"


def received_at(desk: Desk, pk: int) -> ReceivedReport:
    """Return a report the officer's organ received, for those who may collect.

    :raises NotHere: if there is none
    :raises NotAllowed: if he is not of the city's disclosure office
    """
    try:
        report = received_for(desk.officer, pk)
    except ReceivedUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    insist(may_collect(desk.officer, desk.agency, desk.on), _("收取和审核年度报告"))
    return report


@require_safe
@staff
def one_report(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a received report, what was found in it, and what may be done."""
    report = received_at(desk, pk)
    findings = judged(report)
    collection = report.collection
    marked = _marked(report, findings)
    versions = list(versions_of(report))
    listed = None if report.is_previous else list(collection.organs.order_by("position", "pk"))
    context = {
        "title": report.organ.name if report.organ else report.original_name,
        "crumbs": [
            (_("报送审核"), reverse("console:collections")),
            (collection_title(collection), reverse("console:collection", args=[collection.year])),
        ],
        "agency": desk.agency,
        "report": report,
        "collection": collection,
        "status": status_of(report, findings),
        "working": report.state == ReceivedReport.State.RECEIVED,
        "newer": next(
            (one for one in versions if (one.version or 0) > (report.version or 0)), None
        ),
        "versions": versions,
        "previous_files": list(previous_files_of(report)) if report.organ else [],
        "organs": listed,
        "marked": marked,
        "groups": _groups(findings, marked),
        "waived": [_shown(one, marked) for one in findings if one.waiver],
        "void": void_waivers(report),
        "standing": sum(one.waiver is None for one in findings),
        "blocking": sum(one.blocks for one in findings),
        "returns": report.returns.select_related("officer").order_by("-pk"),
        "remarks": report.remarks.select_related("officer").order_by("pk"),
        "return_form": ReturnForm(),
        "remark_form": RemarkForm(),
    }
    return render(request, "console/received.html", context)


@require_safe
@staff
def original(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse | FileResponse:
    """Return the file as it came; never shown, only saved."""
    report = received_at(desk, pk)
    try:
        file = stored_file(report).open("rb")
    except OSError as missing:
        raise NotHere(_("保存的文件找不到了，请重新上传这份报告。")) from missing
    answer = FileResponse(file, content_type="application/octet-stream")
    return saved_as(answer, report.original_name)


@require_safe
@staff
def letter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return the letter that sent a report back, as it was sent."""
    try:
        sent = return_for(desk.officer, pk)
    except ReceivedUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    insist(may_collect(desk.officer, desk.agency, desk.on), _("收取和审核年度报告"))
    report = sent.report
    organ = report.organ.name if report.organ else report.original_name
    content = render_findings_docx(
        organ,
        report.collection.year,
        [finding_from_json(told) for told in sent.findings],
        desk.agency.name,
        timezone.localdate(sent.returned_at),
        reason=sent.reason,
        edition_code=report.content["edition"] if report.content else "2021",
    )
    return attachment(content, "docx", f"{organ}{report.collection.year}年度报告退回意见")


def _marked(report: ReceivedReport, findings: list[JudgedFinding]) -> MarkedReport | None:
    if report.content is None or report.evidence is None:
        return None
    evidence = evidence_from_json(report.evidence)
    found = [one.finding for one in findings]
    return MarkedReport(Report.from_json(report.content), evidence, found)


def _groups(
    findings: list[JudgedFinding], marked: MarkedReport | None
) -> list[tuple[Severity, list[dict[str, object]]]]:
    standing = [one for one in findings if one.waiver is None]
    groups = [
        (severity, [_shown(one, marked) for one in standing if one.finding.severity == severity])
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    ]
    return [(severity, shown) for severity, shown in groups if shown]


def _shown(one: JudgedFinding, marked: MarkedReport | None) -> dict[str, object]:
    finding = one.finding
    placed = marked.findings[one.number - 1] if marked else None
    form = None
    if one.waivable and one.waiver is None:
        rule, where, found, expected = finding_key(finding)
        initial = {"rule": rule, "where": where, "found": found, "expected": expected}
        form = ReceivedWaiverForm(initial=initial, auto_id=False)
    return {
        "number": one.number,
        "finding": finding,
        "waivable": one.waivable,
        "waiver": one.waiver,
        "anchor": (placed.anchor or _HEAD) if placed else "",
        "place": placed.place if placed else finding.where,
        "reading": _reading(finding, marked),
        "form": form,
    }


def _reading(finding: Finding, marked: MarkedReport | None) -> CellReading | None:
    """Return how the cell was read, where that says more than the finding does."""
    reading = marked.evidence.cells.get(finding.where) if marked else None
    # A report JSON has no place but the path, which the finding names in words.
    if reading is None or (reading.text == finding.found and reading.place in ("", finding.where)):
        return None
    return reading
