"""The identities (勾稽关系) inside one report; one with a blank operand is not looked at."""

from collections.abc import Iterable, Iterator, Sequence

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import Edition, edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report


def balance(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each column for 新收 + 结转 = 办理总计 + 结转下年度 (I1)."""
    for column, label in edition(report.edition).request_columns:
        figures = report.counts(
            [f"requests.{row}.{column}" for row in ("received", "carried_in", "total")]
            + [f"requests.carried_out.{column}"],
        )
        if figures is None:
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
    form = edition(report.edition)
    for column, label in form.request_columns:
        operands = [f"requests.{row.key}.{column}" for row in form.outcome_rows]
        figures = report.counts([*operands, f"requests.total.{column}"])
        if figures is None or sum(figures[:-1]) == figures[-1]:
            continue
        *parts, total = figures
        expected = sum(parts)
        yield Fault(
            where=f"requests.total.{column}",
            expected=str(expected),
            found=str(total),
            message=f"{label}列：{_group_terms(form, parts)}＝{expected}，与（七）总计{total}不等，"
            f"相差{abs(expected - total)}。",
            remedy=f"请逐项核对{label}列三（一）至（六）的办理结果，改正填错的一项或者（七）总计。",
        )


def row_sums(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each line for 各类申请人之和 = 总计 (I3)."""
    form = edition(report.edition)
    for row in form.request_rows:
        where = f"requests.{row.key}.total"
        parts = {
            label: f"requests.{row.key}.{column}"
            for column, label in form.request_columns
            if column != "total"
        }
        found = _unequal(report, parts, where)
        if found:
            terms, expected, total = found
            yield Fault(
                where=where,
                expected=str(expected),
                found=str(total),
                message=f"“{row.full_label}”行：各类申请人之和{terms}＝{expected}，"
                f"与总计{total}不等，相差{abs(expected - total)}。",
                remedy="请核对该行各类申请人的件数，改正填错的一格或者总计。",
            )


def dispute_sums(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look in each route of section 四 for 四种结果之和 = 总计 (I5)."""
    form = edition(report.edition)
    for route in form.dispute_routes:
        where = f"disputes.{route.key}.total"
        parts = {
            label: f"disputes.{route.key}.{result}"
            for result, label in form.dispute_results
            if result != "total"
        }
        found = _unequal(report, parts, where)
        if found:
            terms, expected, total = found
            yield Fault(
                where=where,
                expected=str(expected),
                found=str(total),
                message=f"{route.label}：各种结果之和{terms}＝{expected}，与总计{total}不等，"
                f"相差{abs(expected - total)}。",
                remedy=f"请核对{route.label}的维持、纠正、其他结果和尚未审结件数，"
                "改正填错的一格或者总计。",
            )


def misplaced_cell(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Name the one cell at which a line and a column are out by the same number (I6)."""
    form = edition(report.edition)
    rows = {
        row.key: gap
        for row in form.outcome_rows
        if (gap := _gap(report, *_row_operands(form, row.key)))
    }
    columns = {
        column: gap
        for column, _label in form.request_columns
        if column != "total" and (gap := _gap(report, *_column_operands(form, column)))
    }
    if len(rows) != 1 or len(columns) != 1:
        return
    ((row, row_gap),) = rows.items()
    ((column, column_gap),) = columns.items()
    if row_gap != column_gap:
        return
    path = f"requests.{row}.{column}"
    found = report.value(path)
    if not isinstance(found, int) or found - row_gap < 0:
        return
    label = form.figures[path].label
    yield Fault(
        where=path,
        expected=str(found - row_gap),
        found=str(found),
        message=f"所在行与所在列都只差{abs(row_gap)}，最可能填错的是“{label}”一格："
        f"现为{found}，填{found - row_gap}则行列都相等。",
        remedy="请先核对这一格的登记记录，确认后再改。",
    )


def _row_operands(form: Edition, row: str) -> tuple[list[str], str]:
    columns = [column for column, _ in form.request_columns if column != "total"]
    return [f"requests.{row}.{column}" for column in columns], f"requests.{row}.total"


def _column_operands(form: Edition, column: str) -> tuple[list[str], str]:
    rows = [row.key for row in form.outcome_rows]
    return [f"requests.{row}.{column}" for row in rows], f"requests.total.{column}"


def _gap(report: Report, parts: Iterable[str], total: str) -> int:
    figures = report.counts([*parts, total])
    return 0 if figures is None else sum(figures[:-1]) - figures[-1]


def _unequal(report: Report, parts: dict[str, str], total: str) -> tuple[str, int, int] | None:
    figures = report.counts([*parts.values(), total])
    if figures is None or sum(figures[:-1]) == figures[-1]:
        return None
    *operands, given = figures
    return _terms(list(parts), operands), sum(operands), given


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


_FORMAT = "条例第五十条；国办公开办函〔2021〕30号（2019、2020年度为国办公开办函〔2019〕60号）"

CHECKS = (
    Check(
        id="I1",
        title="收到与办理相等",
        severity=Severity.ERROR,
        compares="每列：本年新收＋上年结转＝办理总计＋结转下年度",
        source=_FORMAT,
        waivable=False,
        look=balance,
    ),
    Check(
        id="I2",
        title="办理结果合计",
        severity=Severity.ERROR,
        compares="每列：三（一）至（六）各项之和＝（七）总计",
        source=_FORMAT,
        waivable=False,
        look=column_sums,
    ),
    Check(
        id="I3",
        title="申请人合计",
        severity=Severity.ERROR,
        compares="每行：自然人与五类组织之和＝总计",
        source=_FORMAT,
        waivable=False,
        look=row_sums,
    ),
    Check(
        id="I5",
        title="复议诉讼合计",
        severity=Severity.ERROR,
        compares="行政复议、未经复议直接起诉、复议后起诉：维持＋纠正＋其他＋尚未审结＝总计",
        source=_FORMAT,
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
