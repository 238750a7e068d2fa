"""A script for a process of its own: a PDF comes in, its pages go out as pictures and characters.

It imports nothing of the package it guards. In: one line of JSON with the task, then the PDF.
Out: one line of JSON with the answer and the lengths of the pictures that follow it.
"""

import contextlib
import ctypes
import importlib
import io
import json
import sys
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

_MEMORY = 2 << 30
_CPU_SECONDS = 120
_MOST_GLYPHS = 400_000
_MOST_OBJECTS = 200_000
_MOST_PIXELS = 24_000_000
_DEEPEST_FORM = 8
_INVISIBLE_MODES = {3, 7}
_COVERED = 0.25
_OVER = 0.4
_ROUNDS = 10
_SEEN = 0.6
_BLOCK = 0x25A0
_CELL = 40
_MOST_CELLS = 400
_SHADE = 17
_JPEG_QUALITY = 85
_BURN_DPI = 200
_SCREEN_WIDTH = 1000
_META = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")

_Box = tuple[float, float, float, float]


class _Crowded(Exception):
    """The document holds more than is severed."""


class _Broken(Exception):
    """A page of the document cannot be opened."""


def _limit_resources() -> None:
    # Windows has no such module, macOS not every limit.
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _scale(page: Any, dpi: float, widest: int | None = None) -> float:
    """Return pixels a point, less where the page is so large that its picture would be huge."""
    wide, high = page.get_size()
    if not (0 < wide < 100_000 and 0 < high < 100_000):
        raise _Broken
    scale = dpi / 72 if widest is None else min(widest / wide, 2 * widest / high)
    return float(min(scale, (_MOST_PIXELS / (wide * high)) ** 0.5))


def _picture(page: Any, scale: float) -> Any:
    """Return the page as it is shown, with stamps, notes and filled fields drawn in."""
    bitmap = page.render(scale=scale, draw_annots=True, may_draw_forms=True)
    return bitmap.to_pil().convert("RGB")


class _Glyph:
    """A character: its code, its box and baseline in pixels, and if a reader can see it."""

    def __init__(self, code: int, box: _Box, base: float, size: float, painted: bool) -> None:
        self.code, self.box, self.base, self.size = code, box, base, size
        self.painted = painted

    def covered_by(self, areas: list[_Box]) -> bool:
        left, top, right, bottom = self.box
        whole = (right - left) * (bottom - top)
        for x0, y0, x1, y1 in areas:
            across, down = min(right, x1) - max(left, x0), min(bottom, y1) - max(top, y0)
            if across > 0 and down > 0 and across * down >= _COVERED * whole:
                return True
        return False

    def overlaps(self, other: "_Glyph") -> bool:
        left, top, right, bottom = self.box
        x0, y0, x1, y1 = other.box
        across, down = min(right, x1) - max(left, x0), min(bottom, y1) - max(top, y0)
        smaller = min((right - left) * (bottom - top), (x1 - x0) * (y1 - y0))
        return across > 0 and down > 0 and across * down >= _OVER * smaller


def _glyphs(page: Any, size: tuple[int, int], room: int) -> list[_Glyph]:
    text = pdfium.FPDFText_LoadPage(page.raw)
    if not text:
        raise _Broken
    count = pdfium.FPDFText_CountChars(text)
    if count > room:
        raise _Crowded
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    edges = [ctypes.c_double() for _ in range(4)]
    found = []
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        # A hyphen that ends a line comes as this code, so that a broken word can be joined.
        if code == 0x02:
            code = ord("-")
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or code < 0x20 or chr(code).isspace():
            continue
        pdfium.FPDFText_GetCharBox(text, index, *(edges[0], edges[1], edges[2], edges[3]))
        left, right, bottom, top = (edge.value for edge in edges)
        if right - left <= 0 or top - bottom <= 0:
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            left, top, right, bottom = box.left, box.top, box.right, box.bottom
        pdfium.FPDFText_GetCharOrigin(text, index, edges[0], edges[1])
        base = _device(page, size, edges[0].value, edges[1].value)[1]
        one, other = _device(page, size, left, top), _device(page, size, right, bottom)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        points = pdfium.FPDFText_GetFontSize(text, index) * max(abs(matrix.d), abs(matrix.c))
        run = pdfium.FPDFText_GetTextObject(text, index)
        hidden = run and pdfium.FPDFTextObj_GetTextRenderMode(run) in _INVISIBLE_MODES
        around = (min(one[0], other[0]), min(one[1], other[1]))
        across = (max(one[0], other[0], around[0] + 1), max(one[1], other[1], around[1] + 1))
        per_point = size[1] / max(page.get_height(), 1)
        found.append(_Glyph(code, (*around, *across), base, points * per_point, not hidden))
    pdfium.FPDFText_ClosePage(text)
    return found


