"""This year's report against last year's."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.reports.checks.cell_groups import amounts_of
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.organs import organ_key
from gongkai.rules.reports.shape import Report, amount_text

# 万元 and 元 differ by 10⁴; a half order of magnitude either way is a year's own movement.
MIXED_UP_FROM, MIXED_UP_TO = Decimal(3_000), Decimal(30_000)


def last_year(report: Report, context: CheckContext) -> Report | None:
    """Return the previous report if it is on the year just before."""
    previous = context.previous
    return previous if previous and previous.year == report.year - 1 else None


def previous_fits(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the previous report is of the year before and of the same organ (P1)."""
    previous = context.previous
    if previous is None:
        return
    if previous.year != report.year - 1:
        yield Fault(
            where="year",
            expected=str(report.year - 1),
            found=str(previous.year),
            message=f"用于比对的上年报告是{previous.year}年度的，不是{report.year - 1}年度的，"
            "与上年的比对没有进行。",
            remedy=f"请提供{report.year - 1}年度的报告后重新核对。",
        )
    elif organ_key(previous.organ) != organ_key(report.organ):
        yield Fault(
            where="organ",
            expected=previous.organ,
            found=report.organ,
            message=f"上年报告的机关是“{previous.organ}”，本年是“{report.organ}”，名称不一致。",
            remedy="请确认没有用错报告；机关更名或者合并的，请在第六部分说明。",
        )


def carry_over(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for 上年结转 = last year's 结转下年度, per kind of applicant (I4)."""
    previous = last_year(report, context)
    if previous is None:
        return
    severity = Severity.ERROR if context.previous_is_frozen else Severity.WARNING
    compared: list[str] = []
    columns = edition(report.edition).request_columns
    for column, label in columns:
        # The total follows from the kinds wherever all of them are given (I3).
        if column == "total" and len(compared) == len(columns) - 1:
            continue
        where = f"requests.carried_in.{column}"
        here = report.counts([where])
        before = previous.counts([f"requests.carried_out.{column}"])
        if here is None or before is None:
            continue
        compared.append(column)
        if here != before:
            yield Fault(
                where=where,
                expected=str(before[0]),
                found=str(here[0]),
                message=f"{label}列：{previous.year}年度结转下年度{before[0]}，与本年上年结转"
                f"{here[0]}不等，相差{abs(before[0] - here[0])}。",
                remedy="请核对上年未办结的申请是否全部结转；机构合并、分立造成的，"
                "请在第六部分说明。",
                severity=severity,
            )


def wan_or_yuan(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for an amount about ten thousand times last year's, or the reverse (M1)."""
    previous = last_year(report, context)
    if previous is None or report.edition != previous.edition:
        return
    for path, _label in amounts_of(report.edition):
        now, before = report.value(path), previous.value(path)
        if not isinstance(now, Decimal) or not isinstance(before, Decimal):
            continue
        if now <= 0 or before <= 0:
            continue
        small, large = sorted((now, before))
        if not small * MIXED_UP_FROM <= large <= small * MIXED_UP_TO:
            continue
        which = "本年" if now > before else "上年"
        name = edition(report.edition).figures[path].row_label
        yield Fault(
            where=path,
            expected=f"与上年{amount_text(before)}万元相近",
            found=amount_text(now),
            message=f"{name}本年{amount_text(now)}万元，上年{amount_text(before)}万元，"
            f"相差约一万倍，{which}的金额可能是以元填写的。",
            remedy="请核对单位：此栏以万元为单位，以元计的金额应当除以10000。",
        )


CHECKS = (
    Check(
        id="P1",
        title="上年报告相符",
        severity=Severity.WARNING,
        compares="用于比对的报告是同一机关上一年度的",
        source="条例第五十条",
        waivable=True,
        look=previous_fits,
    ),
    Check(
        id="I4",
        title="结转衔接",
        severity=Severity.ERROR,
        compares="每类申请人：本年的上年结转＝上年报告的结转下年度"
        "（上年报告由本系统定稿的为错误，其他为警告）",
        source="国办公开办函〔2021〕30号",
        waivable=True,
        look=carry_over,
    ),
    Check(
        id="M1",
        title="万元与元没有混淆",
        severity=Severity.WARNING,
        compares="以万元为单位的金额（行政事业性收费、政府集中采购）没有与上年相差约一万倍",
        source="国办公开办函〔2021〕30号；国办公开办函〔2019〕60号（单位：万元）",
        waivable=True,
        look=wan_or_yuan,
    ),
)
