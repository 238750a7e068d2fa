"""A finished report read: from a file, or what a reader made of it, to figures and evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.documents.readings.docx import read_docx
from gongkai.documents.readings.encodings import decoded
from gongkai.documents.readings.html import read_html
from gongkai.documents.readings.json_reading import read_json
from gongkai.documents.readings.opening import opened
from gongkai.documents.readings.outline import Outline, outlined
from gongkai.documents.readings.pdf import read_pdf
from gongkai.documents.readings.placing import Placements
from gongkai.documents.readings.sources import ReportFileUnreadable, Source, SourceText
from gongkai.documents.readings.tables import placed_figures
from gongkai.documents.readings.text import read_text
from gongkai.documents.readings.xlsx import read_xlsx
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import CellKind, CellReading, Evidence, ReportForm
from gongkai.rules.reports.shape import Report, report_of_values

_READERS: Mapping[str, Callable[[bytes, str], Source]] = {
    "html": read_html,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
}
_MISSING = CellReading(CellKind.MISSING, "", "")


@dataclass(frozen=True)
class Reading:
    """A report and how it was read."""

    report: Report
    evidence: Evidence


def read_report(path: Path) -> Reading:
    """
    Return the finished report that a file holds: .html .docx .pdf .xlsx .txt .json.

    :raises ReportFileUnreadable: with the reason and the remedy in one line
    """
    kind, content = opened(path)
    return read_content(kind, content, path.name)


def read_content(kind: str, content: bytes, name: str) -> Reading:
    """
    Return the finished report that the content of a file of a kind holds.

    :raises ReportFileUnreadable: with the reason and the remedy in one line
    """
    if kind == "json":
        report, cells = read_json(decoded(content, name), name)
        return Reading(report, Evidence("json", cells))
    source = read_text(decoded(content, name)) if kind == "txt" else _READERS[kind](content, name)
    try:
        return reading_of(source)
    except ReportFileUnreadable as refusal:
        raise ReportFileUnreadable(f"文件“{name}”：{refusal}") from refusal


def reading_of(source: Source) -> Reading:
    """
    Return the report in a source: figures by the labels of the tables, the text by its headings.

    :raises ReportFileUnreadable: if there is no report in it or its figures have no certain place
    """
    tables = [block for block in source.blocks if not isinstance(block, SourceText)]
    placements = placed_figures(tables, wrapped=source.format == "pdf")
    code = _edition(placements)
    outline = outlined(source)
    if outline.year is None:
        raise ReportFileUnreadable(
            "没有找到报告的年度：标题和统计期限都没有写明；"
            "请在标题写明“××机关××××年政府信息公开工作年度报告”后重新提供。"
        )
    missing = _all_missing(code)
    values, cells = placements.values, placements.cells
    if not values.keys() <= missing.keys():
        # What only the other edition has.
        values = {path: value for path, value in values.items() if path in missing}
        cells = {path: cell for path, cell in cells.items() if path in missing}
    report = report_of_values(outline.organ, outline.year, code, values, outline.narrative)
    evidence = Evidence(
        source_format=source.format,
        cells={**missing, **cells},
        extra_rows=tuple(placements.extra_rows),
        form=_form(outline, placements),
        by_ocr=source.by_ocr,
    )
    return Reading(report, evidence)


@cache
def _all_missing(code: str) -> Mapping[str, CellReading]:
    """Return every figure of an edition as one that the source does not have."""
    return dict.fromkeys(edition(code).paths, _MISSING)


def _edition(placements: Placements) -> str:
    if len(placements.editions) == 1:
        return next(iter(placements.editions))
    if not placements.tables:
        raise ReportFileUnreadable(
            "没有找到年度报告的统计表；请确认文件是政府信息公开工作年度报告的全文，"
            "表格不是图片，再重新提供。"
        )
    if not placements.editions:
        raise ReportFileUnreadable(
            "统计表不完整，无法确定是2019年还是2021年的格式；请补全第二、第三部分的表格后重新提供。"
        )
    (one, here), (other, there) = sorted(placements.editions.items())
    raise ReportFileUnreadable(
        f"文件中混有两种格式的统计表：{here}为{one}版，{there}为{other}版；"
        "请按同一格式填写后重新提供。"
    )


def _form(outline: Outline, placements: Placements) -> ReportForm:
    return ReportForm(
        title=outline.title,
        lead=outline.lead,
        headings=outline.headings,
        tables=tuple(placements.tables),
        labels=tuple(placements.labels.values()),
        ending=outline.ending,
        issued_on=outline.issued_on,
    )
