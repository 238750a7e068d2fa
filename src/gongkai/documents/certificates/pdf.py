"""A certificate as PDF/A-2b of one page, set by Typst from `certificate.typ`, not signed yet."""

import unicodedata
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import segno

from gongkai.documents.certificates.document import (
    DEMONSTRATION_MARK,
    SELF_SIGNED_NOTE,
    CertificateDocument,
)
from gongkai.documents.typesetting.fonts import Typefaces, typefaces
from gongkai.documents.typesetting.setting import Setter, Standard

_FOLDER = Path(__file__).parent
_STANDARDS: tuple[Standard, ...] = ("a-2b",)
# A seal is of no day.
_NO_DAY = date(2000, 1, 1)
_POINTS = 72 / 25.4
_PAGE_HEIGHT = 297.0
SEAL_SIZE = 42.0
"""Breadth and height of the seal in millimetres, as GB/T 9704 shows round seals."""
# Where organ and date stand, in millimetres from the page's top and to its right edge: the seal
# lies over both.
_SIGNATURE_TOP, _SIGNATURE_TOP_WITH_SLIP = 200.0, 152.0
_SIGNATURE_MIDDLE = 145.0


class Box(NamedTuple):
    """A place on a page in points, from its lower left corner."""

    left: int
    bottom: int
    right: int
    top: int


def certificate_pdf(document: CertificateDocument, fonts_folder: Path | None = None) -> bytes:
    """Return a certificate as PDF/A-2b, the same bytes for the same document and fonts.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    return _setter("certificate.typ", fonts_folder).pdf(_content(document), document.dated_on)


def undrawable(document: CertificateDocument, fonts_folder: Path | None = None) -> str:
    """Return the characters of a certificate that no font draws, "" where all are drawn."""
    told = (document.organ, document.addressee, *(fact.value for fact in document.facts))
    faces = _faces(fonts_folder)
    composed = unicodedata.normalize("NFC", "".join(told))
    return "".join(dict.fromkeys(each for each in composed if not _is_drawn(each, faces)))


def _is_drawn(character: str, faces: Typefaces) -> bool:
    return (character.isascii() and character.isprintable()) or faces.draws(character)


def seal_box(document: CertificateDocument) -> Box:
    """Return where the seal is put on a certificate's page."""
    middle = _top_of_signature(document) + 9.0
    left = (_SIGNATURE_MIDDLE - SEAL_SIZE / 2) * _POINTS
    bottom = (_PAGE_HEIGHT - middle - SEAL_SIZE / 2) * _POINTS
    size = SEAL_SIZE * _POINTS
    return Box(round(left), round(bottom), round(left + size), round(bottom + size))


@lru_cache(maxsize=16)
def seal_pdf(organ: str, *, is_demonstration: bool, fonts_folder: Path | None = None) -> bytes:
    """Return an organ's round seal, drawn, on a page of its own size without a background.

    A demonstration's says 演示 in its middle, so that nobody takes it for a seal.
    """
    content = {
        "organ": organ,
        "purpose": "演示专用" if is_demonstration else "电子证明专用章",
        "middle": "演示" if is_demonstration else "",
        "size": SEAL_SIZE,
    }
    # It becomes part of another document, whose structure knows nothing of its parts.
    return _setter("seal.typ", fonts_folder, tagged=False).pdf(content, _NO_DAY)


def qr_matrix(address: str) -> tuple[tuple[int, ...], ...]:
    """Return the modules of the QR code of an address, row by row; 1 is dark."""
    return tuple(tuple(1 if module else 0 for module in row) for row in _qr(address).matrix)


def _qr(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)


def _content(document: CertificateDocument) -> dict[str, Any]:
    drawn = BytesIO()
    _qr(document.verify_address).save(drawn, kind="svg", border=2, scale=4, xmldecl=False, nl=False)
    day = document.dated_on
    return {
        "organ": document.organ,
        "title": document.title,
        "number": document.number,
        "addressee": document.addressee,
        "opening": document.opening,
        "rows": [[[fact.label, fact.value] for fact in row] for row in document.rows],
        "date": document.date_text,
        "facts_as_of": document.facts_as_of,
        "validity": document.validity,
        "code": document.code,
        "verify_page": document.verify_page,
        "qr": drawn.getvalue().decode(),
        "slip_title": document.slip_title,
        "slip_opening": document.slip_opening,
        "slip": list(document.slip),
        "mark": DEMONSTRATION_MARK if document.is_demonstration else "",
        "note": SELF_SIGNED_NOTE if document.is_self_signed else "",
        "dated": [day.year, day.month, day.day],
        "signature_top": _top_of_signature(document),
        "signature_middle": _SIGNATURE_MIDDLE,
    }


def _top_of_signature(document: CertificateDocument) -> float:
    return _SIGNATURE_TOP_WITH_SLIP if document.has_slip else _SIGNATURE_TOP


@lru_cache(maxsize=4)
def _setter(template: str, fonts_folder: Path | None, *, tagged: bool = True) -> Setter:
    faces = _faces(fonts_folder)
    return Setter(_FOLDER / template, faces, standards=_STANDARDS, tagged=tagged)


@lru_cache(maxsize=2)
def _faces(fonts_folder: Path | None) -> Typefaces:
    return typefaces(fonts_folder)
