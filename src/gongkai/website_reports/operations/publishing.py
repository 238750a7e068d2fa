"""Putting a signed form before the public, as files that never change again."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.documents.website_forms.writing import write_form
from gongkai.outbox.operations import announce
from gongkai.website_reports.models import WebsiteReport
from gongkai.website_reports.operations.filling import FormRefused
from gongkai.website_reports.permissions import insist, may_publish
from gongkai.website_reports.queries.documents import signed_form


def folder_of_form(report: WebsiteReport) -> Path:
    """Return where a published form's files stand."""
    root = Path(settings.GONGKAI_FILES)
    return root / "website-reports" / report.agency.code / str(report.year)


@transaction.atomic
def publish_form(*, report: WebsiteReport, officer: Officer, on: date, at: datetime) -> list[Path]:
    """Write a signed form's files and show it on the portal (国办函〔2018〕12号: by 31 January).

    :raises NotAllowed: if the officer may not publish
    :raises FormRefused: if it is not signed, or is published already
    :raises OutputFailed: if the files cannot be written; then nothing is published
    """
    row = WebsiteReport.objects.select_for_update().get(pk=report.pk)
    insist(may_publish(officer, row.agency, on), "公布网站年度报表")
    if row.state != WebsiteReport.State.SIGNED:
        raise FormRefused(f"报表当前为“{row.get_state_display()}”，只有已签发的报表可以公布。")
    row.state = WebsiteReport.State.PUBLISHED
    row.published_at, row.published_by = at, officer
    row.save(update_fields=["state", "published_at", "published_by"])
    record(
        action="website_report.publish",
        subject=str(row),
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"content_hash": row.snapshot.content_hash},
    )
    announce(
        kind="website_report.published",
        subject=str(row.pk),
        at=at,
        agency=row.agency,
        detail={"year": row.year, "touches": [f"website-reports:{row.agency_id}"]},
    )
    # Files last: whatever fails before them leaves none behind, and if they fail nothing is kept.
    return write_form(signed_form(row.snapshot), folder_of_form(row))
