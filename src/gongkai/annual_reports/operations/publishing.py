"""Putting a signed report before the public, as files that never change again."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import licensed_fonts
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.operations.signing import NotReady
from gongkai.annual_reports.permissions import insist, may_publish
from gongkai.annual_reports.queries.documents import signed_document
from gongkai.audit.operations import record
from gongkai.documents.reports.writing import write_report
from gongkai.outbox.operations import announce


def folder_of(report: AnnualReport) -> Path:
    """Return where a published report's files stand."""
    root = Path(settings.GONGKAI_FILES)
    return root / "annual-reports" / report.agency.code / str(report.year)


@transaction.atomic
def publish(*, report: AnnualReport, officer: Officer, on: date, at: datetime) -> list[Path]:
    """Write a signed report's files in all formats and show it on the portal.

    :raises NotAllowed: if the officer may not publish
    :raises NotReady: if the report is not signed, or is published already
    :raises OutputFailed: if the files cannot be written; then nothing is published
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    insist(may_publish(officer, report.agency, on), "公布年度报告")
    if report.state != AnnualReport.State.SIGNED:
        raise NotReady(f"报告当前为“{report.get_state_display()}”，只有已签发的报告可以公布。")
    report.state = AnnualReport.State.PUBLISHED
    report.published_at, report.published_by = at, officer
    report.save(update_fields=["state", "published_at", "published_by"])
    detail = {"content_hash": report.snapshot.content_hash}
    record(
        action="annual_report.publish",
        subject=str(report),
        at=at,
        agency=report.agency,
        officer=officer,
        detail=detail,
    )
    announce(
        kind="annual_report.published",
        subject=str(report.pk),
        at=at,
        agency=report.agency,
        detail={"year": report.year, "touches": [f"reports:{report.agency_id}", "reports"]},
    )
    # Files last: whatever fails before them leaves none behind, and if they fail nothing is kept.
    document = signed_document(report.snapshot, on)
    return write_report(document, folder_of(report), fonts_folder=licensed_fonts())
