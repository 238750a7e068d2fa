"""Pages of many files merged into one PDF, each stamped with its number."""

import ctypes
import io
import re
from collections.abc import Iterable
from hashlib import sha256

import pypdfium2 as pdfium
from PIL import Image, UnidentifiedImageError
from pypdfium2 import raw

_A4 = (595.0, 842.0)
_MARGIN = 36.0
_SIZE = 9.0
_FROM_EDGE = 14.0
# Points of a digit, a blank and a hyphen in Helvetica, for every point of its size.
_WIDTH = 0.5
_DATED = re.compile(rb"/CreationDate\(D:\d{14}[^)]*\)")
_IDENTIFIER = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_PICTURES = {"image/png", "image/jpeg"}


class NotMerged(ValueError):
    """A file has no pages that can be merged; it stands beside the PDF."""


def pages_of(content: bytes, media_type: str) -> bytes:
    """Return a file's pages as a PDF of their own; a picture becomes one page.

    :raises NotMerged: if it is damaged, locked, or of a kind that has no pages here
    """
    if media_type == "application/pdf":
        return content if page_count(content) else _no_pages()
    if media_type in _PICTURES:
        return _picture(content)
    return _no_pages()


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has.

    :raises NotMerged: if it is damaged or locked
    """
    try:
        with pdfium.PdfDocument(content) as document:
            return len(document)
    except pdfium.PdfiumError as error:
        raise NotMerged("PDF无法打开") from error


def merged(files: Iterable[bytes]) -> bytes:
    """Return PDFs as one, pages numbered throughout; the same bytes for the same files."""
    whole = pdfium.PdfDocument.new()
    for content in files:
        with pdfium.PdfDocument(content) as document:
            whole.import_pages(document)
    font = raw.FPDFText_LoadStandardFont(whole, b"Helvetica")
    for place in range(len(whole)):
        page = whole[place]
        _stamp(whole, page, font, f"- {place + 1} -")
        page.gen_content()
        page.close()
    raw.FPDFFont_Close(font)
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return _without_chance(out.getvalue())


def _stamp(whole: pdfium.PdfDocument, page: pdfium.PdfPage, font: object, text: str) -> None:
    """Write a page's number at the foot that a reader sees, whichever way the page is turned."""
    left, bottom, right, top = page.get_cropbox()
    half = len(text) * _WIDTH * _SIZE / 2
    across, up = (left + right) / 2, (bottom + top) / 2
    matrix = {
        0: (1, 0, 0, 1, across - half, bottom + _FROM_EDGE),
        90: (0, 1, -1, 0, right - _FROM_EDGE, up - half),
        180: (-1, 0, 0, -1, across + half, top - _FROM_EDGE),
        270: (0, -1, 1, 0, left + _FROM_EDGE, up + half),
    }[page.get_rotation()]
    stamp = raw.FPDFPageObj_CreateTextObj(whole, font, _SIZE)
    wide = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(stamp, ctypes.cast(wide, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(stamp, *matrix)
    raw.FPDFPage_InsertObject(page, stamp)


def _picture(content: bytes) -> bytes:
    """Return a picture on a page of A4, no larger than it is at 72 points an inch."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            shown = image.convert("RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise NotMerged("图片无法打开") from error
    document = pdfium.PdfDocument.new()
    width, height = _A4 if shown.height >= shown.width else (_A4[1], _A4[0])
    page = document.new_page(width, height)
    room_x, room_y = width - 2 * _MARGIN, height - 2 * _MARGIN
    scale = min(room_x / shown.width, room_y / shown.height, 1.0)
    drawn = pdfium.PdfImage.new(document)
    drawn.set_bitmap(pdfium.PdfBitmap.from_pil(shown))
    across, up = shown.width * scale, shown.height * scale
    drawn.set_matrix(
        pdfium.PdfMatrix().scale(across, up).translate((width - across) / 2, (height - up) / 2)
    )
    page.insert_obj(drawn)
    page.gen_content()
    page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return _without_chance(out.getvalue())


def _without_chance(pdf: bytes) -> bytes:
    """Return a PDF with neither moment nor chance in it: both are replaced at equal length."""
    calm = _DATED.sub(lambda found: b"/CreationDate(D:" + b"20000101000000" + found[0][30:], pdf, 1)
    digest = sha256(_IDENTIFIER.sub(b"", calm)).hexdigest()[:32].upper().encode()
    last = calm.rfind(b"/ID[<")
    tail = _IDENTIFIER.sub(b"/ID[<" + digest + b"><" + digest + b">]", calm[last:], 1)
    return calm[:last] + tail if last >= 0 else calm


def _no_pages() -> bytes:
    raise NotMerged("不能转为页面")
