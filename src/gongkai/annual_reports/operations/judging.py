"""The office's decisions on a received report: waive, note, assign, accept, send back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.annual_reports.models import (
    CollectionOrgan,
    ReceivedRemark,
    ReceivedReport,
    ReceivedReturn,
    ReceivedWaiver,
)
from gongkai.annual_reports.operations.examining import check_stored
from gongkai.annual_reports.operations.placing import locked, place
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.annual_reports.queries.collections import current
from gongkai.annual_reports.queries.examining import finding_key, judged
from gongkai.audit.operations import record
from gongkai.messages.operations import notify
from gongkai.rules.reports.findings import Severity


class NotDecided(Exception):
    """The received report cannot take this step now; the message says why."""


@transaction.atomic
def waive_received(
    *,
    report: ReceivedReport,
    rule: str,
    where: str,
    found: str,
    expected: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ReceivedWaiver:
    """Let one finding pass for the organ, as long as what was found and expected stay the same.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises NotDecided: without a reason or an organ, or if the finding is gone or not to be waived
    """
    report = _allowed(report, officer, on)
    reason = _required(reason, "豁免须填写理由。")
    organ = _organ(report)
    match = [
        one for one in judged(report) if finding_key(one.finding) == (rule, where, found, expected)
    ]
    if not match:
        raise NotDecided("该问题已不存在或数值已变化，请刷新后查看。")
    if not match[0].waivable:
        raise NotDecided(f"规则{rule}不允许豁免，请退回报送单位改正。")
    waiver, _ = ReceivedWaiver.objects.get_or_create(
        organ=organ,
        rule=rule,
        where=where,
        found=found,
        expected=expected,
        defaults={"reason": reason, "officer": officer, "waived_at": at},
    )
    _log(report, "waive", officer, at, {"rule": rule, "where": where, "reason": reason})
    return waiver


@transaction.atomic
def remark_on(
    *, report: ReceivedReport, text: str, officer: Officer, on: date, at: datetime
) -> ReceivedRemark:
    """Note something on a received report.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises NotDecided: if there is nothing to note
    """
    report = _allowed(report, officer, on)
    text = _required(text, "没有填写备注内容。")
    remark = ReceivedRemark.objects.create(report=report, text=text, officer=officer, made_at=at)
    _log(report, "remark", officer, at, {"text": text})
    return remark


@transaction.atomic
def assign_organ(
    *,
    report: ReceivedReport,
    organ: CollectionOrgan,
    officer: Officer,
    on: date,
    at: datetime,
) -> ReceivedReport:
    """Say which organ a file belongs to, and check it against that organ's year before.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises NotDecided: if the organ is not on this collection's list
    """
    report = _allowed(report, officer, on)
    if organ.collection_id != report.collection_id or report.is_previous:
        raise NotDecided("该单位不在这次报送的名单中，请刷新后重新选择。")
    before = report.organ
    place(report, organ, ReceivedReport.Match.OFFICER)
    check_stored(report, at)
    detail = {"from": str(before) if before else None, "version": report.version}
    _log(report, "assign", officer, at, detail)
    return report


@transaction.atomic
def accept_report(
    *, report: ReceivedReport, officer: Officer, on: date, at: datetime
) -> ReceivedReport:
    """Accept the newest version of an organ's report; twice changes nothing.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises NotDecided: if it is not read, has no organ, is superseded, or errors stand
    """
    report = _allowed(report, officer, on)
    organ = _organ(report)
    if report.verdict == ReceivedReport.Verdict.ACCEPTED:
        return report
    if report.state != ReceivedReport.State.READ:
        raise NotDecided(f"“{report}”当前为“{report.get_state_display()}”，不能通过。")
    newest = current(organ.reports.filter(is_previous=False).defer("content", "evidence"))
    if newest is not None and newest.pk != report.pk:
        raise NotDecided(f"{organ}已有更新的第{newest.version}版，请审核最新的一版。")
    standing = [one for one in judged(report) if one.blocks]
    if standing:
        raise NotDecided(
            f"还有{len(standing)}项错误未处理，不能通过；请退回改正，或对允许豁免的写明理由豁免。"
        )
    _decide(report, ReceivedReport.Verdict.ACCEPTED, officer, at)
    detail = {"content_hash": report.content_hash, "rules_version": report.rules_version}
    _log(report, "accept", officer, at, detail)
    return report


@transaction.atomic
def return_report(
    *,
    report: ReceivedReport,
    reason: str,
    with_hints: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> ReceivedReturn:
    """Send a report back to its organ with the findings that stand, kept exactly as sent.

    :param with_hints: whether the findings for information go along
    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises NotDecided: without a reason or an organ, or if it is still to be read
    """
    report = _allowed(report, officer, on)
    reason = _required(reason, "退回须填写理由。")
    organ = _organ(report)
    if report.state in (ReceivedReport.State.RECEIVED, ReceivedReport.State.FAILED):
        raise NotDecided(f"“{report}”当前为“{report.get_state_display()}”，读取后才能退回。")
    findings = [
        one.finding.to_json()
        for one in judged(report)
        if one.waiver is None and (with_hints or one.finding.severity != Severity.INFO)
    ]
    _decide(report, ReceivedReport.Verdict.RETURNED, officer, at)
    sent = ReceivedReturn.objects.create(
        report=report, reason=reason, findings=findings, officer=officer, returned_at=at
    )
    _log(report, "return", officer, at, {"reason": reason, "findings": len(findings)})
    if organ.agency is not None:
        people = officers_with_role(organ.agency, "CLERK", on)
        people += officers_with_role(organ.agency, "OFFICE_HEAD", on)
        year = report.collection.year
        notify(
            officers=dict.fromkeys(people),
            text=f"报送的{year}年度报告被{report.collection.agency}退回：{reason}"[:300],
            subject=f"{report.collection}：{organ}",
            at=at,
        )
    return sent


@transaction.atomic
def read_again(
    *, report: ReceivedReport, officer: Officer, on: date, at: datetime
) -> ReceivedReport:
    """Put a file back among those that wait to be read; waivers and remarks stay.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    """
    report = _allowed(report, officer, on)
    if report.state != ReceivedReport.State.RECEIVED:
        report.state, report.progress, report.message = ReceivedReport.State.RECEIVED, 0, ""
        report.save(update_fields=["state", "progress", "message"])
        _log(report, "read_again", officer, at, {"version": report.version})
    return report


def _decide(report: ReceivedReport, verdict: Any, officer: Officer, at: datetime) -> None:
    report.verdict, report.decided_by, report.decided_at = verdict, officer, at
    report.save(update_fields=["verdict", "decided_by", "decided_at"])


def _allowed(report: ReceivedReport, officer: Officer, on: date) -> ReceivedReport:
    insist(may_collect(officer, report.collection.agency, on), "审核报送的年度报告")
    return locked(report)


def _organ(report: ReceivedReport) -> CollectionOrgan:
    if report.organ is None or report.is_previous:
        raise NotDecided(f"“{report}”还没有归入应报单位，请先指定单位。")
    return report.organ


def _required(text: str, message: str) -> str:
    if not text.strip():
        raise NotDecided(message)
    return text.strip()


def _log(
    report: ReceivedReport, action: str, officer: Officer, at: datetime, detail: dict[str, Any]
) -> None:
    record(
        action=f"received_report.{action}",
        subject=f"{report.collection}：{report.organ or report}",
        at=at,
        agency=report.collection.agency,
        officer=officer,
        detail=detail,
    )
