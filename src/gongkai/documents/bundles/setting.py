"""Cover, index and data sheets of a bundle as PDF, set by Typst from `bundle.typ`."""

import json
import threading
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from gongkai.documents.bundles.parts import Cover, Line, Sheet, Stage
from gongkai.documents.characters import writable
from gongkai.documents.reports.fonts import Typefaces, typefaces

_TEMPLATE = Path(__file__).with_name("bundle.typ")
# 〓 stands in Chinese print for a character that the fount lacks.
_NO_GLYPH = "〓"
_INVISIBLE = {"Cf", "Mn", "Me"}
_INDEX_HEADERS = ("序号", "题名", "文号", "日期", "页码", "字节数", "SHA-256")
_INDEX_WIDTHS = (0.9, 4.6, 2.6, 1.7, 1.1, 1.5, 4.4)


class BundleTypesetter:
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

    def cover(self, cover: Cover, dated: date) -> bytes:
        """Return the first page."""
        content = {
            "kind": "cover",
            "organ": cover.organ,
            "title": cover.title,
            "facts": cover.facts,
        }
        return self._pdf(content, cover.title, dated)

    def index(self, lines: Sequence[Line], dated: date) -> bytes:
        """Return the index, grouped by the steps of 条例第四十五条."""
        groups = [
            {
                "label": stage.label,
                "rows": [_index_row(line) for line in lines if line.stage == stage],
            }
            for stage in Stage
        ]
        content = {
            "kind": "index",
            "title": "卷内目录",
            "headers": _INDEX_HEADERS,
            "widths": _INDEX_WIDTHS,
            "groups": [group for group in groups if group["rows"]],
        }
        return self._pdf(content, "卷内目录", dated)

    def sheet(self, sheet: Sheet, dated: date) -> bytes:
        """Return a data sheet."""
        content = {
            "kind": "sheet",
            "title": sheet.title,
            "facts": sheet.facts,
            "tables": [
                {
                    "caption": table.caption,
                    "headers": table.headers,
                    "rows": table.rows,
                    "widths": table.widths,
                }
                for table in sheet.tables
            ],
            "text": sheet.text,
        }
        return self._pdf(content, sheet.title, dated)

    def _pdf(self, content: dict[str, Any], title: str, dated: date) -> bytes:
        drawable: dict[str, Any] = self._drawable(content)
        faces = self._faces
        told = {
            **drawable,
            "fonts": {
                "title": {"families": faces.title, "weight": faces.title_weight},
                "heading": faces.heading,
                "table": faces.table,
            },
        }
        with self._lock:
            pdf = self._compiler.compile(
                format="pdf",
                sys_inputs={"bundle": json.dumps(told, ensure_ascii=False)},
                timestamp=int(datetime.combine(dated, time(), UTC).timestamp()),
            )
        if not isinstance(pdf, bytes):
            raise TypeError(f"Typst gave {type(pdf).__name__} where one PDF was expected")
        return pdf

    def _drawable(self, value: Any) -> Any:
        if isinstance(value, str):
            composed = unicodedata.normalize("NFC", writable(value))
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


@lru_cache(maxsize=4)
def typesetter(fonts_folder: Path | None) -> BundleTypesetter:
    """Return the compiler for an office's own fonts, kept for the next bundle."""
    return BundleTypesetter(typefaces(fonts_folder))


def _index_row(line: Line) -> list[str]:
    last = line.first_page + line.pages - 1
    pages = f"{line.first_page}" if last <= line.first_page else f"{line.first_page}–{last}"
    title = f"{line.title}（{line.note}）" if line.note else line.title
    return [
        str(line.sequence),
        title,
        line.number,
        line.dated,
        pages if line.pages else "—",
        f"{line.size:,}",
        line.sha256,
    ]
