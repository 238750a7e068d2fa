"""An official document as PDF/A-2b, set by Typst from `official.typ`."""

from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2

from gongkai.documents.official.content import content_of
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter
from gongkai.rules.document_kinds import Layout

_TEMPLATE = Path(__file__).with_name("official.typ")
_UNDATED = date(2000, 1, 1)
FULL_PITCH = (225 / 25.4 * 72 - 16) / 21
"""Points from line to line such that 22 lines of 3号 reach from edge to edge of the type area."""

# GB/T 9704-2012 第7.3.5.5条: closer where the signature would stand without text.
_PITCHES = (FULL_PITCH, 29.0, 28.4, 27.8, 27.2)
_CLOSER = (28.8, 28.0, 27.2, 26.4)
_NONE = 10_000


class Imprint(Enum):
    """Where 版记 stands: below the text, on the next page, or on the second with one blank."""

    NONE = "NONE"
    BELOW_TEXT = "BELOW_TEXT"
    NEXT_PAGE = "NEXT_PAGE"
    BEHIND_BLANK = "BEHIND_BLANK"


def write_pdf(document: OfficialDocument, fonts_folder: Path | None = None) -> bytes:
    """Return an official document as PDF/A-2b after GB/T 9704-2012.

    Signature and text share a page: where they would not, lines are set closer (第7.3.5.5条).
    Addressees too many for the first page to show text go to 版记 (第7.3.2条). Printed on both
    sides, 版记 stands on an even page; behind a blank page it bears no number, as the blank one
    (第7.5条); lines are set closer where that saves the blank page.

    :param fonts_folder: an office's own fonts
    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    return _written(document, fonts_folder)[0]


def imprint_of(document: OfficialDocument) -> Imprint:
    """Return where 版记 stands in the document's PDF."""
    return _written(document, None)[1]


def _written(document: OfficialDocument, fonts_folder: Path | None) -> tuple[bytes, Imprint]:
    setter, dated = _setter(fonts_folder), document.formed_on or _UNDATED
    content = content_of(document)
    chosen, alone = content, b""
    for pitch in _PITCHES:
        chosen = content | {"pitch": pitch}
        alone = setter.pdf(chosen | _placed(imprint=False), dated)
        texts = _page_texts(alone)
        if content["salutation"] and not _shows_text(texts[0], content):
            chosen = _moved(content) | {"pitch": pitch}
            alone = setter.pdf(chosen | _placed(imprint=False), dated)
            texts = _page_texts(alone)
        if _signed_with_text(texts, chosen):
            break
    if document.layout is Layout.LETTER and _pages(alone) == 2:
        one = _on_one_page(chosen, setter, dated) or setter.pdf(chosen | _placed(), dated)
        return one, Imprint.BELOW_TEXT if chosen["has_imprint"] else Imprint.NONE
    if not chosen["has_imprint"]:
        return alone, Imprint.NONE
    return _with_imprint(document, chosen, setter, dated, _pages(alone))


def _with_imprint(
    document: OfficialDocument, content: dict[str, Any], setter: Setter, dated: date, pages: int
) -> tuple[bytes, Imprint]:
    both_sides = document.both_sides and document.layout is not Layout.LETTER
    if both_sides and pages % 2:
        return setter.pdf(content | _placed(breaks=1), dated), Imprint.NEXT_PAGE
    inline = setter.pdf(content | _placed(), dated)
    if not both_sides or _pages(inline) == pages:
        return inline, Imprint.BELOW_TEXT
    # A blank page is the last resort.
    for pitch in _CLOSER[:3]:
        tried = setter.pdf(content | {"pitch": pitch} | _placed(), dated)
        if _pages(tried) == pages:
            return tried, Imprint.BELOW_TEXT
    placed = _placed(breaks=2, unnumbered_from=pages + 1)
    return setter.pdf(content | placed, dated), Imprint.BEHIND_BLANK


def _on_one_page(content: dict[str, Any], setter: Setter, dated: date) -> bytes | None:
    """Return a letter set closer if that keeps it on one page (第7.3.5.5条), or None."""
    for pitch in _CLOSER:
        tried = setter.pdf(content | {"pitch": pitch} | _placed(), dated)
        if _pages(tried) == 1:
            return tried
    return None


def _placed(
    *, imprint: bool = True, breaks: int = 0, unnumbered_from: int = _NONE
) -> dict[str, Any]:
    return {"imprint": imprint, "breaks": breaks, "unnumbered-from": unnumbered_from}


def _moved(content: dict[str, Any]) -> dict[str, Any]:
    """Return content with the addressees in 版记, above who gets copies: 第7.4.2条."""
    row = ("主送：", content["salutation"].rstrip("：") + "。")
    return content | {"salutation": "", "sent": (row, *content["sent"]), "has_imprint": True}


def _shows_text(page: str, content: dict[str, Any]) -> bool:
    first = next(iter((*content["text"], *content["last"])), None)
    beginning = "" if first is None else _squeezed(first.get("text") or first.get("rest") or "")
    return beginning[:4] in page


def _signed_with_text(texts: list[str], content: dict[str, Any]) -> bool:
    """Test if the page with the signature also bears the end of the text."""
    if not content["organs"]:
        return True
    last = (*content["text"], *content["last"])[-1]
    told = _squeezed(last.get("rest") or last.get("text") or "")
    ending = told[-4:]
    signed = _squeezed(content["date"])
    pages = [page for page in texts if signed in page]
    return not pages or not ending or any(ending in page for page in pages)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _page_texts(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return [_squeezed(page.get_textpage().get_text_range()) for page in opened]
    finally:
        opened.close()


def _pages(pdf: bytes) -> int:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder), archival=True)
