"""A year's report ready to be printed: from the records, as issued where they still agree."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from gongkai.agencies.models import Agency
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.queries.compiling import compile_year, report_of
from gongkai.annual_reports.queries.documents import draft_document, signed_document
from gongkai.annual_reports.queries.gate import GateFinding, blocking, gate_findings
from gongkai.documents.reports.document import ReportDocument

_CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class BuiltReport:
    """What was built, what stands against it, and whether it is still what was signed."""

    document: ReportDocument
    findings: list[GateFinding]
    differs_from_signed: bool

    @property
    def blocking(self) -> list[GateFinding]:
        """Return the errors that no waiver covers."""
        return blocking(self.findings)

    @property
    def open_findings(self) -> list[GateFinding]:
        """Return what nobody waived."""
        return [found for found in self.findings if found.waiver is None]


def built_report(agency: Agency, year: int) -> BuiltReport:
    """Return the report that the records of a year make now.

    A signed report whose recount still agrees is printed as issued; anything else is a draft.

    :raises NothingToReport: if the year has no records or cannot be reported
    """
    report = report_of(agency, year)
    compiled = compile_year(agency, year)
    findings = gate_findings(compiled, report)
    snapshot = getattr(report, "snapshot", None) if report else None
    if report is None or snapshot is None:
        return BuiltReport(draft_document(compiled), findings, differs_from_signed=False)
    if snapshot.content_hash != compiled.content_hash:
        return BuiltReport(draft_document(compiled), findings, differs_from_signed=True)
    issued = report.published_at if report.state == AnnualReport.State.PUBLISHED else None
    issued_on = (issued or snapshot.signed_at).astimezone(_CHINA).date()
    return BuiltReport(signed_document(snapshot, issued_on), findings, differs_from_signed=False)
