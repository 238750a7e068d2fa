"""Reading a received file and checking what it says, as often as it is asked for."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from gongkai.annual_reports.models import CollectionOrgan, ReceivedReport
from gongkai.annual_reports.operations.placing import locked, place
from gongkai.annual_reports.queries.collections import current
from gongkai.annual_reports.queries.examining import examine, judged
from gongkai.annual_reports.queries.matching import organ_in_file_name, organ_titled
from gongkai.annual_reports.queries.received import stored_file
from gongkai.audit.operations import record
from gongkai.documents.characters import encodable
from gongkai.documents.readings.reading import Reading, read_report
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.checks import RULES_VERSION
from gongkai.rules.reports.evidence_json import evidence_from_json, evidence_json
from gongkai.rules.reports.shape import Report, ReportUnreadable

_READING, _CHECKING = 10, 70
_LAPSED = "重新检查发现未处理的错误，原“已通过”的结论已撤销。"


def read_received(*, report: ReceivedReport, at: datetime) -> ReceivedReport:
    """Read a file that waits, find its organ, and check it; one that is read stays as it is."""
    report.refresh_from_db()
    if report.state not in (ReceivedReport.State.RECEIVED, ReceivedReport.State.FAILED):
        return report
    _tell(report, _READING)
    try:
        reading = read_report(stored_file(report))
        # What cannot be read back from the database must not get into it.
        Report.from_json(reading.report.to_json())
    except (ReportFileUnreadable, ReportUnreadable) as unreadable:
        return _unreadable(report, str(unreadable), at)
    except FileNotFoundError:
        return _unreadable(report, "找不到保存的文件，请重新上传", at)
    _tell(report, _CHECKING)
    return _keep(report, reading, at)


def fail_received(*, report: ReceivedReport) -> ReceivedReport:
    """Note that reading broke off; it may be tried again."""
    report.refresh_from_db()
    if report.state == ReceivedReport.State.RECEIVED:
        report.state = ReceivedReport.State.FAILED
        report.message = "读取中发生意外错误；请重新检查，仍不成功的请联系系统管理员。"
        report.save(update_fields=["state", "message"])
    return report


def check_stored(report: ReceivedReport, at: datetime) -> None:
    """Check again what was read, with the organ, the comparison and the rules there are now.

    Waivers and remarks stay; an acceptance lapses if an error stands. In the caller's
    transaction.
    """
    if report.state != ReceivedReport.State.READ:
        return
    examined = examine(
        Report.from_json(report.content),
        evidence_from_json(report.evidence),
        report.organ,
        report.collection,
    )
    report.findings = [_storable(one.to_json()) for one in examined.findings]
    report.compared_with = examined.compared_with[:300]
    report.rules_version = RULES_VERSION
    report.message = ""
    if report.verdict == ReceivedReport.Verdict.ACCEPTED and any(
        one.blocks for one in judged(report)
    ):
        report.verdict = ReceivedReport.Verdict.NONE
        report.decided_by = report.decided_at = None
        report.message = _LAPSED
        record(
            action="received_report.lapse",
            subject=f"{report.collection}：{report.organ}",
            at=at,
            agency=report.collection.agency,
            detail={"version": report.version, "rules_version": report.rules_version},
        )
    report.save()


@transaction.atomic
def _keep(report: ReceivedReport, reading: Reading, at: datetime) -> ReceivedReport:
    report = locked(report)
    if report.state not in (ReceivedReport.State.RECEIVED, ReceivedReport.State.FAILED):
        return report
    report.state, report.progress, report.read_at = ReceivedReport.State.READ, 100, at
    report.content = _storable(reading.report.to_json())
    report.evidence = _storable(evidence_json(reading.evidence))
    report.content_hash = sha256(reading.report.canonical_bytes()).hexdigest()
    report.save()
    if not report.is_previous:
        _find_organ(report, reading.report.organ)
        check_stored(report, at)
        return report
    if reading.report.year != report.collection.year - 1:
        report.message = (
            f"这份报告是{reading.report.year}年度的，不是{report.collection.year - 1}年度的，"
            "不用于比对。"
        )
        report.save(update_fields=["message"])
    _check_current(report.organ, at)
    return report


def _find_organ(report: ReceivedReport, title_organ: str) -> None:
    if report.match == ReceivedReport.Match.OFFICER:
        return
    organs = list(report.collection.organs.order_by("pk"))
    titled = organ_titled(title_organ, organs)
    if titled is not None:
        place(report, titled, ReceivedReport.Match.TITLE)
        return
    named = organ_in_file_name(report.original_name, organs)
    match = ReceivedReport.Match.FILE_NAME if named else ReceivedReport.Match.NONE
    place(report, named, match)


def _check_current(organ: CollectionOrgan, at: datetime) -> None:
    newest = current(organ.reports.filter(is_previous=False).defer("content", "evidence"))
    if newest is not None:
        check_stored(locked(newest), at)


@transaction.atomic
def _unreadable(report: ReceivedReport, message: str, at: datetime) -> ReceivedReport:
    report = locked(report)
    # Where the file stands is nobody's business; its own name is.
    for told in (str(stored_file(report)), report.file_name):
        message = message.replace(told, report.original_name)
    report.state, report.progress, report.read_at = ReceivedReport.State.UNREADABLE, 100, at
    report.message = _storable(message)[:500]
    report.content = report.evidence = None
    report.findings, report.content_hash = [], ""
    report.verdict = ReceivedReport.Verdict.NONE
    report.decided_by = report.decided_at = None
    report.save()
    return report


def _tell(report: ReceivedReport, progress: int) -> None:
    ReceivedReport.objects.filter(pk=report.pk).update(progress=progress)


def _storable(value: Any) -> Any:
    # PostgreSQL keeps neither zero characters nor halves of surrogate pairs.
    if isinstance(value, str):
        return encodable(value).replace("\x00", "")
    if isinstance(value, dict):
        return {key: _storable(each) for key, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list) else value
