"""The annual report as PDF/A-2b, set by Typst from `report.typ`."""

import json
import threading
import unicodedata
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from gongkai.documents.reports.document import BlockKind, ReportDocument
from gongkai.documents.reports.fonts import Typefaces, typefaces
from gongkai.documents.reports.grid import PlacedTable
from gongkai.documents.reports.measures import CELL_MARGIN, measured

_TEMPLATE = Path(__file__).with_name("report.typ")
_WIDE_INSET, _NARROW_INSET = 1.4, 1.7
# 〓 stands in Chinese print for a character that the fount lacks.
_NO_GLYPH = "〓"
_INVISIBLE = {"Cf", "Mn", "Me"}


class Typesetter:
    """A compiler that keeps template and fonts loaded; safe to share between threads."""

    def __init__(self, faces: Typefaces) -> None:
        """Load the template with `faces`."""
        self._faces = faces
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            font_paths=faces.collection,
            ignore_system_fonts=True,
        )

    def typeset(self, document: ReportDocument) -> bytes:
        """Return `document` as a PDF, the same bytes for the same document and fonts."""
        moment = datetime.combine(document.dated, time(), UTC)
        with self._lock:
            pdf = self._compiler.compile(
                format="pdf",
                sys_inputs={"report": json.dumps(self._content(document), ensure_ascii=False)},
                pdf_standards=["a-2b", "ua-1"],
                timestamp=int(moment.timestamp()),
            )
        if not isinstance(pdf, bytes):
            raise TypeError(f"Typst gave {type(pdf).__name__} where one PDF was expected")
        return pdf

    def _content(self, document: ReportDocument) -> dict[str, Any]:
        day = document.dated
        content: dict[str, Any] = {
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
        }
        drawable: dict[str, Any] = self._drawable(content)
        return {
            **drawable,
            "dated": [day.year, day.month, day.day],
            "fonts": {
                "title": {
                    "families": self._faces.title,
                    "weight": self._faces.title_weight,
                    "stroke": self._faces.title_outline,
                },
                "body": self._faces.body,
                "heading": self._faces.heading,
                "subheading": self._faces.subheading,
                "table": self._faces.table,
            },
        }

    def _drawable(self, value: Any) -> Any:
        """Return `value` with every character that no font draws replaced by 〓."""
        if isinstance(value, str):
            composed = unicodedata.normalize("NFC", value)
            return "".join(self._drawn(character) for character in composed)
        if isinstance(value, dict):
            return {key: self._drawable(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._drawable(each) for each in value]
        return value

    def _drawn(self, character: str) -> str:
        if character.isascii():
            return character
        if unicodedata.category(character) in _INVISIBLE:
            return ""
        return character if self._faces.draws(character) else _NO_GLYPH


def render_pdf(document: ReportDocument, fonts_folder: Path | None = None) -> bytes:
    """Return `document` as PDF/A-2b, tagged and bookmarked; `fonts_folder` holds own fonts.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files.
    """
    return _typesetter(fonts_folder).typeset(document)


@lru_cache(maxsize=4)
def _typesetter(fonts_folder: Path | None) -> Typesetter:
    return Typesetter(typefaces(fonts_folder))


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
