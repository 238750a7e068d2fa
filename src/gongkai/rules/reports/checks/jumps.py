"""Figures that moved far from last year's: for the eye only, as a year may bring what it will."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.years import MIXED_UP_FROM, MIXED_UP_TO, last_year
from gongkai.rules.reports.editions import FigureKind, edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report
from gongkai.rules.reports.values import value_text

# From how many times on a change is pointed out, by the larger of the two figures: small numbers
# swing more from year to year.
_FACTORS = ((1_000, 5), (100, 10), (20, 20))
_SMALLEST = 20


class _Compared(NamedTuple):
    path: str
    label: str
    is_amount: bool


def jumps(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for figures many times last year's, or a small part of them (J1)."""
    for figure, before, now in _pairs(report, context):
        small, large = sorted((before, now))
        # Ten thousand times is a matter of units (M1).
        mixed_up = figure.is_amount and small * MIXED_UP_FROM <= large <= small * MIXED_UP_TO
        if small <= 0 or mixed_up:
            continue
        factor = next((times for least, times in _FACTORS if large >= least), None)
        if factor is None or large < small * factor:
            continue
        times = int(large // small)
        moved = f"约为上年的{times}倍" if now > before else f"约为上年的{times}分之一"
        yield Fault(
            where=figure.path,
            expected=f"与上年{value_text(before)}相近",
            found=value_text(now),
            message=f"“{figure.label}”本年{value_text(now)}，上年{value_text(before)}，{moved}。",
            remedy="请核对两年的统计口径和这一格的数字；确有变化的不必改动。",
        )


def vanished(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for figures that are zero after a year with many (J2)."""
    for figure, before, now in _pairs(report, context):
        if now == 0 and before >= _SMALLEST:
            yield Fault(
                where=figure.path,
                expected=f"与上年{value_text(before)}相近",
                found="0",
                message=f"“{figure.label}”上年{value_text(before)}，本年为0。",
                remedy="请确认本年确实没有发生，没有漏报；确实没有的不必改动。",
            )


def _pairs(
    report: Report, context: CheckContext
) -> Iterator[tuple[_Compared, int | Decimal, int | Decimal]]:
    previous = last_year(report, context)
    if previous is None or previous.edition != report.edition:
        return
    here, there = report.values(), previous.values()
    for figure in _compared(report.edition):
        before, now = there[figure.path], here[figure.path]
        if before is not None and now is not None:
            yield figure, before, now


@cache
def _compared(code: str) -> tuple[_Compared, ...]:
    # Of the tables of requests and disputes only the totals: their parts swing by chance.
    return tuple(
        _Compared(path, figure.label, figure.kind is FigureKind.AMOUNT_WAN)
        for path, figure in edition(code).figures.items()
        if figure.kind is not FigureKind.CHANGE
        and (path.endswith(".total") or not path.startswith(("requests.", "disputes.")))
    )


CHECKS = (
    Check(
        id="J1",
        title="与上年相差悬殊",
        severity=Severity.INFO,
        compares="主动公开各项、各行总计与上年相比：较大的一个满20的差20倍、满100的差10倍、"
        "满1000的差5倍时提示",
        source="条例第五十条；按数值大小分档的提示，不作为错误",
        waivable=True,
        look=jumps,
    ),
    Check(
        id="J2",
        title="上年很多本年为0",
        severity=Severity.INFO,
        compares=f"主动公开各项、各行总计：上年满{_SMALLEST}而本年为0时提示",
        source="条例第五十条；按数值大小分档的提示，不作为错误",
        waivable=True,
        look=vanished,
    ),
)
