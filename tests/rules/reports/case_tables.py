"""
The pairs of cases, one passing and one failing, that prove each check: `cases/*.toml`.

A case names its `rule`, `says` in a sentence what it shows, and changes a right report in one
respect; `passing` may be left out where the right report itself is the passing one. On both sides:
`base` is "2023" (the default), "2020" or "2019", the latter two in the trial format and nearly
blank, with `zeros` filled with 0; `figures` are put by path ("空白" is blank); `organ`, `year` and
`text` replace what stands there; `previous` adds last year's report and takes the same keys;
`known` is what the office knows besides; `source` adds how the report was read, complete and right
but for what is given: `title`, `lead`, `ending`, `headings`, `issued_on`, `format`, `cells` (kind,
text, confidence by OCR), `labels` (table, official, found), `extra_rows` (table, label) and
`without_tables`. A failing side also has `where`, `severity` and a piece of the `message`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.rules.reports.checks import CheckContext
from gongkai.rules.reports.editions import FigureKind, edition
from gongkai.rules.reports.evidence import (
    CellKind,
    CellReading,
    Evidence,
    ExtraRow,
    LabelFound,
    ReportForm,
)
from gongkai.rules.reports.shape import Report, Value
from rules.reports.right_reports import right_report, trial_format, year_before

FOLDER = Path(__file__).parent / "cases"
_BASES = {
    "2023": right_report,
    "2022": year_before,
    "2020": lambda: trial_format(2020),
    "2019": lambda: trial_format(2019),
}
_SIDE = {"base", "zeros", "figures", "organ", "year", "text", "previous", "known", "source"}
_TOLD = {"where", "severity", "message"}
BLANK = "空白"


class Case(NamedTuple):
    """A pair: what passes and what fails, with what the failing side must say."""

    rule: str
    says: str
    passing: Mapping[str, Any]
    failing: Mapping[str, Any]


def all_cases() -> list[Case]:
    """Return every case of every table."""
    tables = (tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml")))
    cases = [
        Case(one["rule"], one["says"], one.get("passing", {}), one["failing"])
        for table in tables
        for one in table["case"]
    ]
    for case in cases:
        unknown = (case.passing.keys() - _SIDE) | (case.failing.keys() - _SIDE - _TOLD)
        assert not unknown, (case.rule, unknown)
    return cases


def built(side: Mapping[str, Any], default: str = "2023") -> tuple[Report, CheckContext]:
    """Return the report of one side of a case, and what is known besides it."""
    report = _report(side, default)
    previous = side.get("previous")
    known = dict(side.get("known", {}))
    if "paid_fee_yuan" in known:
        known["paid_fee_yuan"] = Decimal(known["paid_fee_yuan"])
    source = side.get("source")
    evidence = None if source is None else _evidence(report, source)
    if evidence is not None:
        # A cell that holds no number has no value either.
        empty = {p: None for p, c in evidence.cells.items() if c.kind is not CellKind.NUMBER}
        report = report.with_values(empty)
    return report, CheckContext(
        previous=None if previous is None else _report(previous, "2022"),
        evidence=evidence,
        **known,
    )


def _report(side: Mapping[str, Any], default: str) -> Report:
    report = _BASES[side.get("base", default)]()
    if side.get("zeros"):
        report = report.with_values({path: _value(report, path, 0) for path in report.paths()})
    given = side.get("figures", {})
    report = report.with_values({path: _value(report, path, v) for path, v in given.items()})
    texts = {part: None if text == BLANK else text for part, text in side.get("text", {}).items()}
    return replace(
        report.with_narrative(**texts),
        organ=side.get("organ", report.organ),
        year=side.get("year", report.year),
    )


def _value(report: Report, path: str, given: object) -> Value:
    if given == BLANK:
        return None
    figure = edition(report.edition).figures[path]
    return Decimal(str(given)) if figure.kind is FigureKind.AMOUNT_WAN else int(str(given))


def _evidence(report: Report, source: Mapping[str, Any]) -> Evidence:
    year, form = report.year, edition(report.edition)
    without = source.get("without_tables", [])
    cells = {
        path: CellReading(CellKind.BLANK, "", "第3行")
        if value is None
        else CellReading(CellKind.NUMBER, str(value), "第3行")
        for path, value in report.values().items()
    }
    for table in form.tables:
        if table.key in without:
            paths = [cell.path for row in table.rows for cell in row if cell.path]
            cells.update(dict.fromkeys(paths, CellReading(CellKind.MISSING, "", "")))
    for path, (kind, text, *confidence) in source.get("cells", {}).items():
        cells[path] = CellReading(CellKind(kind), text, "第3行", *confidence)
    lead = (
        "根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为"
        f"{year}年1月1日至{year}年12月31日。联系电话：0429-1234567。"
    )
    return Evidence(
        source_format=source.get("format", "html"),
        cells=cells,
        extra_rows=tuple(ExtraRow(*row, ("1",), "") for row in source.get("extra_rows", [])),
        form=ReportForm(
            title=source.get("title", f"{report.organ}{year}年{form.title}") or None,
            lead=source.get("lead", lead) or None,
            headings=tuple(source.get("headings", form.section_titles)),
            tables=tuple(table.key for table in form.tables if table.key not in without),
            labels=tuple(LabelFound(*label, "") for label in source.get("labels", [])),
            ending=source.get("ending"),
            issued_on=source.get("issued_on"),
        ),
    )
