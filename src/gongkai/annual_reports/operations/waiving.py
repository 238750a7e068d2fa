"""Letting a finding pass, by name and with a reason."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.annual_reports.models import AnnualReport, Waiver
from gongkai.annual_reports.permissions import insist, may_waive
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.annual_reports.queries.gate import gate_findings
from gongkai.audit.operations import record


class NotWaivable(ValueError):
    """There is no such finding now, or its rule allows no waiver."""


@transaction.atomic
def waive(
    *,
    report: AnnualReport,
    rule: str,
    where: str,
    found: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Waiver:
    """Let one finding pass; the waiver stands until what was found changes.

    :raises NotAllowed: if the officer may not waive
    :raises NotWaivable: without a reason, without such a finding, or where the rule allows none
    """
    insist(may_waive(officer, report.agency, on), "豁免检查发现的问题")
    if not reason.strip():
        raise NotWaivable("豁免须填写理由。")
    current = gate_findings(compile_year(report.agency, report.year), report)
    match = [
        one
        for one in current
        if (one.finding.rule, one.finding.where, one.finding.found[:300]) == (rule, where, found)
    ]
    if not match:
        raise NotWaivable("该问题已不存在或数值已变化，请刷新后查看。")
    if not match[0].waivable:
        raise NotWaivable(f"规则{rule}不允许豁免，请改正后再送审。")
    waiver, _ = Waiver.objects.get_or_create(
        report=report,
        rule=rule,
        where=where,
        found=found,
        defaults={"reason": reason.strip(), "officer": officer, "waived_at": at},
    )
    record(
        action="annual_report.waive",
        subject=str(report),
        at=at,
        agency=report.agency,
        officer=officer,
        detail={"rule": rule, "where": where, "reason": reason.strip()},
    )
    return waiver
