"""What each cell may hold, and whether the report follows the edition of its year."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.reports.checks.cell_groups import amounts_of, places_of
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import (
    FigureKind,
    NoSuchEdition,
    edition,
    edition_for_year,
)
from gongkai.rules.reports.evidence import CellKind
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report, amount_text
from gongkai.rules.reports.tallies import WAN_PLACES, wan_places
from gongkai.rules.reports.values import value_text


def edition_of_year(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look whether the report uses the edition its year must follow (E1)."""
    try:
        due = edition_for_year(report.year)
    except NoSuchEdition as refusal:
        yield Fault(
            where="year",
            found=str(report.year),
            message=str(refusal),
            remedy="请核对报告的年度；更早年度的报告没有统一格式，不能用本规则核对。",
        )
        return
    if due.code != report.edition:
        yield Fault(
            where="edition",
            expected=due.code,
            found=report.edition,
            message=f"{report.year}年度报告应当使用{due.source}的{due.code}版格式，"
            f"现为{report.edition}版。",
            remedy=f"请改用{due.code}版格式的表格重新填写。",
        )


def blanks(report: Report, context: CheckContext) -> Iterator[Fault]:
    """
    Look for blank cells where the edition wants zero written (Z1).

    Where the source is known, a cell that says something else than a number (C1, C2) and a cell
    that the source does not have (C3, L6) are not blank.
    """
    if edition(report.edition).blanks_allowed:
        return
    blank = [path for path, value in report.values().items() if value is None]
    if blank and context.evidence:
        by_kind = context.evidence.by_kind
        others = [cells for kind, cells in by_kind.items() if kind is not CellKind.BLANK]
        blank = [path for path in blank if not any([path in cells for cells in others])]
    for place in places_of(report.edition, blank):
        yield Fault(
            where=place.where,
            expected="0或者实际件数",
            message=f"{place.label}为空：没有发生的应当填0，不得留空。",
            remedy="没有发生的请填0，漏填的请补填。",
        )


def negatives(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for figures below zero; only 本年增/减 may be (Z2)."""
    below = [
        (path, value) for path, value in report.values().items() if value is not None and value < 0
    ]
    for path, value in below:
        figure = edition(report.edition).figures[path]
        if figure.kind is FigureKind.CHANGE:
            continue
        shown = value_text(value)
        yield Fault(
            where=path,
            expected="不小于0",
            found=shown,
            message=f"“{figure.label}”为{shown}，件数和金额不能小于0。",
            remedy="请按登记记录改正这一格。",
        )


def amount_places(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for amounts in 万元 finer than one fen (Z3)."""
    for path, label in amounts_of(report.edition):
        value = report.value(path)
        if not isinstance(value, Decimal) or wan_places(value) <= WAN_PLACES:
            continue
        yield Fault(
            where=path,
            expected=f"至多{WAN_PLACES}位小数",
            found=amount_text(value),
            message=f"“{label}”为{amount_text(value)}万元，小数超过{WAN_PLACES}位，小于一分钱。",
            remedy="请按票据的元角分金额重新换算为万元。",
        )


CHECKS = (
    Check(
        id="E1",
        title="格式与年度相符",
        severity=Severity.ERROR,
        compares="2019、2020年度用2019版，2021年度起用2021版",
        source="国办公开办函〔2019〕60号；国办公开办函〔2021〕30号",
        waivable=False,
        look=edition_of_year,
    ),
    Check(
        id="Z1",
        title="没有留空",
        severity=Severity.WARNING,
        compares="2021版三张表的每一格都填有数字，没有发生的填0",
        source="国办公开办函〔2021〕30号；各地公开年报的通行做法",
        waivable=True,
        look=blanks,
    ),
    Check(
        id="Z2",
        title="没有负数",
        severity=Severity.ERROR,
        compares="除“本年增/减”外，每一格都不小于0",
        source="条例第五十条；国办公开办函〔2021〕30号",
        waivable=False,
        look=negatives,
    ),
    Check(
        id="Z3",
        title="金额精确到分",
        severity=Severity.ERROR,
        compares=f"以万元为单位的金额至多{WAN_PLACES}位小数",
        source="国办公开办函〔2021〕30号（单位：万元）",
        waivable=False,
        look=amount_places,
    ),
)
