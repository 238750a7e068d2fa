"""Lines put together to paragraphs: told by indent, length, distance and type of the lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.documents.readings.pages.lines import Line

# In shares of the type's size.
_INDENT = 1.2
_SLACK = 1.2
_ENDS = 2.2
_LATIN_WIDTH = 0.6
_FAR = 1.7
_OTHER_TYPE = 0.12
_TITLE = 1.2
_CENTRED = 0.7
_LONGEST_HEADING = 40
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、．.]")
_SUBSECTION = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_ENUMERATED = re.compile(rf"{_SECTION.pattern}|{_SUBSECTION.pattern}")
_LATIN = re.compile(r"[\x21-\x7e]+")
_STOPS = ("。", "；", "！", "”", ";")
_ENDS_SENTENCE = ("。", "；", "：", "，", "、", "！", ";", ":", ",")


class PlacedLine(NamedTuple):
    """A line and the number and width of the page it stands on."""

    line: Line
    page: int
    page_width: float


class Paragraph(NamedTuple):
    """A paragraph or heading; `level` is 1 for the title, 2 for 一、, 3 for （一）, else 0."""

    text: str
    page: int
    level: int


@dataclass(frozen=True)
class TypeArea:
    """Where lines of running text begin and end on pages of one width, and their size and pitch."""

    left: float
    right: float
    size: float
    pitch: float

    def is_centred(self, line: Line) -> bool:
        """Test if a line leaves as much room on its left as on its right."""
        before, after = line.x0 - self.left, self.right - line.x1
        return before > _INDENT * line.size and abs(before - after) <= _CENTRED * line.size * 2


def type_areas(lines: Sequence[PlacedLine]) -> dict[float, TypeArea]:
    """Return the type area for each width of page."""
    return {
        width: _type_area([each for each in lines if each.page_width == width], width)
        for width in {each.page_width for each in lines}
    }


def _type_area(placed: Sequence[PlacedLine], width: float) -> TypeArea:
    lines = [each.line for each in placed]
    size = Counter(round(line.size * 2) / 2 for line in lines for _ in line.text).most_common(1)
    own = [
        line for line in lines if abs(line.size - size[0][0]) <= _OTHER_TYPE * line.size
    ] or lines
    lefts = Counter(round(line.x0 / 2) * 2 for line in own)
    # One line that sticks out does not make the margin, unless there are few.
    left = min(at for at, count in lefts.items() if count > len(own) / 40 or len(own) < 8)
    right = max(line.x1 for line in own)
    ends = [line for line in own if right - line.x1 <= _ENDS * line.size]
    if len(ends) < 3:
        right = max(right, width - left)
    steps = Counter(
        round(after.line.top - before.line.top)
        for before, after in zip(placed, placed[1:], strict=False)
        if before.page == after.page and after.line.top > before.line.top
    )
    pitch = steps.most_common(1)[0][0] if steps else size[0][0] * 2
    return TypeArea(left, right, size[0][0], max(pitch, size[0][0]))


def paragraphs_of(lines: Sequence[PlacedLine], areas: dict[float, TypeArea]) -> list[Paragraph]:
    """Return the paragraphs that follow each other in `lines` without a table between."""
    groups: list[list[PlacedLine]] = []
    for each in lines:
        if groups and _goes_on(groups[-1], each, areas[each.page_width]):
            groups[-1].append(each)
        else:
            groups.append([each])
    return [_paragraph(group, areas[group[0].page_width]) for group in groups]


def _goes_on(group: Sequence[PlacedLine], after: PlacedLine, area: TypeArea) -> bool:
    before = group[-1]
    one, two = before.line, after.line
    if abs(one.size - two.size) > _OTHER_TYPE * max(one.size, two.size):
        return False
    if before.page == after.page and two.top - one.top > _FAR * max(area.pitch, one.size):
        return False
    if min(one.size, two.size) >= _TITLE * area.size:
        # A title over several lines.
        return not _SECTION.match(two.text)
    if area.is_centred(one) and area.is_centred(two):
        return False
    if one.text.endswith(_STOPS) and _ENUMERATED.match(two.text):
        return False
    is_indented = two.x0 - area.left > _INDENT * two.size
    return not is_indented and area.right - one.x1 <= _needed(two)


def _needed(line: Line) -> float:
    """Return the room that the first word of a line needs: figures and Latin words do not break."""
    word = _LATIN.match(line.text)
    return (max(1.0, _LATIN_WIDTH * len(word[0]) if word else 0.0) + _SLACK) * line.size


def _paragraph(group: Sequence[PlacedLine], area: TypeArea) -> Paragraph:
    text = joined([each.line.text for each in group])
    return Paragraph(text, group[0].page, _level(text, group, area))


def _level(text: str, group: Sequence[PlacedLine], area: TypeArea) -> int:
    if len(text) > _LONGEST_HEADING or text.endswith(_ENDS_SENTENCE):
        return 0
    if _SECTION.match(text):
        return 2
    if _SUBSECTION.match(text):
        return 3
    is_large = group[0].line.size >= _TITLE * area.size
    return int(is_large and any(area.is_centred(each.line) for each in group))


def joined(texts: Sequence[str]) -> str:
    """Return lines of one paragraph as one text, a blank only between two Latin words."""
    whole = ""
    for text in texts:
        whole += (" " if whole and _needs_blank(whole[-1], text[0]) else "") + text
    return whole


def _needs_blank(before: str, after: str) -> bool:
    # Figures that a line break parts are one.
    if not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum()):
        return False
    return not (before.isdigit() and after.isdigit())
