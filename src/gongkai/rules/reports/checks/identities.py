"""The identities (勾稽关系) inside one report; one with a blank operand is not looked at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.sources import FORMAT
from gongkai.rules.reports.editions import Edition, edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report, Value


def balance(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each column for 新收 + 结转 = 办理总计 + 结转下年度 (I1)."""
    values = report.values()
    for column, label, operands in _lines(report.edition).balances:
        figures = operands(values)
        if None in figures:
            continue
        received, carried_in, total, carried_out = figures
        came, went = received + carried_in, total + carried_out
        if came != went:
            yield Fault(
                where=f"requests.total.{column}",
                expected=str(came),
                found=str(went),
                message=f"{label}列：新收{received}＋结转{carried_in}＝{came}，与办理总计{total}＋"
                f"结转下年{carried_out}＝{went}不等，相差{abs(came - went)}。",
                remedy=f"请核对{label}列的新收、上年结转、办理结果和结转下年度件数，"
                "每件申请应当或者已有办理结果，或者结转下年度。",
            )


def column_sums(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each column for 三（一）至（六）之和 = （七）总计 (I2)."""
    values = report.values()
    for column in _lines(report.edition).columns:
        parts, total = column.unequal(values)
        if parts is None:
            continue
        terms, expected = _group_terms(edition(report.edition), parts), sum(parts)
        yield Fault(
            where=column.total,
            expected=str(expected),
            found=str(total),
            message=f"{column.label}列：{terms}＝{expected}，与（七）总计{total}不等，"
            f"相差{abs(expected - total)}。",
            remedy=f"请逐项核对{column.label}列三（一）至（六）的办理结果，"
            "改正填错的一项或者（七）总计。",
        )


def row_sums(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each line for 各类申请人之和 = 总计 (I3)."""
    values = report.values()
    for row in _lines(report.edition).rows:
        parts, total = row.unequal(values)
        if parts is None:
            continue
        terms, expected = _terms(row.names, parts), sum(parts)
        yield Fault(
            where=row.total,
            expected=str(expected),
            found=str(total),
            message=f"“{row.label}”行：各类申请人之和{terms}＝{expected}，"
            f"与总计{total}不等，相差{abs(expected - total)}。",
            remedy="请核对该行各类申请人的件数，改正填错的一格或者总计。",
        )


def dispute_sums(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each route of section 四 for 四种结果之和 = 总计 (I5)."""
    values = report.values()
    for route in _lines(report.edition).routes:
        parts, total = route.unequal(values)
        if parts is None:
            continue
        terms, expected = _terms(route.names, parts), sum(parts)
        yield Fault(
            where=route.total,
            expected=str(expected),
            found=str(total),
            message=f"{route.label}：各种结果之和{terms}＝{expected}，与总计{total}不等，"
            f"相差{abs(expected - total)}。",
            remedy=f"请核对{route.label}的维持、纠正、其他结果和尚未审结件数，"
            "改正填错的一格或者总计。",
        )


def misplaced_cell(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Name the one cell at which a line and a column are out by the same number (I6)."""
    values, lines = report.values(), _lines(report.edition)
    columns = [(column, gap) for column in lines.kinds if (gap := column.gap(values))]
    if len(columns) != 1:
        return
    rows = [(row, gap) for row in lines.outcomes if (gap := row.gap(values))]
    if len(rows) != 1 or rows[0][1] != columns[0][1]:
        return
    (row, gap), (column, _gap) = rows[0], columns[0]
    path = f"requests.{row.key}.{column.key}"
    found = values[path]
    if not isinstance(found, int) or found - gap < 0:
        return
    label = edition(report.edition).figures[path].label
    yield Fault(
        where=path,
        expected=str(found - gap),
        found=str(found),
        message=f"所在行与所在列都只差{abs(gap)}，最可能填错的是“{label}”一格："
        f"现为{found}，填{found - gap}则行列都相等。",
        remedy="请先核对这一格的登记记录，确认后再改。",
    )


class _Sum(NamedTuple):
    """A line or column whose parts make up its total; `operands` takes parts, then total."""

    key: str
    label: str
    names: tuple[str, ...]
    total: str
    operands: Callable[[Mapping[str, Any]], tuple[Any, ...]]

    def gap(self, values: Mapping[str, Value]) -> int:
        figures = self.operands(values)
        return 0 if None in figures else sum(figures) - 2 * figures[-1]

    def unequal(self, values: Mapping[str, Value]) -> tuple[Sequence[int] | None, int]:
        figures = self.operands(values)
        if None in figures or sum(figures) == 2 * figures[-1]:
            return None, 0
        *parts, total = figures
        return parts, total


class _Lines(NamedTuple):
    """The sums of an edition; `kinds` are the columns but the total, `outcomes` rows in 三."""

    balances: tuple[tuple[str, str, Callable[[Mapping[str, Any]], tuple[Any, ...]]], ...]
    columns: tuple[_Sum, ...]
    rows: tuple[_Sum, ...]
    routes: tuple[_Sum, ...]
    kinds: tuple[_Sum, ...]
    outcomes: tuple[_Sum, ...]


@cache
def _lines(code: str) -> _Lines:
    form = edition(code)
    kinds = [(key, label) for key, label in form.request_columns if key != "total"]
    results = [(key, label) for key, label in form.dispute_results if key != "total"]
    outcomes = [(row.key, row.label) for row in form.outcome_rows]
    columns = tuple(
        _sum(key, label, outcomes, f"requests.{{}}.{key}") for key, label in form.request_columns
    )
    rows = tuple(
        _sum(row.key, row.full_label, kinds, f"requests.{row.key}.{{}}")
        for row in form.request_rows
    )
    return _Lines(
        balances=tuple(
            (key, label, itemgetter(*(f"requests.{row}.{key}" for row in _BALANCED)))
            for key, label in form.request_columns
        ),
        columns=columns,
        rows=rows,
        routes=tuple(
            _sum(route.key, route.label, results, f"disputes.{route.key}.{{}}")
            for route in form.dispute_routes
        ),
        kinds=tuple(column for column in columns if column.key != "total"),
        outcomes=tuple(row for row in rows if row.key in dict(outcomes)),
    )


def _sum(key: str, label: str, parts: Sequence[tuple[str, str]], path: str) -> _Sum:
    total = path.format("total")
    operands = itemgetter(*(path.format(part) for part, _ in parts), total)
    return _Sum(key, label, tuple(name for _, name in parts), total, operands)


_BALANCED = ("received", "carried_in", "total", "carried_out")


def _terms(labels: Sequence[str], operands: Sequence[int]) -> str:
    # Zeros say nothing.
    shown = [f"{name}{n}" for name, n in zip(labels, operands, strict=True) if n]
    return f"（{'＋'.join(shown)}）" if shown else ""


def _group_terms(form: Edition, operands: Sequence[int]) -> str:
    # Twenty-two operands are no sentence; the six headings of 三 are.
    sums: dict[str, int] = {}
    for row, count in zip(form.outcome_rows, operands, strict=True):
        # （三）不予公开 → 不予公开; 部分公开（区分处理的……） → 部分公开
        heading = (row.group.rpartition("）")[2] or row.label).partition("（")[0]
        sums[heading] = sums.get(heading, 0) + count
    return "＋".join(f"{heading}{count}" for heading, count in sums.items())


_SOURCE = f"条例第五十条；{FORMAT}"

CHECKS = (
    Check(
        id="I1",
        title="收到与办理相等",
        severity=Severity.ERROR,
        compares="每列：本年新收＋上年结转＝办理总计＋结转下年度",
        source=_SOURCE,
        waivable=False,
        look=balance,
    ),
    Check(
        id="I2",
        title="办理结果合计",
        severity=Severity.ERROR,
        compares="每列：三（一）至（六）各项之和＝（七）总计",
        source=_SOURCE,
        waivable=False,
        look=column_sums,
    ),
    Check(
        id="I3",
        title="申请人合计",
        severity=Severity.ERROR,
        compares="每行：自然人与五类组织之和＝总计",
        source=_SOURCE,
        waivable=False,
        look=row_sums,
    ),
    Check(
        id="I5",
        title="复议诉讼合计",
        severity=Severity.ERROR,
        compares="行政复议、未经复议直接起诉、复议后起诉：维持＋纠正＋其他＋尚未审结＝总计",
        source=_SOURCE,
        waivable=False,
        look=dispute_sums,
    ),
    Check(
        id="I6",
        title="填错位置提示",
        severity=Severity.INFO,
        compares="只有一行、一列不等且差数相同时，指出行列相交的一格",
        source="由I2、I3推出",
        waivable=True,
        look=misplaced_cell,
    ),
)
