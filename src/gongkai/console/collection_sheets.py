"""The sheets of a collection's workbook: organs with their status, and everything found."""

from collections.abc import Iterator

from django.utils import timezone

from gongkai.annual_reports.queries.collections import CollectionState, OrganLine
from gongkai.documents.notices.collection_xlsx import Sheet
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.places import place_label

_ORGANS = (
    ("序号", 6), ("单位", 36), ("状态", 10), ("错误", 8), ("警告", 8), ("提示", 8), ("已豁免", 8),
    ("版本", 8), ("文件", 40), ("收到时间", 18), ("审核人", 12), ("审核时间", 18), ("联系人", 24),
)  # fmt: skip
_FINDINGS = (
    ("单位", 36), ("等级", 8), ("规则", 8), ("位置", 30), ("问题", 60), ("现为", 20), ("应为", 20),
    ("依据", 30), ("处理办法", 40), ("豁免理由", 30), ("豁免人", 12),
)  # fmt: skip


def sheets_of(state: CollectionState) -> list[Sheet]:
    """Return the two sheets."""
    organs = [_organ(number, line) for number, line in enumerate(state.lines, start=1)]
    findings = [row for line in state.lines for row in _findings(line)]
    return [Sheet("报送情况", _ORGANS, organs), Sheet("检查结果", _FINDINGS, findings)]


def _organ(number: int, line: OrganLine) -> tuple[str | int, ...]:
    report = line.report
    waived = sum(one.waiver is not None for one in line.findings)
    told: tuple[str | int, ...] = (number, line.organ.name, line.status.label)
    if report is None:
        return (*told, "", "", "", "", "", "", "", "", "", line.organ.contact)
    decided = report.decided_at
    return (
        *told,
        line.errors,
        line.warnings,
        line.infos,
        waived,
        report.version,
        report.original_name,
        f"{timezone.localtime(report.received_at):%Y-%m-%d %H:%M}",
        report.decided_by.name if report.decided_by else "",
        f"{timezone.localtime(decided):%Y-%m-%d %H:%M}" if decided else "",
        line.organ.contact,
    )


def _findings(line: OrganLine) -> Iterator[tuple[str, ...]]:
    # Places are named by the current format; a path of the earlier one stands as it is.
    form = edition("2021")
    for one in line.findings:
        finding = one.finding
        yield (
            line.organ.name,
            finding.severity.label,
            finding.rule,
            place_label(finding.where, form),
            finding.message,
            finding.found,
            finding.expected,
            finding.source,
            finding.remedy,
            one.waiver.reason if one.waiver else "",
            one.waiver.officer.name if one.waiver else "",
        )
