"""Whether the text of the report says what its tables say."""

from collections.abc import Callable, Iterator

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.prose.claims import ClaimKind
from gongkai.rules.reports.prose.verdicts import Judgement, Verdict, judged
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.shape import NARRATIVE_PARTS, Report

_SECTIONS = {"overview": "第一部分", "problems": "第五部分", "other": "第六部分"}
_QUOTED = 40


def figures(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for figures of the text that are not the tables' (W1)."""
    yield from _faults(report, context, (ClaimKind.COUNT,), _figure_fault)


def shares(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for percentages that the tables do not give (W2)."""
    yield from _faults(report, context, (ClaimKind.SHARE, ClaimKind.RATE), _share_fault)


def changes(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for changes on last year that the two reports do not give (W3)."""
    yield from _faults(report, context, (ClaimKind.CHANGE,), _change_fault)


def fee_parts(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for processing fees by organ that do not come to the total stated (W4)."""
    yield from _faults(report, context, (ClaimKind.FEES,), _fee_fault)


def _faults(
    report: Report,
    context: CheckContext,
    kinds: tuple[ClaimKind, ...],
    fault: Callable[[str, Judgement], Fault],
) -> Iterator[Fault]:
    for part in NARRATIVE_PARTS:
        for judgement in judged(report, part, context.previous, kinds):
            if judgement.verdict is Verdict.CONTRADICTS:
                yield fault(part, judgement)


def _figure_fault(part: str, found: Judgement) -> Fault:
    hint = f"，而{found.found}是表中“{found.equals_instead}”的数字" if found.equals_instead else ""
    return _fault(
        part,
        found,
        f"写“{_short(found.quote)}”，表中{found.compared}，两者不一致{hint}。",
        f"请核对统计表中“{found.label}”的数字和这句话，改正写错的一处；"
        "统计口径不同的，请在文中写明。",
    )


def _share_fault(part: str, found: Judgement) -> Fault:
    return _fault(
        part,
        found,
        f"写“{_short(found.quote)}”，按表中数字计算为{found.expected}（{found.compared}）。",
        "请按统计表的数字重新计算这一比例，或者写明比例是对哪个总数计算的。",
    )


def _change_fault(part: str, found: Judgement) -> Fault:
    return _fault(
        part,
        found,
        f"写“{_short(found.quote)}”，按两年的报告计算应为{found.expected}（{found.compared}）。",
        "请按本年和上年报告的统计表重新计算，改正增减的方向或者数值。",
    )


def _fee_fault(part: str, found: Judgement) -> Fault:
    return _fault(
        part,
        found,
        f"写明的信息处理费总额为{found.found}，各机关之和{found.compared}，两者不等。",
        "请按收费登记核对总额和各机关的金额，改正写错的一处，漏写的机关请补写。",
    )


def _fault(part: str, found: Judgement, message: str, remedy: str) -> Fault:
    return Fault(
        where=f"narrative.{part}",
        expected=found.expected,
        found=found.found,
        message=f"{_SECTIONS[part]}{message}",
        remedy=remedy,
        quote=found.quote,
        severity=found.severity,
    )


def _short(quote: str) -> str:
    return quoted("".join(quote.split()), _QUOTED)


_FORMAT = "国办公开办函〔2021〕30号；条例第五十条（年度报告应当真实、准确）"

CHECKS = (
    Check(
        id="W1",
        title="文字与表格的数字一致",
        severity=Severity.ERROR,
        compares="文字中的件数＝表中同一项目的数字（与表格用语相同的为错误，其他为警告，"
        "约数为提示；说不清是哪一项的不判断）",
        source=_FORMAT,
        waivable=True,
        look=figures,
    ),
    Check(
        id="W2",
        title="文字中的占比",
        severity=Severity.WARNING,
        compares="文字中的百分比＝表中件数÷总数，按所写的小数位数核对",
        source=_FORMAT,
        waivable=True,
        look=shares,
    ),
    Check(
        id="W3",
        title="文字中的同比",
        severity=Severity.WARNING,
        compares="文字中的同比增减＝本年与上年报告的件数之差（或者增减幅度），按所写的小数位数核对",
        source=_FORMAT,
        waivable=True,
        look=changes,
    ),
    Check(
        id="W4",
        title="信息处理费分项合计",
        severity=Severity.WARNING,
        compares="各机关的信息处理费之和＝写明的总额（“其中”未列全的为提示）",
        source="国办函〔2020〕109号；国办公开办函〔2021〕30号",
        waivable=True,
        look=fee_parts,
    ),
)
