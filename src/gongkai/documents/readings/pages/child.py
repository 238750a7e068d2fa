"""A script for a process of its own: a PDF comes in, what stands on its pages goes out as JSON.

It imports nothing of the package it guards. Coordinates are hundredths of a point from the upper
left corner, after the page is turned so that most of its characters stand upright.
"""

import contextlib
import ctypes
import importlib
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_MEMORY = 400 << 20
_CPU_SECONDS = 5
_MOST_PAGES = 300
_MOST_OBJECTS = 60_000
_MOST_GLYPHS = 200_000
_MOST_RULES = 40_000
_DEEPEST_FORM = 6
_INVISIBLE_MODES = {3, 7}
_THIN = 4.0
_STRAIGHT = 0.5
_LEAN = math.radians(5)
_HYPHENS = {0x02, 0xFFFE, 0xAD}

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_Rule = tuple[float, float, float, float]


class _Crowded(Exception):
    """The document holds more than any report does."""


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


class _Page:
    """One page while it is read; points of the page become points of the upright page."""

    def __init__(self, document: Any, number: int) -> None:
        self.page = pdfium.FPDF_LoadPage(document, number)
        self.text = self.page and pdfium.FPDFText_LoadPage(self.page)
        if not self.text:
            raise _Broken
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self.page, box)
        self.box = (box.left, box.bottom, box.right, box.top)
        self.quarter = 0

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self.text)
        pdfium.FPDF_ClosePage(self.page)

    def upright(self, x: float, y: float) -> _Point:
        left, bottom, right, top = self.box
        if self.quarter == 3:
            return y - bottom, x - left
        if self.quarter == 2:
            return right - x, y - bottom
        if self.quarter == 1:
            return top - y, right - x
        return x - left, top - y

    @property
    def size(self) -> _Point:
        left, bottom, right, top = self.box
        wide, high = right - left, top - bottom
        return (high, wide) if self.quarter % 2 else (wide, high)


def _glyphs(page: _Page, room: int) -> dict[str, Any]:
    """Return the visible characters, and how many are hidden or have no known meaning."""
    count = pdfium.FPDFText_CountChars(page.text)
    if count > 2 * room:
        raise _Crowded
    box, turned = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    hidden = unknown = 0
    quarters: Counter[int] = Counter()
    for index in range(count):
        if pdfium.FPDFText_IsGenerated(page.text, index) == 1:
            continue
        run = pdfium.FPDFText_GetTextObject(page.text, index)
        if run and pdfium.FPDFTextObj_GetTextRenderMode(run) in _INVISIBLE_MODES:
            hidden += 1
            continue
        turns = pdfium.FPDFText_GetCharAngle(page.text, index) / (math.pi / 2)
        if abs(turns - round(turns)) * (math.pi / 2) > _LEAN:
            # A slanting watermark is no text of the report.
            continue
        code = pdfium.FPDFText_GetUnicode(page.text, index)
        code = 0x2D if code in _HYPHENS else code
        if code < 0x20 or pdfium.FPDFText_HasUnicodeMapError(page.text, index) == 1:
            unknown += 1
            code = 0xFFFD
        pdfium.FPDFText_GetLooseCharBox(page.text, index, box)
        pdfium.FPDFText_GetCharOrigin(page.text, index, x, y)
        pdfium.FPDFText_GetMatrix(page.text, index, turned)
        size = pdfium.FPDFText_GetFontSize(page.text, index) * math.hypot(turned.c, turned.d)
        quarters[round(turns) % 4] += 1
        corners = (box.left, box.top, box.right, box.bottom, x.value, y.value)
        found.append((code, corners, size))
    if len(found) > room:
        raise _Crowded
    page.quarter = quarters.most_common(1)[0][0] if quarters else 0
    glyphs = []
    for code, (left, top, right, bottom, x0, y0), size in found:
        first, second = page.upright(left, top), page.upright(right, bottom)
        edges = (
            *(min(first[0], second[0]), min(first[1], second[1])),
            *(max(first[0], second[0]), max(first[1], second[1])),
            *(page.upright(x0, y0)[1], size),
        )
        glyphs.append([code, *map(_hundredths, edges)])
    return {"glyphs": glyphs, "hidden": hidden, "unknown": unknown}


