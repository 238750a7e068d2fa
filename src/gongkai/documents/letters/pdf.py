"""A letter as PDF/A-2b, set by Typst from `letter.typ`."""

import json
import threading
import unicodedata
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.reports.fonts import Typefaces, typefaces

_TEMPLATE = Path(__file__).with_name("letter.typ")
# 〓 stands in Chinese print for a character that the fount lacks.
_NO_GLYPH = "〓"
_INVISIBLE = {"Cf", "Mn", "Me"}
# Line pitch in points, empty lines above the title and above the signature: as the standard has
# them, then what it lets an office do to keep a letter on one page.
_SPACINGS = (
    {"pitch": 28.95, "gap": 2, "seal": 2},
    {"pitch": 27.5, "gap": 1, "seal": 1.5},
    {"pitch": 25.5, "gap": 1, "seal": 1},
)
# The file date of a letter that has none yet.
_UNDATED = date(2000, 1, 1)


class LetterSetter:
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

    def typeset(self, document: LetterDocument) -> bytes:
        """Return `document` as a PDF, the same bytes for the same letter and fonts."""
        content = self._content(document)
        usual = self._set(document, content | _SPACINGS[0])
        if _pages(usual) == 1:
            return usual
        for spacing in _SPACINGS[1:]:
            tight = self._set(document, content | spacing)
            if _pages(tight) == 1:
                return tight
        return usual

    def _set(self, document: LetterDocument, content: dict[str, Any]) -> bytes:
        moment = datetime.combine(document.dated_on or _UNDATED, time(), UTC)
        with self._lock:
            pdf = self._compiler.compile(
                format="pdf",
                sys_inputs={"letter": json.dumps(content, ensure_ascii=False)},
                pdf_standards=["a-2b", "ua-1"],
                timestamp=int(moment.timestamp()),
            )
        if not isinstance(pdf, bytes):
            raise TypeError(f"Typst gave {type(pdf).__name__} where one PDF was expected")
        return pdf

    def _content(self, document: LetterDocument) -> dict[str, Any]:
        day = document.dated_on or _UNDATED
        drawable: dict[str, Any] = self._drawable(
            {
                "organ": document.organ,
                "number": document.number_text,
                "title": document.title,
                "salutation": document.salutation,
                "text": document.text or ("",),
                "enclosures": document.enclosure_lines,
                "date": document.date_text,
                "mark": "　".join(document.marks),
                "keywords": ["政府信息公开", *document.marks],
            }
        )
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
        return [self._drawable(each) for each in value]

    def _drawn(self, character: str) -> str:
        if character.isascii():
            return character
        if unicodedata.category(character) in _INVISIBLE:
            return ""
        return character if self._faces.draws(character) else _NO_GLYPH


def _pages(pdf: bytes) -> int:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()


def letter_pdf(document: LetterDocument, fonts_folder: Path | None = None) -> bytes:
    """Return a letter as PDF/A-2b; `fonts_folder` holds an office's own fonts.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    return _setter(fonts_folder).typeset(document)


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> LetterSetter:
    return LetterSetter(typefaces(fonts_folder))
