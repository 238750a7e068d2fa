"""When the report may and must appear, and whether its day fits its year."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report

# A government's report is titled by the place alone, too, and its office may publish it.
_GOVERNMENT = re.compile(r"(?:政府(?:办公[室厅])?|[省市区县旗州盟乡镇])$")


def issued_late(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the report appeared by the day Art. 49 sets (D1)."""
    issued = _issued(context)
    if issued is None or _is_doubtful(report, context):
        return
    body = "government" if _GOVERNMENT.search(report.organ.strip()) else "department"
    last = date(report.year + 1, *edition(report.edition).deadlines[body])
    if issued > last:
        yield Fault(
            where="year",
            expected=last.isoformat(),
            found=issued.isoformat(),
            message=f"报告于{_day(issued)}发布，晚于规定的{_day(last)}，"
            f"迟{(issued - last).days}天。",
            remedy="请尽快发布并向本级政府信息公开工作主管部门说明原因。",
        )


def issued_early(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the report's year was over when it appeared (D2)."""
    issued, first = _issued(context), date(report.year + 1, 1, 1)
    if issued is not None and issued < first:
        yield Fault(
            where="year",
            expected=f"{first.isoformat()}以后",
            found=issued.isoformat(),
            message=f"报告的发布日期是{_day(issued)}，统计期限到{report.year}年12月31日才届满。",
            remedy="请核对年度和发布日期，统计期限届满后重新统计再发布。",
            # A page may bear a day of its own; only one we know ourselves is beyond doubt.
            severity=Severity.WARNING if context.issued_on is None else None,
        )


def issued_years_later(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the file's own day is of the year after the report's (L7)."""
    issued = _issued(context)
    if issued is not None and _is_doubtful(report, context):
        yield Fault(
            where="year",
            expected=f"{report.year + 1}年",
            found=issued.isoformat(),
            message=f"原件上的日期是{_day(issued)}，与{report.year}年度报告应当发布的"
            f"{report.year + 1}年不在同一年，可能是年度写错，也可能是页面后来重新上传，"
            "是否按期发布未核对。",
            remedy="请核对报告的年度和实际发布日期。",
        )


def _issued(context: CheckContext) -> date | None:
    if context.issued_on is not None or context.evidence is None:
        return context.issued_on
    return context.evidence.form.issued_on


def _is_doubtful(report: Report, context: CheckContext) -> bool:
    # Sites move their old pages and date them anew.
    issued = _issued(context)
    return context.issued_on is None and issued is not None and issued.year > report.year + 1


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


CHECKS = (
    Check(
        id="D1",
        title="按期发布",
        severity=Severity.WARNING,
        compares="部门在次年1月31日前、人民政府在次年3月31日前发布",
        source="条例第四十九条",
        waivable=True,
        look=issued_late,
    ),
    Check(
        id="D2",
        title="统计期限届满",
        severity=Severity.ERROR,
        compares="发布日期在统计年度的12月31日之后（日期取自原件的为警告）",
        source="条例第四十九条；统计期限为公历年度",
        waivable=False,
        look=issued_early,
    ),
    Check(
        id="L7",
        title="年度与发布日期相合",
        severity=Severity.INFO,
        compares="原件上的发布日期在统计年度的次年",
        source="条例第四十九条；统计期限为公历年度",
        waivable=True,
        look=issued_years_later,
    ),
)