def _device(page: Any, size: tuple[int, int], x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return float(across.value), float(down.value)


def _grown(boxes: list[_Box], glyphs: list[_Glyph]) -> list[_Box]:
    """Return boxes grown to the whole of each character that they cover by a quarter.

    Their edges follow the line, not the single characters, whose shape they would tell.
    """
    grown = []
    for box in boxes:
        for _round in range(_ROUNDS):
            around = [box, *(one.box for one in glyphs if one.covered_by([box]))]
            wider = (
                *(min(each[0] for each in around), min(each[1] for each in around)),
                *(max(each[2] for each in around), max(each[3] for each in around)),
            )
            if wider == box:
                break
            box = wider
        grown.append(box)
    return grown


def _put_out_text(page: Any) -> None:
    """Make the text of a page vanish, also that inside forms, so that its ink can be told."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    pending = [(pdfium.FPDFPage_GetObject(page.raw, n), 0) for n in range(count)]
    seen = 0
    while pending:
        thing, depth = pending.pop()
        seen += 1
        if seen + len(pending) > _MOST_OBJECTS:
            raise _Crowded
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPageObj_SetIsActive(thing, False)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            for n in range(pdfium.FPDFFormObj_CountObjects(thing)):
                pending.append((pdfium.FPDFFormObj_GetObject(thing, n), depth + 1))


def _keep_seen(page: Any, picture: Any, scale: float, glyphs: list[_Glyph]) -> list[_Glyph]:
    """Return the characters that leave ink on the page: none under a picture, white or clipped."""
    if not glyphs:
        return []
    _put_out_text(page)
    red, green, blue = ImageChops.difference(picture, _picture(page, scale)).split()
    ink = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    wide, high = picture.size
    seen = []
    for glyph in glyphs:
        left, top, right, bottom = (round(edge) for edge in glyph.box)
        box = (max(0, left), max(0, top), min(wide, right), min(high, bottom))
        inside = box[0] < box[2] and box[1] < box[3]
        if glyph.painted and inside and _fills(ink.crop(box)):
            seen.append(glyph)
    return _unambiguous(seen)


def _fills(ink: Any) -> bool:
    """Tell whether ink reaches through a character's box: edges of a covered one do not count."""
    found = ink.getbbox()
    if found is None:
        return False
    across, down = found[2] - found[0], found[3] - found[1]
    return bool(across >= _SEEN * ink.width - 2 and down >= _SEEN * ink.height - 2)


def _unambiguous(glyphs: list[_Glyph]) -> list[_Glyph]:
    """Leave out characters over each other: whose ink it is cannot be told. Bold ones stay once."""
    near: dict[tuple[int, int], list[_Glyph]] = {}
    dropped: set[int] = set()
    for glyph in glyphs:
        left, top, right, bottom = glyph.box
        cells = [
            (x, y)
            for x in range(int(left) // _CELL, int(right) // _CELL + 1)
            for y in range(int(top) // _CELL, int(bottom) // _CELL + 1)
        ][:_MOST_CELLS]
        for other in {id(one): one for cell in cells for one in near.get(cell, ())}.values():
            if glyph.overlaps(other):
                dropped.add(id(glyph))
                if glyph.code != other.code:
                    dropped.add(id(other))
        for cell in cells:
            near.setdefault(cell, []).append(glyph)
    return [glyph for glyph in glyphs if id(glyph) not in dropped]


def _packed(picture: Any) -> bytes:
    """Return a page's picture in the smaller of the two formats."""
    red, green, blue = picture.split()
    is_grey = not (
        ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox()
    )
    if is_grey:
        picture = red.point([round(value / _SHADE) * _SHADE for value in range(256)])
    plain, lossy = io.BytesIO(), io.BytesIO()
    picture.save(plain, "PNG")
    picture.save(lossy, "JPEG", quality=_JPEG_QUALITY)
    return min(plain.getvalue(), lossy.getvalue(), key=len)


def _boxes(areas: list[list[float]], number: int, size: tuple[int, int]) -> list[_Box]:
    wide, high = size
    return [
        (left * wide, top * high, right * wide, bottom * high)
        for page, left, top, right, bottom in areas
        if page == number
    ]


def _told(glyphs: list[_Glyph], scale: float) -> list[list[float]]:
    return [
        [glyph.code, *(round(value / scale, 2) for value in (*glyph.box, glyph.base, glyph.size))]
        for glyph in glyphs
    ]


def _burn(document: Any, areas: list[list[float]]) -> tuple[dict[str, Any], list[bytes]]:
    """Return every page as a picture with the boxes in it, and the characters left to see."""
    pages, pictures = [], []
    room = _MOST_GLYPHS
    for number, page in enumerate(document, start=1):
        scale = _scale(page, _BURN_DPI)
        picture = _picture(page, scale)
        glyphs = _glyphs(page, picture.size, room)
        room -= len(glyphs)
        boxes = _grown(_boxes(areas, number, picture.size), glyphs)
        seen = _keep_seen(page, picture, scale, glyphs)
        brush = ImageDraw.Draw(picture)
        for box in boxes:
            left, top, right, bottom = box
            brush.rectangle((int(left), int(top), int(right) + 1, int(bottom) + 1), fill=0)
        pictures.append(_packed(picture))
        left_over = _with_blocks(glyphs, seen, boxes)
        pages.append({"size": page.get_size(), "glyphs": _told(left_over, scale)})
        page.close()
    return {"pages": pages}, pictures


def _with_blocks(glyphs: list[_Glyph], seen: list[_Glyph], boxes: list[_Box]) -> list[_Glyph]:
    """Return the characters left to see, with one block for what was hidden between them."""
    kept = {id(glyph) for glyph in seen}
    shown: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.covered_by(boxes):
            if not shown or shown[-1].code != _BLOCK:
                shown.append(_Glyph(_BLOCK, glyph.box, glyph.base, glyph.size, True))
        elif id(glyph) in kept:
            shown.append(glyph)
    return shown


def _under(document: Any, areas: list[list[float]]) -> tuple[dict[str, Any], list[bytes]]:
    """Return the characters under each box, whether they can be seen or not."""
    found: list[Any] = [None] * len(areas)
    for number in sorted({int(area[0]) for area in areas}):
        page = document[number - 1]
        scale = _scale(page, _BURN_DPI)
        size = tuple(round(edge * scale) for edge in page.get_size())
        glyphs = _glyphs(page, size, _MOST_GLYPHS)
        for place, area in enumerate(areas):
            if area[0] == number:
                boxes = _grown(_boxes([area], number, size), glyphs)
                found[place] = _told([one for one in glyphs if one.covered_by(boxes)], scale)
    return {"areas": found}, []


def _screens(document: Any, numbers: list[int]) -> tuple[dict[str, Any], list[bytes]]:
    """Return pages as pictures for a screen, each no wider than _SCREEN_WIDTH pixels."""
    pictures = []
    for number in numbers:
        page = document[number - 1]
        out = io.BytesIO()
        _picture(page, _scale(page, 0, _SCREEN_WIDTH)).quantize(64).save(out, "PNG")
        pictures.append(out.getvalue())
        page.close()
    return {}, pictures


def _sizes(document: Any) -> dict[str, Any]:
    return {"sizes": [page.get_size() for page in document]}


def _facts(document: Any) -> dict[str, Any]:
    """Return all text, also that nobody sees, and whatever else a PDF can carry."""
    texts, notes = [], 0
    room = _MOST_GLYPHS
    for page in document:
        text = page.get_textpage()
        room -= text.count_chars()
        if room < 0:
            raise _Crowded
        texts.append(text.get_text_range() if text.count_chars() else "")
        notes += pdfium.FPDFPage_GetAnnotCount(page.raw)
    meta = {key: document.get_metadata_value(key) for key in _META}
    return {
        "texts": texts,
        "meta": meta,
        "attachments": [one.get_name() for one in _attachments(document)],
        "annotations": notes,
        "bookmarks": [mark.get_title() for mark in document.get_toc()],
        "form": document.get_formtype() != pdfium.FORMTYPE_NONE,
        "scripts": pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw),
    }


def _attachments(document: Any) -> list[Any]:
    return [document.get_attachment(n) for n in range(document.count_attachments())]


def _done(task: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        codes = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return {"refused": "locked" if getattr(error, "err_code", 0) in codes else "broken"}, []
    count = len(document)
    if count < 1:
        return {"refused": "broken"}, []
    if count > task["most_pages"]:
        return {"refused": "long", "pages": count}, []
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1:
        return {"refused": "locked"}, []
    document.init_forms()
    if task["do"] == "burn":
        return _burn(document, task["areas"])
    if task["do"] == "under":
        return _under(document, task["areas"])
    if task["do"] == "screens":
        return _screens(document, task["pages"])
    return (_facts(document) if task["do"] == "facts" else _sizes(document)), []


def main() -> None:
    """Do the task that comes in by standard input, or say why not."""
    _limit_resources()
    Image.MAX_IMAGE_PIXELS = 2 * _MOST_PIXELS
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    pictures: list[bytes] = []
    try:
        answer, pictures = _done(json.loads(line), content)
    except _Crowded:
        answer = {"refused": "crowded"}
    except (_Broken, pypdfium2.PdfiumError, MemoryError):
        answer = {"refused": "broken"}
    answer["lengths"] = [len(picture) for picture in pictures]
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(pictures))


if __name__ == "__main__":
    main()
