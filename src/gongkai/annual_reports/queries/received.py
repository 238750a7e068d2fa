"""One received report: its row, its file, its versions."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Officer
from gongkai.annual_reports.models import ReceivedReport, ReceivedReturn


class ReceivedUnknown(LookupError):
    """There is no such received report in the officer's organ."""


def received_for(officer: Officer, pk: int) -> ReceivedReport:
    """Return a report that the officer's own organ received.

    :raises ReceivedUnknown: if it does not exist or another organ received it
    """
    found = ReceivedReport.objects.filter(pk=pk, collection__agency=officer.agency_id)
    report = found.select_related("collection__agency", "organ__agency", "officer", "decided_by")
    one = report.first()
    if one is None:
        raise ReceivedUnknown("没有这份收到的报告，可能地址有误，或不是报送给您所在机关的。")
    return one


def return_for(officer: Officer, pk: int) -> ReceivedReturn:
    """Return a sending back of a report that the officer's own organ received.

    :raises ReceivedUnknown: if it does not exist or belongs to another organ
    """
    found = ReceivedReturn.objects.filter(pk=pk, report__collection__agency=officer.agency_id)
    one = found.select_related("report__collection__agency", "report__organ").first()
    if one is None:
        raise ReceivedUnknown("没有这份退回意见，可能地址有误，或不属于您所在的机关。")
    return one


def versions_of(report: ReceivedReport) -> QuerySet[ReceivedReport]:
    """Return every version of the organ's report, newest first; only itself without an organ."""
    same = ReceivedReport.objects.filter(is_previous=report.is_previous)
    same = same.filter(organ=report.organ_id) if report.organ_id else same.filter(pk=report.pk)
    return (
        same.defer("content", "evidence", "findings")
        .select_related("officer", "decided_by")
        .order_by("-version", "-pk")
    )


def previous_files_of(report: ReceivedReport) -> QuerySet[ReceivedReport]:
    """Return the files that were uploaded as last year's report of the organ, newest first."""
    files = ReceivedReport.objects.filter(is_previous=True, organ=report.organ_id)
    return files.defer("content", "evidence", "findings").order_by("-pk")


def stored_file(report: ReceivedReport) -> Path:
    """Return where a received file stands."""
    return Path(settings.GONGKAI_FILES) / "received-reports" / report.file_name
