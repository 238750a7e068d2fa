"""What stood in the source's cells: no number, "/" for 0, no cell, no unit, added lines, OCR."""

from collections.abc import Iterable, Iterator, Mapping

from gongkai.rules.reports.checks.cell_groups import places_of, table_places
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.sources import FORMAT
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import CellKind, CellReading, Evidence
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.shape import Report

# Below this the recognised text should be compared with the original.
SURE = 0.9
_LISTED = 10
_LONGEST_TEXT = 20


def not_a_number(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for cells that say something that is no number (C1)."""
    cells = _cells(context, CellKind.NOT_A_NUMBER)
    written: dict[str, list[str]] = {}
    for path, cell in cells.items():
        written.setdefault(_shown(cell.text), []).append(path)
    for text, paths in written.items():
        for place in places_of(report.edition, paths):
            yield Fault(
                where=place.where,
                expected="数字",
                found=text,
                message=f"{place.label}写的是“{text}”，不是数字{_at(cells[place.paths[0]])}，"
                "没有取值，也未参加核对。",
                remedy="请在这一格只填一个数字，没有发生的填0，说明文字移到第六部分。",
                quote=text,
            )


def not_applicable(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for "/" and "—" where the edition wants zero written (C2)."""
    if edition(report.edition).blanks_allowed:
        return
    cells = _cells(context, CellKind.NOT_APPLICABLE)
    for place in places_of(report.edition, cells):
        text = "、".join(dict.fromkeys(_shown(cells[path].text) for path in place.paths))
        yield Fault(
            where=place.where,
            expected="0或者实际件数",
            found=text,
            message=f"{place.label}写的是“{text}”：没有发生的应当填0，"
            f"不用“/”“—”等符号{_at(cells[place.paths[0]])}。",
            remedy="没有发生的请把符号改为0，漏填的请补填。",
            quote=text,
        )


def missing_cells(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for cells of the official form that the source does not have (C3)."""
    cells = _cells(context, CellKind.MISSING)
    if not cells or context.evidence is None:
        return
    absent = absent_figures(report, context.evidence)
    for place in places_of(report.edition, [path for path in cells if path not in absent]):
        yield Fault(
            where=place.where,
            expected="按格式设有这一格",
            found=CellKind.MISSING.label,
            message=f"原件的统计表里没有{place.label}这一处，没有取值，也未参加核对。",
            remedy="请按格式补上缺少的行、列或者单元格后填写。",
        )


def extra_rows(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for lines that the official form does not have, one finding a table (C4)."""
    if context.evidence is None:
        return
    lines: dict[str, list[str]] = {}
    for row in context.evidence.extra_rows:
        lines.setdefault(row.table, []).append(_shown(row.label) or "（无名称）")
    form = edition(report.edition)
    for table, labels in lines.items():
        yield Fault(
            where=form.table_path(table),
            expected="只有格式规定的各行",
            found=_list(labels),
            message=f"“{form.table(table).caption}”有格式以外的{len(labels)}行："
            f"{_list(labels)}；这些行未参加核对。",
            remedy="请确认是否按本地要求增设；不是的请删去，需要说明的写入第六部分。",
        )


def unsure_reading(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for figures that OCR read without being sure, one finding a table (C5)."""
    if context.evidence is None:
        return
    cells = context.evidence.cells
    unsure = [
        path
        for path, cell in cells.items()
        if cell.confidence is not None and cell.confidence < SURE
    ]
    if not unsure:
        return
    form = edition(report.edition)
    for table in table_places(report.edition):
        named = [
            f"{form.figures[path].label}“{_shown(cells[path].text)}”"
            for path in table.whole.paths
            if path in unsure
        ]
        if named:
            yield Fault(
                where=table.whole.where,
                expected=f"识别把握不低于{SURE:.0%}",
                found=_list(named),
                message=f"“{form.table(table.key).caption}”有{len(named)}格由图像识别且把握不大："
                f"{_list(named)}。",
                remedy="请对照原件逐格核对，或者向填报机关索要可编辑的文件。",
            )


def without_unit(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look for amounts that say neither 元 nor 万元 where the form does not say it either (C6)."""
    for path, cell in _cells(context, CellKind.NO_UNIT).items():
        label = edition(report.edition).figures[path].label
        yield Fault(
            where=path,
            expected="注明元或者万元",
            found=_shown(cell.text),
            message=f"“{label}”写的是“{_shown(cell.text)}”，没有注明元还是万元{_at(cell)}，"
            "没有取值，也未参加核对。",
            remedy="请在数字后写明单位（元或者万元）。",
            quote=_shown(cell.text),
        )


def absent_tables(report: Report, evidence: Evidence) -> tuple[str, ...]:
    """Return the keys of the statutory tables of which the source has not one cell."""
    # A report JSON has no tables to find.
    if evidence.source_format == "json":
        return ()
    values, cells = report.values(), evidence.cells
    return tuple(
        table.key
        for table in table_places(report.edition)
        if table.key not in evidence.form.tables
        and all(
            values[path] is None and (path not in cells or cells[path].kind is CellKind.MISSING)
            for path in table.whole.paths
        )
    )


def absent_figures(report: Report, evidence: Evidence) -> frozenset[str]:
    """Return the paths of all figures in tables that the source does not have."""
    absent = absent_tables(report, evidence)
    return frozenset(
        path
        for table in table_places(report.edition)
        if table.key in absent
        for path in table.whole.paths
    )


def _cells(context: CheckContext, kind: CellKind) -> Mapping[str, CellReading]:
    return {} if context.evidence is None else context.evidence.by_kind.get(kind, {})


def _at(cell: CellReading) -> str:
    return f"（{cell.place}）" if cell.place else ""


def _shown(text: str) -> str:
    return quoted(text, _LONGEST_TEXT)


def _list(names: Iterable[str]) -> str:
    given = list(names)
    more = f"等{len(given)}项" if len(given) > _LISTED else ""
    return "、".join(given[:_LISTED]) + more


CHECKS = (
    Check(
        id="C1",
        title="单元格是数字",
        severity=Severity.ERROR,
        compares="原件每一格写的是数字；写着别的文字的不取值，原样列出",
        source=f"条例第五十条；{FORMAT}",
        waivable=False,
        look=not_a_number,
    ),
    Check(
        id="C2",
        title="没有发生的填0",
        severity=Severity.WARNING,
        compares="2021版三张表没有用“/”“—”“无”等代替0",
        source="国办公开办函〔2021〕30号；各地公开年报的通行做法",
        waivable=True,
        look=not_applicable,
    ),
    Check(
        id="C3",
        title="单元格齐全",
        severity=Severity.ERROR,
        compares="格式规定的每一格在原件中都有",
        source=f"条例第五十条；{FORMAT}",
        waivable=False,
        look=missing_cells,
    ),
    Check(
        id="C4",
        title="格式以外的行",
        severity=Severity.INFO,
        compares="统计表只有格式规定的各行",
        source=FORMAT,
        waivable=True,
        look=extra_rows,
    ),
    Check(
        id="C5",
        title="识别把握不大的格",
        severity=Severity.INFO,
        compares=f"由图像识别的各格，识别把握不低于{SURE:.0%}",
        source=FORMAT,
        waivable=True,
        look=unsure_reading,
    ),
    Check(
        id="C6",
        title="金额单位明确",
        severity=Severity.INFO,
        compares="格式没有规定单位的金额（2019版采购总金额），原件注明元或者万元",
        source="国办公开办函〔2019〕60号；各地公开年报的通行做法",
        waivable=True,
        look=without_unit,
    ),
)
