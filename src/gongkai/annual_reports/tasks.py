"""Reading received reports in the background; a job that runs twice changes nothing more."""

from collections.abc import Iterable
from datetime import datetime

from django_tasks import task

from gongkai.annual_reports.models import ReceivedReport
from gongkai.annual_reports.operations import examining


@task()
def read_received(pk: int, at: str) -> None:
    """Read and check a received report; `at` is the moment (ISO 8601) it was asked for."""
    report = ReceivedReport.objects.get(pk=pk)
    try:
        examining.read_received(report=report, at=datetime.fromisoformat(at))
    except BaseException:
        examining.fail_received(report=report)
        raise


def start_reading(report: ReceivedReport, *, at: datetime) -> None:
    """Have a received report read and checked in the background."""
    read_received.enqueue(report.pk, at.isoformat())


def start_reading_all(reports: Iterable[ReceivedReport], *, at: datetime) -> None:
    """Have received reports read and checked in the background, each by a job of its own."""
    for report in reports:
        start_reading(report, at=at)
