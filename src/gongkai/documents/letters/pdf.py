"""A letter as PDF/A-2b, set by Typst from `letter.typ`."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2

from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("letter.typ")
# Line pitch in points, empty lines above the title and above the signature: as the standard has
# them, then what it lets an office do to keep a letter on one page.
_SPACINGS = (
    {"pitch": 28.95, "gap": 2, "seal": 2},
    {"pitch": 27.5, "gap": 1, "seal": 1.5},
    {"pitch": 25.5, "gap": 1, "seal": 1},
)
# The file date of a letter that has none yet.
_UNDATED = date(2000, 1, 1)


def letter_pdf(document: LetterDocument, fonts_folder: Path | None = None) -> bytes:
    """Return a letter as PDF/A-2b; `fonts_folder` holds an office's own fonts.

    It is set closer where that keeps it on one page.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    setter, content = _setter(fonts_folder), _content(document)
    dated = document.dated_on or _UNDATED
    usual = setter.pdf(content | _SPACINGS[0], dated)
    if _pages(usual) == 1:
        return usual
    for spacing in _SPACINGS[1:]:
        tight = setter.pdf(content | spacing, dated)
        if _pages(tight) == 1:
            return tight
    return usual


def _content(document: LetterDocument) -> dict[str, Any]:
    day = document.dated_on or _UNDATED
    return {
        "organ": document.organ,
        "number": document.number_text,
        "title": document.title,
        "salutation": document.salutation,
        "text": document.text or ("",),
        "enclosures": document.enclosure_lines,
        "date": document.date_text,
        "mark": "　".join(document.marks),
        "keywords": ["政府信息公开", *document.marks],
        "dated": [day.year, day.month, day.day],
    }


def _pages(pdf: bytes) -> int:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder), archival=True)
