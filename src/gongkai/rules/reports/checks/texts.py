"""What the text of sections 一, 五 and 六 must hold, and when the report may and must appear."""

from collections.abc import Iterator
from datetime import date

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import NARRATIVE_PARTS, Report

_SECTION = {"overview": 0, "problems": 4, "other": 5}
_MUST_BE_FILLED = ("overview", "problems")
_QUOTED = 30


def empty_parts(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for sections 一 and 五 that stand there empty (T1)."""
    for part in _MUST_BE_FILLED:
        text = report.narrative[part]
        if text is not None and not text.strip():
            yield Fault(
                where=f"narrative.{part}",
                expected="有实际内容",
                message=f"“{_title(report, part)}”没有内容。",
                remedy="请写明本年度的实际情况后再提交。",
                quote="",
            )


def parts_not_given(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for parts of the text that the source does not hold, so nothing can check (T2)."""
    for part in NARRATIVE_PARTS:
        if report.narrative[part] is None:
            yield Fault(
                where=f"narrative.{part}",
                expected="有实际内容",
                message=f"没有“{_title(report, part)}”的文字，这一部分未核对。",
                remedy="请确认原件是否有这一部分，有的请补充后重新核对。",
                quote="",
            )


def overview_parts(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for the five matters section 一 must cover (T3)."""
    parts = edition(report.edition).overview_parts
    text = report.narrative["overview"]
    if context.narrative_parts:
        missing = [
            label for key, label in parts if not context.narrative_parts.get(key, "").strip()
        ]
        severity = Severity.WARNING
    elif text and text.strip():
        missing = [label for _, label in parts if label not in "".join(text.split())]
        # Words may differ where the matter is covered, so this is for the eye only.
        severity = Severity.INFO
    else:
        return
    if missing:
        yield Fault(
            where="narrative.overview",
            expected="、".join(label for _, label in parts),
            found="缺" + "、".join(missing),
            message=f"第一部分没有写到{'、'.join(missing)}（共{len(missing)}项）。",
            remedy="请补写缺少的内容；没有开展的，也请如实写明。",
            quote=(text or "")[:_QUOTED],
            severity=severity,
        )


def overview_length(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether section 一 keeps to its length, blanks not counted (T4)."""
    limit = context.overview_limit or edition(report.edition).overview_limit
    text = report.narrative["overview"]
    if limit is None or text is None:
        return
    written = len("".join(text.split()))
    if written > limit:
        yield Fault(
            where="narrative.overview",
            expected=f"不超过{limit}字",
            found=f"{written}字",
            message=f"第一部分{written}字，超过{limit}字，多{written - limit}字。",
            remedy="请压缩文字，保留数据和实际做法，删去一般性表述。",
            quote=text[:_QUOTED],
        )


def issued_late(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the report appeared by the day Art. 49 sets (D1)."""
    if context.issued_on is None:
        return
    body = "government" if report.organ.strip().endswith("人民政府") else "department"
    last = date(report.year + 1, *edition(report.edition).deadlines[body])
    if context.issued_on > last:
        yield Fault(
            where="year",
            expected=last.isoformat(),
            found=context.issued_on.isoformat(),
            message=f"报告于{_day(context.issued_on)}发布，晚于规定的{_day(last)}，"
            f"迟{(context.issued_on - last).days}天。",
            remedy="请尽快发布并向本级政府信息公开工作主管部门说明原因。",
        )


def issued_early(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the report's year was over when it appeared (D2)."""
    first = date(report.year + 1, 1, 1)
    if context.issued_on is not None and context.issued_on < first:
        yield Fault(
            where="year",
            expected=f"{first.isoformat()}以后",
            found=context.issued_on.isoformat(),
            message=f"报告的发布日期是{_day(context.issued_on)}，统计期限到{report.year}年12月31日"
            "才届满。",
            remedy="请核对年度和发布日期，统计期限届满后重新统计再发布。",
        )


def _title(report: Report, part: str) -> str:
    return edition(report.edition).section_titles[_SECTION[part]]


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


CHECKS = (
    Check(
        id="T1",
        title="文字部分有内容",
        severity=Severity.ERROR,
        compares="第一、第五部分不是空白",
        source="条例第五十条；国办公开办函〔2021〕30号",
        waivable=True,
        look=empty_parts,
    ),
    Check(
        id="T2",
        title="文字部分齐全",
        severity=Severity.WARNING,
        compares="第一、第五、第六部分在原件中都有",
        source="条例第五十条；国办公开办函〔2021〕30号",
        waivable=True,
        look=parts_not_given,
    ),
    Check(
        id="T3",
        title="总体情况的五个方面",
        severity=Severity.WARNING,
        compares="第一部分写到主动公开、依申请公开、政府信息管理、平台建设、监督保障"
        "（只有全文可查时为提示）",
        source="国办公开办函〔2021〕30号",
        waivable=True,
        look=overview_parts,
    ),
    Check(
        id="T4",
        title="总体情况的篇幅",
        severity=Severity.WARNING,
        compares="第一部分原则上不超过一千字（不计空格），可由本单位另设",
        source="武政办发〔2025〕54号（地方通知，本地另有规定的从其规定）",
        waivable=True,
        look=overview_length,
    ),
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
        compares="发布日期在统计年度的12月31日之后",
        source="条例第四十九条；统计期限为公历年度",
        waivable=False,
        look=issued_early,
    ),
)
