"""What the rules have against a received report, and which of it somebody let pass."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.annual_reports.models import (
    Collection,
    CollectionOrgan,
    ReceivedReport,
    ReceivedWaiver,
)
from gongkai.annual_reports.queries.previous import Previous, previous_of
from gongkai.rules.reports.checks import CheckContext, all_checks, run_checks
from gongkai.rules.reports.evidence import Evidence
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.organs import organ_key
from gongkai.rules.reports.shape import Report

_HOUSE = "本系统报送审核规则"
# Findings about what was sent in, not about the report itself; their ids never change.
WRONG_YEAR, OTHER_ORGAN = "B1", "B2"
_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True)
class Examined:
    """What was found in a report, and what it was compared with, "" for nothing."""

    findings: list[Finding]
    compared_with: str


@dataclass(frozen=True)
class JudgedFinding:
    """A finding with its number in the list, and the waiver that stands for it."""

    number: int
    finding: Finding
    waivable: bool
    waiver: ReceivedWaiver | None = None

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps the report from being accepted."""
        return self.finding.severity == Severity.ERROR and self.waiver is None


@dataclass(frozen=True)
class VoidWaiver:
    """A waiver that no finding answers to any more, and why."""

    waiver: ReceivedWaiver
    note: str


def examine(
    report: Report, evidence: Evidence, organ: CollectionOrgan | None, collection: Collection
) -> Examined:
    """Return everything found in a report that was read from a file, the gravest first."""
    previous = previous_of(organ) if organ is not None else None
    found = [
        *_sent_in(report, organ, collection),
        *run_checks(report, _context(evidence, organ, previous)),
    ]
    ordered = sorted(found, key=lambda one: _GRAVITY.index(one.severity))
    return Examined(ordered, previous.label if previous else "")


def finding_from_json(told: Mapping[str, Any]) -> Finding:
    """Return the finding that a findings JSON entry stands for."""
    values: dict[str, Any] = {**told, "severity": Severity(told["severity"])}
    return Finding(**values)


def judged(
    report: ReceivedReport, waivers: Iterable[ReceivedWaiver] | None = None
) -> list[JudgedFinding]:
    """Return a report's findings with the waivers of its organ that stand; fetched if not given."""
    if waivers is None:
        waivers = waivers_of(report.organ_id)
    standing = {_key_of_waiver(waiver): waiver for waiver in waivers}
    allowed = waivable_rules()
    findings = [finding_from_json(told) for told in report.findings]
    return [
        JudgedFinding(number, one, one.rule in allowed, standing.get(finding_key(one)))
        for number, one in enumerate(findings, start=1)
    ]


def void_waivers(report: ReceivedReport) -> list[VoidWaiver]:
    """Return the waivers of the organ that stand for nothing in this report, each with why."""
    findings = [finding_from_json(told) for told in report.findings]
    standing = {finding_key(one) for one in findings}
    now = {(one.rule, one.where): one for one in findings}
    void = []
    for waiver in waivers_of(report.organ_id):
        if _key_of_waiver(waiver) in standing:
            continue
        changed = now.get((waiver.rule, waiver.where))
        note = "该问题已不存在，豁免不再需要。"
        if changed is not None:
            note = (
                f"数值已变化：豁免时为“{waiver.found}”（应为“{waiver.expected}”），"
                f"现为“{changed.found}”（应为“{changed.expected}”），豁免失效，须重新判断。"
            )
        void.append(VoidWaiver(waiver, note))
    return void


def waivers_of(organ_id: int | None) -> list[ReceivedWaiver]:
    """Return an organ's waivers (by its primary key), oldest first; none without an organ."""
    if organ_id is None:
        return []
    found = ReceivedWaiver.objects.filter(organ=organ_id)
    return list(found.select_related("officer").order_by("pk"))


def finding_key(finding: Finding) -> tuple[str, str, str, str]:
    """Return what a waiver of a finding hangs on: rule, place and both numbers."""
    return finding.rule, finding.where[:120], finding.found[:300], finding.expected[:300]


@cache
def waivable_rules() -> frozenset[str]:
    """Return the rules whose findings may be let pass."""
    return frozenset({check.id for check in all_checks() if check.waivable} | {OTHER_ORGAN})


def _context(
    evidence: Evidence, organ: CollectionOrgan | None, previous: Previous | None
) -> CheckContext:
    agency = organ.agency if organ is not None else None
    return CheckContext(
        previous=previous.report if previous else None,
        previous_is_frozen=previous is not None and previous.is_frozen,
        may_make_regulations=agency.may_make_regulations if agency is not None else None,
        evidence=evidence,
    )


def _sent_in(
    report: Report, organ: CollectionOrgan | None, collection: Collection
) -> Iterator[Finding]:
    if report.year != collection.year:
        yield _finding(
            WRONG_YEAR,
            Severity.ERROR,
            "year",
            str(collection.year),
            str(report.year),
            f"报告是{report.year}年度的，本次报送的是{collection.year}年度报告。",
            f"请报送{collection.year}年度的报告；标题年度写错的，改正后重新报送。",
        )
    if organ is not None and organ_key(report.organ) != organ_key(organ.name):
        yield _finding(
            OTHER_ORGAN,
            Severity.WARNING,
            "organ",
            organ.name,
            report.organ,
            f"报告标题中的机关是“{report.organ}”，与应报单位“{organ.name}”不一致。",
            "请核对文件是否送错；机关名称写得不全的，请改用全称。",
        )


def _finding(
    rule: str,
    severity: Severity,
    where: str,
    expected: str,
    found: str,
    message: str,
    remedy: str,
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        where=where,
        expected=expected,
        found=found,
        message=message,
        source=_HOUSE,
        remedy=remedy,
    )


def _key_of_waiver(waiver: ReceivedWaiver) -> tuple[str, str, str, str]:
    return waiver.rule, waiver.where, waiver.found, waiver.expected
