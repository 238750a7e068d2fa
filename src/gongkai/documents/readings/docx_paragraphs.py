"""A Word paragraph as it is seen: its lines, its level as a heading, and its text boxes."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.cleaning import cleaned
from gongkai.documents.readings.docx_names import (
    ALTERNATIVES,
    BOX_CONTENT,
    CHOICE,
    CONTENT_CONTROL,
    CONTROLLED,
    DELETED,
    FALLBACK,
    MOVED_AWAY,
    OTHER_FORMAT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    VALUE,
    WORD,
    is_on,
    properties_of,
    value_of,
)
from gongkai.documents.readings.docx_numbering import Numbering
from gongkai.documents.readings.docx_styles import (
    Numbered,
    ParagraphStyle,
    ParagraphStyles,
    outline_level,
)

_TEXTS = frozenset((TEXT, "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"))
_NUMBERING = f"{WORD}numPr"
_STYLE = f"{WORD}pStyle"
_OUTLINE = f"{WORD}outlineLvl"
_WRITTEN = {
    f"{WORD}tab": " ",
    f"{WORD}ptab": " ",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
}
_BLOCKS = frozenset((PARAGRAPH, TABLE, OTHER_FORMAT))
_SILENT = frozenset(
    (
        DELETED,
        MOVED_AWAY,
        PARAGRAPH_PROPERTIES,
        RUN_PROPERTIES,
        # The reading above a character stands beside it in the XML.
        f"{WORD}rt",
    )
)
_PROPERTIES = ("tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr")
_CLOSED = frozenset(
    (DELETED, MOVED_AWAY, PARAGRAPH, TABLE, ROW, *(f"{WORD}{name}" for name in _PROPERTIES))
)
_PLAIN = ParagraphStyle()


class ReadParagraph(NamedTuple):
    """A paragraph's lines without empty ones, its level, and the contents of its text boxes."""

    lines: list[str]
    level: int
    boxes: list[Any]


class ParagraphReader:
    """Reads the paragraphs of one document in order, for Word counts them as they come."""

    def __init__(self, styles: ParagraphStyles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def read(self, paragraph: Any) -> ReadParagraph:
        """Return what is seen of a paragraph, its automatic number before its text."""
        pieces: list[str] = []
        boxes: list[Any] = []
        _gather(paragraph, pieces, boxes)
        level, label = self._properties(paragraph)
        lines = [line for line in map(cleaned, "".join((label, *pieces)).split("\n")) if line]
        return ReadParagraph(lines, level, boxes)

    def lines_in(self, parent: Any) -> list[str]:
        """Return the lines of all paragraphs and text boxes in a cell."""
        lines: list[str] = []
        for block in blocks_in(parent):
            if block.tag == PARAGRAPH:
                read = self.read(block)
                lines += read.lines
                for box in read.boxes:
                    lines += self.lines_in(box)
        return lines

    def _properties(self, paragraph: Any) -> tuple[int, str]:
        properties = properties_of(paragraph, PARAGRAPH_PROPERTIES)
        if properties is None:
            return 0, ""
        style, direct, level = _PLAIN, None, None
        for stated in properties.iterchildren(_STYLE, _NUMBERING, _OUTLINE):
            if stated.tag == _STYLE:
                style = self._styles.of(stated.get(VALUE, ""))
            elif stated.tag == _NUMBERING:
                direct = stated
            else:
                level = outline_level(stated)
        numbered = style.numbered
        if direct is not None:
            inherited = numbered or Numbered("0", 0)
            list_id = value_of(direct, "numId") or inherited.list_id
            depth = number_in(value_of(direct, "ilvl"), inherited.level)
            numbered = Numbered(list_id, depth)
        label = self._numbering.next_label(numbered) if numbered else ""
        return style.level if level is None else level, label


def blocks_in(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs, tables and foreign chunks that stand directly in `parent`."""
    return elements_in(parent, _BLOCKS)


def elements_in(parent: Any, wanted: frozenset[str]) -> Iterator[Any]:
    """Yield the children of the wanted names, those inside controls and insertions, too."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag == CONTENT_CONTROL:
            content = child.find(CONTROLLED)
            if content is not None:
                yield from elements_in(content, wanted)
        elif tag == ALTERNATIVES:
            chosen = _chosen(child)
            if chosen is not None:
                yield from elements_in(chosen, wanted)
        elif tag not in _CLOSED:
            yield from elements_in(child, wanted)


def _chosen(alternatives: Any) -> Any | None:
    choice = alternatives.find(CHOICE)
    return alternatives.find(FALLBACK) if choice is None else choice


def _gather(parent: Any, pieces: list[str], boxes: list[Any]) -> None:
    """Collect the visible text under `parent` and the text boxes anchored in it."""
    for child in parent:
        tag = child.tag
        if tag in _TEXTS:
            pieces.append(child.text or "")
        elif tag == RUN:
            properties = properties_of(child, RUN_PROPERTIES)
            if properties is None or not is_on(properties, "vanish"):
                _gather(child, pieces, boxes)
        elif tag in _WRITTEN:
            pieces.append(_WRITTEN[tag])
        elif tag in _SILENT:
            continue
        elif tag == BOX_CONTENT:
            boxes.append(child)
        elif tag == ALTERNATIVES:
            chosen = _chosen(child)
            if chosen is not None:
                _gather(chosen, pieces, boxes)
        elif tag == CONTENT_CONTROL:
            content = child.find(CONTROLLED)
            if content is not None:
                _gather(content, pieces, boxes)
        elif len(child):
            _gather(child, pieces, boxes)
