"""Text as written made plain to read: half-width digits, no blanks; each place traced back."""

import re
from bisect import bisect_right
from dataclasses import dataclass

SPLIT_BY_BLANK = " "
SPLIT_BY_LINE = "\r"

# One character for one, so that places stay the same.
_HALF_WIDTH = {chr(ord("０") + digit): str(digit) for digit in range(10)} | {
    "％": "%",
    "﹪": "%",
    "．": ".",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    "[": "〔",
    "]": "〕",
    "﹝": "〔",
    "﹞": "〕",
    "‘": "“",
    "’": "”",
}
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_DIGITS = frozenset("0123456789")
_ENDS = frozenset("。！？；：")
_HEADING = re.compile(
    r"（?[一二三四五六七八九十]{1,3}[）、]|（\d{1,2}）|\d{1,2}[.、](?!\d)|[一二三四五]是"
)
_BREAKS_HEADING = re.compile(r"[，,。；]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """
    A text without what hinders reading, and the way back to the text as written.

    Blanks are gone, except inside a run of digits (SPLIT_BY_BLANK or SPLIT_BY_LINE) and where a
    paragraph ends ("\\n").
    """

    text: str
    original: str
    kept: tuple[int, ...] = ()
    places: tuple[int, ...] = ()

    def place(self, position: int) -> int:
        """Return where a character of the plain text stands in the text as written."""
        if not self.kept:
            return position
        run = bisect_right(self.kept, position) - 1
        return self.places[run] + position - self.kept[run]

    def shift(self, start: int, end: int) -> int | None:
        """Return how far a passage stands from its place as written, if it is all as far."""
        if not self.kept:
            return 0
        run = bisect_right(self.kept, start)
        if run < len(self.kept) and self.kept[run] < end:
            return None
        return self.places[run - 1] - self.kept[run - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a passage's start and end in the text as written."""
        if start >= end:
            return self.place(start), self.place(start)
        return self.place(start), self.place(end - 1) + 1


def plain_text(original: str) -> PlainText:
    """Return a text made plain; each character of it stands for one of the text as written."""
    text = original
    # Few of them occur in any one text; translate() would look each character up.
    for char, half in _HALF_WIDTH.items():
        if char in text:
            text = text.replace(char, half)
    blanks = _blanks(text)
    if not blanks:
        return PlainText(text, original)
    parts: list[str] = []
    kept: list[int] = []
    places: list[int] = []
    length = 0
    position = 0
    for start, end in blanks:
        if start > position:
            kept.append(length)
            places.append(position)
            parts.append(text[position:start])
            length += start - position
        mark = _mark(text, start, end)
        if mark:
            kept.append(length)
            places.append(start)
            parts.append(mark)
            length += 1
        position = end
    if position < len(text):
        kept.append(length)
        places.append(position)
        parts.append(text[position:])
    return PlainText("".join(parts), original, tuple(kept) or (0,), tuple(places) or (0,))


def _blanks(text: str) -> list[tuple[int, int]]:
    """Return where blanks begin and end."""
    if any(char in text for char in _UNSEEN):
        return [blank.span() for blank in _BLANKS.finditer(text)]
    # Splitting is several times as fast as a pattern that looks at every character.
    found: list[tuple[int, int]] = []
    position = 0
    for piece in text.split():
        start = text.index(piece, position)
        if start > position:
            found.append((position, start))
        position = start + len(piece)
    if position < len(text):
        found.append((position, len(text)))
    return found


def _mark(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text):
        return ""
    breaks = "\n" in text[start:end] or "\r" in text[start:end]
    if breaks and _ends_paragraph(text, start, end):
        return "\n"
    if text[start - 1] in _DIGITS and text[end] in _DIGITS:
        return SPLIT_BY_LINE if breaks else SPLIT_BY_BLANK
    return ""


def _ends_paragraph(text: str, start: int, end: int) -> bool:
    # A line of a page breaks anywhere; a paragraph ends with its sentence or is a heading.
    if text[start - 1] in _ENDS or _HEADING.match(text, end):
        return True
    line = text.rfind("\n", 0, start) + 1
    while line < start and text[line].isspace():
        line += 1
    heading = _HEADING.match(text, line)
    return heading is not None and not _BREAKS_HEADING.search(text, line, start)
