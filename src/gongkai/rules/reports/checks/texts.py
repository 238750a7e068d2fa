"""What the text of sections 一, 五 and 六 must hold."""

from collections.abc import Iterator

from gongkai.rules.reports.checks.outline import missing_sections
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import TEXT_SECTIONS, edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import NARRATIVE_PARTS, Report

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
                message=f"“{section_title(report, part)}”没有内容。",
                remedy="请写明本年度的实际情况后再提交。",
                quote="",
            )


def parts_not_given(report: Report, context: CheckContext) -> Iterator[Fault]:
    """
    Look for parts of the text that the source does not hold, so nothing can check (T2).

    A section whose very heading the source does not have is told by L2.
    """
    absent = [part for part in NARRATIVE_PARTS if report.narrative[part] is None]
    told = missing_sections(report, context) if absent else ()
    for part in absent:
        if TEXT_SECTIONS[part] not in told:
            yield Fault(
                where=f"narrative.{part}",
                expected="有实际内容",
                message=f"没有“{section_title(report, part)}”的文字，这一部分未核对。",
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
    # A published report of another organ is bound by no limit that this office or city has set.
    bound = context.overview_limit is not None or context.evidence is None
    if written > limit:
        yield Fault(
            where="narrative.overview",
            expected=f"不超过{limit}字",
            found=f"{written}字",
            message=f"第一部分{written}字，超过{limit}字，多{written - limit}字。",
            remedy="请压缩文字，保留数据和实际做法，删去一般性表述。",
            quote=text[:_QUOTED],
            severity=Severity.WARNING if bound else Severity.INFO,
        )


def duties_of_governments(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look whether a government reports appraisal, public rating and accountability (T5)."""
    overview = report.narrative["overview"]
    if overview is None or not overview.strip() or not report.organ.strip().endswith("人民政府"):
        return
    text = "".join("".join(part.split()) for part in report.narrative.values() if part)
    missing = [duty for duty, words in _DUTIES.items() if not any(word in text for word in words)]
    if missing:
        yield Fault(
            where="narrative.overview",
            expected="、".join(_DUTIES),
            found="缺" + "、".join(missing),
            message=f"各级人民政府的年度报告还应当写工作考核、社会评议和责任追究结果情况，"
            f"未见{'、'.join(missing)}。",
            remedy="请在第一部分的监督保障中补写；没有开展或者没有发生的，也请如实写明。",
            quote=overview[:_QUOTED],
        )


_DUTIES = {
    "工作考核": ("考核",),
    "社会评议": ("评议",),
    "责任追究": ("责任追究", "追究责任", "追责", "问责"),
}


def section_title(report: Report, part: str) -> str:
    """Return the official title of the section that a part of the narrative is."""
    return edition(report.edition).text_title(part)


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
        compares="第一部分原则上不超过一千字（不计空格），可由本单位另设；"
        "没有另设的，已编成的报告超过的为提示",
        source="武政办发〔2025〕54号（地方通知，本地另有规定的从其规定）",
        waivable=True,
        look=overview_length,
    ),
    Check(
        id="T5",
        title="各级政府的考核、评议和追责",
        severity=Severity.INFO,
        compares="人民政府的报告写到工作考核、社会评议、责任追究结果情况",
        source="条例第五十条第（四）项；国办公开办函〔2021〕30号",
        waivable=True,
        look=duties_of_governments,
    ),
)
