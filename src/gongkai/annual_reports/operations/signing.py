"""Submitting a report, signing it stage by stage, and freezing it with the last signature."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.annual_reports.models import AnnualReport, Snapshot, SnapshotMembers
from gongkai.annual_reports.permissions import STAGES, insist, may_sign_at, may_write
from gongkai.annual_reports.queries.compiling import Compiled, compile_year
from gongkai.annual_reports.queries.drift import members_of, pack
from gongkai.annual_reports.queries.gate import blocking, gate_findings
from gongkai.audit.operations import record
from gongkai.messages.operations import mark_read, notify
from gongkai.outbox.operations import announce
from gongkai.review.models import Round
from gongkai.review.operations import open_round, sign, void_open_round


class NotReady(Exception):
    """The report cannot take this step now; the message says why."""


@transaction.atomic
def submit_for_review(*, report: AnnualReport, officer: Officer, on: date, at: datetime) -> Round:
    """Send the report, exactly as it reads now, to be signed by others.

    :raises NotAllowed: if the officer may not write
    :raises NotReady: if it is not a draft, or the gate finds errors
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    insist(may_write(officer, report.agency, on), "送审年度报告")
    if report.state != AnnualReport.State.DRAFT:
        raise NotReady(f"报告当前为“{report.get_state_display()}”，不能送审。")
    compiled = compile_year(report.agency, report.year)
    _insist_on_open_gate(compiled, report)
    report.round = open_round(
        agency=report.agency,
        subject=str(report),
        content_hash=compiled.content_hash,
        drafter=officer,
        stages=[stage for stage, _ in STAGES],
        at=at,
    )
    report.state = AnnualReport.State.IN_REVIEW
    report.save(update_fields=["round", "state"])
    _log(report, "annual_report.submit", officer, at, {"content_hash": compiled.content_hash})
    _tell(report, STAGES[0][1], f"{report}已送审，请{STAGES[0][0]}。", on, at)
    return report.round


@transaction.atomic
def sign_report(
    *,
    report: AnnualReport,
    officer: Officer,
    verdict: str,
    opinion: str,
    on: date,
    at: datetime,
) -> AnnualReport:
    """Sign the next stage, or return the report; the last signature freezes the year.

    :raises NotAllowed: if the officer does not hold the stage's role
    :raises NotReady: if the report is not in review, or the gate finds errors by now
    :raises SignatureRefused: if he drafted it, signed already, or the content changed since
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if report.state != AnnualReport.State.IN_REVIEW or report.round is None:
        raise NotReady(f"报告当前为“{report.get_state_display()}”，不在审签中。")
    stage = report.round.stages[report.round.signatures.count()]
    insist(may_sign_at(stage, officer, report.agency, on), f"在“{stage}”环节签署")
    compiled = compile_year(report.agency, report.year)
    if verdict == "PASS":
        _insist_on_open_gate(compiled, report)
    round = sign(
        round=report.round,
        officer=officer,
        verdict=verdict,
        content_hash=compiled.content_hash,
        at=at,
        opinion=opinion,
    )
    mark_read(officer=officer, subject=str(report), at=at)
    detail = {"stage": stage, "verdict": verdict, "opinion": opinion}
    _log(report, "annual_report.sign", officer, at, detail)
    if round.state == Round.State.RETURNED:
        report.state = AnnualReport.State.DRAFT
        notify(
            officers=[round.drafter],
            text=f"{report}被退回：{opinion}"[:300],
            subject=str(report),
            at=at,
        )
    elif round.state == Round.State.PASSED:
        freeze(report, compiled, officer, at)
        report.state = AnnualReport.State.SIGNED
    else:
        following = STAGES[round.signatures.count()]
        _tell(report, following[1], f"{report}待{following[0]}。", on, at)
    report.save(update_fields=["state"])
    return report


@transaction.atomic
def take_back(*, report: AnnualReport, officer: Officer, on: date, at: datetime) -> AnnualReport:
    """Take a report back out of review, to go on writing.

    :raises NotAllowed: if the officer may not write
    :raises NotReady: if it is not in review
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    insist(may_write(officer, report.agency, on), "撤回送审")
    if report.state != AnnualReport.State.IN_REVIEW or report.round is None:
        raise NotReady(f"报告当前为“{report.get_state_display()}”，不在审签中。")
    void_open_round(round=report.round, at=at)
    report.state = AnnualReport.State.DRAFT
    report.save(update_fields=["state"])
    _log(report, "annual_report.take_back", officer, at, {})
    return report


def freeze(report: AnnualReport, compiled: Compiled, officer: Officer, at: datetime) -> Snapshot:
    """Keep the report as signed, with the register numbers behind every figure."""
    snapshot = Snapshot.objects.create(
        report=report,
        content=compiled.report.to_json(),
        figures=compiled.values,
        content_hash=compiled.content_hash,
        signed_by=officer,
        signed_at=at,
    )
    members = (
        (path, members_of(figure, compiled))
        for path, figure in compiled.figures.items()
        if compiled.values[path] not in (None, "0")
    )
    SnapshotMembers.objects.bulk_create(
        SnapshotMembers(snapshot=snapshot, figure=path, packed=pack(numbers))
        for path, numbers in members
    )
    _log(report, "annual_report.freeze", officer, at, {"content_hash": compiled.content_hash})
    announce(kind="annual_report.signed", subject=str(report.pk), at=at, agency=report.agency)
    return snapshot


def _insist_on_open_gate(compiled: Compiled, report: AnnualReport) -> None:
    errors = blocking(gate_findings(compiled, report))
    if errors:
        first = errors[0].finding.message
        raise NotReady(f"检查发现{len(errors)}个错误，改正或豁免后方可送审签发。第一个：{first}")


def _tell(report: AnnualReport, role: str, text: str, on: date, at: datetime) -> None:
    officers = officers_with_role(report.agency, role, on)
    notify(officers=officers, text=text[:300], subject=str(report), at=at)


def _log(
    report: AnnualReport, action: str, officer: Officer, at: datetime, detail: dict[str, str]
) -> None:
    record(
        action=action,
        subject=str(report),
        at=at,
        agency=report.agency,
        officer=officer,
        detail=detail,
    )
