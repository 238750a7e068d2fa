"""The gate before sign-off: what the rules and the prose have against a compiled year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.annual_reports.models import AnnualReport, Snapshot, Waiver
from gongkai.annual_reports.narrative.language import TemplateRefused, faults
from gongkai.annual_reports.narrative.parts import PARTS
from gongkai.annual_reports.narrative.typed_numbers import typed_numbers
from gongkai.annual_reports.queries.compiling import Compiled
from gongkai.annual_reports.queries.recount import recount_findings
from gongkai.rules.reports.checks import CheckContext, all_checks, run_checks
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report

_ART_50 = "《条例》第五十条；国办公开办函〔2021〕30号"
_HOUSE = "本系统编制规则"
# Findings about the office's own templates; their ids never change.
UNKNOWN_FIGURE, TYPED_NUMBER, NO_RECORD, STANDARD_TEXT = "N1", "N2", "N3", "N4"
_WAIVABLE_PROSE = frozenset({TYPED_NUMBER, STANDARD_TEXT})


@dataclass(frozen=True)
class GateFinding:
    """A finding, whether it may be waived, and the waiver that stands for it."""

    finding: Finding
    waivable: bool
    waiver: Waiver | None = None

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps the report from being signed."""
        return self.finding.severity == Severity.ERROR and self.waiver is None


def gate_findings(
    compiled: Compiled, report: AnnualReport | None = None, issued_on: date | None = None
) -> list[GateFinding]:
    """Return everything found, errors first, each with the waiver that stands for it."""
    waivable = {check.id for check in all_checks() if check.waivable} | _WAIVABLE_PROSE
    standing = {}
    if report is not None:
        waivers = report.waivers.select_related("officer")
        standing = {(row.rule, row.where, row.found): row for row in waivers}
    # Prose first: what cannot be printed is why a section then looks empty to the rules.
    found = [
        *_prose(compiled),
        *recount_findings(compiled),
        *run_checks(compiled.report, _context(compiled, issued_on)),
    ]
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return [
        GateFinding(
            finding,
            finding.rule in waivable,
            standing.get((finding.rule, finding.where, finding.found[:300])),
        )
        for finding in sorted(found, key=lambda one: order.index(one.severity))
    ]


def blocking(findings: Iterable[GateFinding]) -> list[GateFinding]:
    """Return the findings that keep the report from being signed."""
    return [found for found in findings if found.blocks]


def frozen_report(agency_id: int, year: int) -> Report | None:
    """Return the signed report of an organ (by primary key) for a year, if there is one."""
    snapshot = (
        Snapshot.objects.filter(report__agency=agency_id, report__year=year).only("content").first()
    )
    return Report.from_json(snapshot.content) if snapshot else None


def _context(compiled: Compiled, issued_on: date | None) -> CheckContext:
    previous = frozen_report(compiled.agency.pk, compiled.year - 1)
    return CheckContext(
        previous=previous,
        previous_is_frozen=previous is not None,
        may_make_regulations=compiled.agency.may_make_regulations,
        paid_fee_yuan=Decimal(compiled.values["processing_fees.yuan"] or 0),
        issued_on=issued_on,
        narrative_parts=compiled.texts,
    )


def _prose(compiled: Compiled) -> Iterator[Finding]:
    for part in PARTS:
        template = compiled.templates[part.key]
        where = f"narrative.{part.section}"
        title = part.heading or part.hint.rstrip("。")
        wrong = faults(template, compiled.live.keys())
        for fault in wrong:
            yield _finding(
                UNKNOWN_FIGURE,
                Severity.ERROR,
                where,
                f"{title}：{fault.message}",
                fault.quote,
                "按“数值目录”改正该处写法。",
            )
        if not wrong:
            yield from _unprintable(compiled, template, where, title)
        yield from _typed(compiled, template, where, title)
        if part.key == "problems" and template == part.default:
            yield _finding(
                STANDARD_TEXT,
                Severity.WARNING,
                where,
                "第五部分仍为系统默认文字，尚未由本机关据实填写。",
                template[:60],
                "写明本年度存在的主要问题和改进措施。",
                source=_ART_50,
            )


def _unprintable(compiled: Compiled, template: str, where: str, title: str) -> Iterator[Finding]:
    try:
        compiled.print(template)
    except TemplateRefused as refused:
        yield _finding(
            NO_RECORD, Severity.ERROR, where, f"{title}：{refused}", "", "登记相应记录或改写该句。"
        )


def _typed(compiled: Compiled, template: str, where: str, title: str) -> Iterator[Finding]:
    for number in typed_numbers(template, compiled.live):
        verdict = "与记录一致" if number.agrees else f"而记录为{number.current}"
        yield Finding(
            rule=TYPED_NUMBER,
            severity=Severity.WARNING,
            where=where,
            expected=number.current,
            found=number.typed,
            message=(
                f"{title}：第{number.line}行手工填写的“{number.typed}”对应实时数值“{number.label}”，"
                f"{verdict}。"
            ),
            source=_HOUSE,
            remedy=f"改用 {number.path}，数字随记录自动更新。",
            quote=number.quote,
        )


def _finding(
    rule: str,
    severity: Severity,
    where: str,
    message: str,
    quote: str,
    remedy: str,
    source: str = _HOUSE,
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        where=where,
        expected="",
        found=quote,
        message=message,
        source=source,
        remedy=remedy,
        quote=quote,
    )
