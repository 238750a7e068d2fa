"""What each cell may hold, and whether the report follows the edition of its year."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import (
    Edition,
    FigureKind,
    NoSuchEdition,
    edition,
    edition_for_year,
)
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report, amount_text
from gongkai.rules.reports.tallies import WAN_PLACES, wan_places


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


def blanks(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for blank cells where the edition wants zero written (Z1)."""
    form = edition(report.edition)
    if form.blanks_allowed:
        return
    blank = {path for path in form.paths if report.value(path) is None}
    for where, label in _blank_places(form, blank):
        yield Fault(
            where=where,
            expected="0或者实际件数",
            message=f"{label}为空：没有发生的应当填0，不得留空。",
            remedy="没有发生的请填0，漏填的请补填。",
        )


def _blank_places(form: Edition, blank: set[str]) -> Iterator[tuple[str, str]]:
    # A table or line that is blank throughout is one finding, not two hundred.
    for table in form.tables:
        paths = [cell.path for row in table.rows for cell in row if cell.path]
        if blank.issuperset(paths):
            yield paths[0].partition(".")[0], f"“{table.caption}”全表"
            continue
        for line, members in _lines(paths):
            if len(members) > 1 and blank.issuperset(members):
                yield line, f"“{form.figures[members[0]].row_label}”整行"
            else:
                for path in members:
                    if path in blank:
                        yield path, f"“{form.figures[path].label}”"


def _lines(paths: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    lines: dict[str, list[str]] = {}
    for path in paths:
        lines.setdefault(".".join(path.split(".")[:2]), []).append(path)
    yield from lines.items()


def negatives(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for figures below zero; only 本年增/减 may be (Z2)."""
    for path, figure in edition(report.edition).figures.items():
        value = report.value(path)
        if value is None or value >= 0 or figure.kind is FigureKind.CHANGE:
            continue
        shown = amount_text(value) if isinstance(value, Decimal) else str(value)
        yield Fault(
            where=path,
            expected="不小于0",
            found=shown,
            message=f"“{figure.label}”为{shown}，件数和金额不能小于0。",
            remedy="请按登记记录改正这一格。",
        )


def amount_places(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look for amounts in 万元 finer than one fen (Z3)."""
    for path, figure in edition(report.edition).figures.items():
        value = report.value(path)
        if not isinstance(value, Decimal) or wan_places(value) <= WAN_PLACES:
            continue
        yield Fault(
            where=path,
            expected=f"至多{WAN_PLACES}位小数",
            found=amount_text(value),
            message=f"“{figure.label}”为{amount_text(value)}万元，小数超过{WAN_PLACES}位，"
            "小于一分钱。",
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
        severity=Severity.ERROR,
        compares="2021版三张表的每一格都填有数字，没有发生的填0",
        source="国办公开办函〔2021〕30号；各地公开年报的通行做法",
        waivable=False,
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
