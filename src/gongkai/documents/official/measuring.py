"""A PDF measured: every character and ruled line with its place in millimetres on the paper."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
"""Millimetres in a point."""

# The body of a Chinese character reaches so far above and below the line it stands on.
_ABOVE, _BELOW = 0.86, 0.14
_SAME_LINE = 0.6
_FLATTEST, _SHORTEST_RULE = 1.2, 20.0
_MOST_PAGES, _MOST_CHARACTERS = 200, 400_000

Colour = tuple[int, int, int]


class PdfUnmeasurable(Exception):
    """The file cannot be measured; the message is one Chinese line with the remedy."""


class Glyph(NamedTuple):
    """A character: its body from `left` to `right`, the line it stands on, its ink, mm and pt."""

    text: str
    left: float
    right: float
    baseline: float
    ink_left: float
    ink_right: float
    ink_top: float
    ink_bottom: float
    size: float
    font: str
    colour: Colour

    @property
    def is_red(self) -> bool:
        """Tell whether it is printed in red."""
        return is_red(self.colour)


class Line(NamedTuple):
    """Characters on one line from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Return the characters without blanks."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """Return the size of most of its characters in points."""
        sizes = [round(glyph.size, 1) for glyph in self.glyphs]
        return max(set(sizes), key=sizes.count)

    @property
    def left(self) -> float:
        """Return where its first character begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Return where its last character ends."""
        return self.glyphs[-1].right

    @property
    def ink_middle(self) -> float:
        """Return the middle of what is seen: a bracket at the edge is narrower than its body."""
        return (self.glyphs[0].ink_left + self.glyphs[-1].ink_right) / 2

    @property
    def baseline(self) -> float:
        """Return the line it stands on."""
        return self.glyphs[0].baseline

    @property
    def top(self) -> float:
        """Return the upper edge of its characters' bodies."""
        return self.baseline - _ABOVE * self.size * MM

    @property
    def bottom(self) -> float:
        """Return the lower edge of its characters' bodies."""
        return self.baseline + _BELOW * self.size * MM


class Ruled(NamedTuple):
    """A horizontal line that is drawn, not written."""

    left: float
    right: float
    y: float
    thickness: float
    colour: Colour

    @property
    def length(self) -> float:
        """Return its length."""
        return self.right - self.left


class MeasuredPage(NamedTuple):
    """One page: its paper, its lines of text from top to bottom, its ruled lines."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Ruled, ...]


def is_red(colour: Colour) -> bool:
    """Tell whether a colour is red."""
    return colour[0] > 170 and colour[1] < 80 and colour[2] < 80


def measured(pdf: bytes) -> tuple[MeasuredPage, ...]:
    """Return the pages of a PDF with the place of everything on them.

    :raises PdfUnmeasurable: if it cannot be opened or is no document's length
    """
    try:
        opened = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise PdfUnmeasurable("文件不是可以打开的PDF，无法测量，请重新生成后再试。") from error
    try:
        if len(opened) > _MOST_PAGES:
            raise PdfUnmeasurable(
                f"文件有{len(opened)}页，超过{_MOST_PAGES}页的上限，请只测量公文本身。"
            )
        return tuple(_page(opened[number], number + 1) for number in range(len(opened)))
    finally:
        opened.close()


def _page(page: Any, number: int) -> MeasuredPage:
    width, height = page.get_size()
    glyphs = sorted(_glyphs(page, height), key=lambda each: (each.baseline, each.left))
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and glyph.baseline - rows[-1][0].baseline < _SAME_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (Line(tuple(sorted(row, key=lambda each: each.left))) for row in rows)
    rules = sorted(_rules(page, height), key=lambda each: each.y)
    return MeasuredPage(number, width * MM, height * MM, tuple(lines), tuple(rules))


def _glyphs(page: Any, height: float) -> Iterator[Glyph]:
    textpage = page.get_textpage()
    raw = textpage.raw
    count = pdfium.FPDFText_CountChars(raw)
    if count > _MOST_CHARACTERS:
        raise PdfUnmeasurable("一页上的文字过多，不像公文，无法测量。")
    for index in range(count):
        text = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if text.isspace() or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        loose = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1
        yield Glyph(
            text=text,
            left=x.value * MM,
            right=max(loose.right, right.value) * MM,
            baseline=(height - y.value) * MM,
            ink_left=left.value * MM,
            ink_right=right.value * MM,
            ink_top=(height - top.value) * MM,
            ink_bottom=(height - bottom.value) * MM,
            size=pdfium.FPDFText_GetFontSize(raw, index) * scale,
            font=_font(raw, index),
            colour=_colour(pdfium.FPDFText_GetFillColor, raw, index),
        )


def _font(raw: Any, index: int) -> str:
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, index, None, 0, flags)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFText_GetFontInfo(raw, index, buffer, length, flags)
    name = buffer.value.decode("utf-8", "replace")
    # Six letters before a plus sign tell that only some characters are embedded.
    return name[7:] if name[6:7] == "+" else name


def _colour(getter: Any, *handles: Any) -> Colour:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    getter(*handles, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _rules(page: Any, height: float) -> Iterator[Ruled]:
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = each.get_bounds()
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(each.raw, fill, stroke)
        thickness, beyond = top - bottom, 0.0
        getter = pdfium.FPDFPageObj_GetFillColor
        if stroke.value:
            wide = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(each.raw, wide)
            # The bounds take the pen's width in at every side.
            thickness = beyond = wide.value
            getter = pdfium.FPDFPageObj_GetStrokeColor
        if (right - left) * MM < _SHORTEST_RULE or (top - bottom) * MM > _FLATTEST:
            continue
        middle = height - (top + bottom) / 2
        colour = _colour(getter, each.raw)
        yield Ruled(
            (left + beyond) * MM, (right - beyond) * MM, middle * MM, thickness * MM, colour
        )
