"""The annual report as PDF/A-2b, set by Typst from `report.typ`."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.documents.reports.document import BlockKind, ReportDocument
from gongkai.documents.reports.grid import PlacedTable
from gongkai.documents.reports.measures import CELL_MARGIN, measured
from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("report.typ")
_WIDE_INSET, _NARROW_INSET = 1.4, 1.7


def render_pdf(document: ReportDocument, fonts_folder: Path | None = None) -> bytes:
    """Return `document` as PDF/A-2b, tagged and bookmarked; `fonts_folder` holds own fonts.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files.
    """
    return _setter(fonts_folder).pdf(_content(document), document.dated)


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder), archival=True)


def _content(document: ReportDocument) -> dict[str, Any]:
    day = document.dated
    return {
        "title": document.title,
        "title_lines": document.title_lines,
        "organ": document.organ,
        "keywords": ["政府信息公开", "年度报告", *document.marks],
        "description": " ".join(document.notes),
        "mark": document.mark_line,
        "notes": document.notes,
        "opening": document.opening,
        "signature": document.signature,
        "sections": [
            {
                "title": section.title,
                "blocks": [
                    {"subheading": block.kind is BlockKind.SUBHEADING, "text": block.text}
                    for block in section.blocks
                ],
                "tables": [_table(table) for table in section.tables],
            }
            for section in document.sections
        ],
        "dated": [day.year, day.month, day.day],
    }


def _table(table: PlacedTable) -> dict[str, Any]:
    measures = measured(table)
    rows = [
        [
            {
                "text": cell.text,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "centred": table.is_centred(cell),
                "line": measures.line_length(cell),
            }
            for cell in row
        ]
        for row in table.by_row()
    ]
    return {
        "size": measures.size,
        "widths": measures.widths,
        "margin": CELL_MARGIN,
        "inset": _WIDE_INSET if table.is_wide else _NARROW_INSET,
        "head": rows[: table.head],
        "rows": rows[table.head :],
    }