def _objects(page: _Page) -> Iterator[tuple[Any, _Matrix]]:
    """Yield lines and pictures of a page, also those in forms, with the matrix around them."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    count = pdfium.FPDFPage_CountObjects(page.page)
    pending = [(pdfium.FPDFPage_GetObject(page.page, n), identity, 0) for n in range(count)]
    seen = 0
    while pending:
        thing, around, depth = pending.pop()
        seen += 1
        if seen + len(pending) > _MOST_OBJECTS:
            raise _Crowded
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
            yield thing, around
        elif depth < _DEEPEST_FORM:
            within = _multiplied(_matrix(thing), around)
            for n in range(pdfium.FPDFFormObj_CountObjects(thing)):
                pending.append((pdfium.FPDFFormObj_GetObject(thing, n), within, depth + 1))


def _drawn(page: _Page, room: int) -> dict[str, Any]:
    """Return the straight rules of a page and the share of it that its largest picture covers."""
    rules: list[_Rule] = []
    largest = 0.0
    for thing, around in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            matrix = _multiplied(_matrix(thing), around)
            largest = max(largest, abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules_of(page, thing, _multiplied(_matrix(thing), around))
            if len(rules) > room:
                raise _Crowded
    wide, high = page.size
    return {
        "rules": [[_hundredths(value) for value in rule] for rule in rules],
        "picture": round(largest / (wide * high), 2) if wide * high else 0.0,
    }


def _rules_of(page: _Page, path: Any, matrix: _Matrix) -> Iterator[_Rule]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    if not filled.value and not stroked.value:
        return
    outlines = [[page.upright(*_moved(point, matrix)) for point in each] for each in _points(path)]
    if stroked.value:
        for outline in outlines:
            yield from _sides(outline)
        return
    boxes = [_box(outline) for outline in outlines if _is_square_cut(outline)]
    for box in boxes:
        left, top, right, bottom = box
        if min(right - left, bottom - top) <= _THIN:
            x, y = (left + right) / 2, (top + bottom) / 2
            yield (left, y, right, y) if right - left > bottom - top else (x, top, x, bottom)
        elif any(_nearly(box, other) for other in boxes if other is not box):
            # A frame is filled between an outer and an inner box.
            yield from _sides([(left, top), (right, top), (right, bottom), (left, bottom)] * 2)


def _points(path: Any) -> Iterator[list[_Point]]:
    """Yield the outlines of a path; a curve counts as a step that is not straight."""
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[_Point] = []
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_RULES:
        raise _Crowded
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(outline) > 1:
                yield outline
            outline = []
        outline.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if len(outline) > 1:
        yield outline


def _sides(outline: list[_Point]) -> Iterator[_Rule]:
    for (x0, y0), (x1, y1) in zip(outline, outline[1:], strict=False):
        across, down = abs(x1 - x0), abs(y1 - y0)
        if min(across, down) <= _STRAIGHT < max(across, down):
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_square_cut(outline: list[_Point]) -> bool:
    around = zip(outline, [*outline[1:], outline[0]], strict=True)
    return len(outline) <= 6 and all(
        min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT for (x0, y0), (x1, y1) in around
    )


def _box(outline: list[_Point]) -> _Rule:
    across, down = [x for x, _ in outline], [y for _, y in outline]
    return min(across), min(down), max(across), max(down)


def _nearly(box: _Rule, other: _Rule) -> bool:
    return all(abs(one - two) <= _THIN for one, two in zip(box, other, strict=True))


def _matrix(thing: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiplied(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def _moved(point: _Point, matrix: _Matrix) -> _Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _hundredths(value: float) -> int:
    if not math.isfinite(value) or abs(value) > 1e6:
        raise _Broken
    return round(value * 100)


def _title(document: Any) -> str:
    length = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < length < 2000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _read(content: bytes) -> dict[str, Any]:
    """Return what stands in the document, or why that is not said."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        locked = error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return {"refused": "locked" if locked else "broken"}
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        return {"refused": "broken"}
    if count > _MOST_PAGES:
        return {"refused": "long"}
    pages: list[dict[str, Any]] = []
    glyphs, rules = _MOST_GLYPHS, _MOST_RULES
    for number in range(count):
        page = _Page(document, number)
        texts = _glyphs(page, glyphs)
        drawn = _drawn(page, rules)
        pages.append({"size": [_hundredths(value) for value in page.size], **texts, **drawn})
        glyphs -= len(texts["glyphs"])
        rules -= len(drawn["rules"])
        page.close()
    return {"title": _title(document), "pages": pages}


def main() -> None:
    """Read a PDF from standard input and write what stands in it, or why that is not said."""
    _limit_resources()
    try:
        answer = _read(sys.stdin.buffer.read())
    except _Crowded:
        answer = {"refused": "crowded"}
    except _Broken:
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))


if __name__ == "__main__":
    main()
