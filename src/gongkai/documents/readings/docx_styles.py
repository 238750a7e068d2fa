"""What the styles of a Word document say of a paragraph: its level as a heading, its numbering."""

import re
from typing import Any, NamedTuple

from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.docx_names import (
    PARAGRAPH_PROPERTIES,
    VALUE,
    WORD,
    properties_of,
    value_of,
)

_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_OUTLINE, _NUMBERING = f"{WORD}outlineLvl", f"{WORD}numPr"
_STYLE = f"{WORD}style"
_PART = "word/styles.xml"
_ROOT = re.compile(rb"<w:styles\s[^>]*>")
_BODY_LEVEL = 9
_DEEPEST_LEVEL = 6
_LONGEST_CHAIN = 12


class Numbered(NamedTuple):
    """The list that a paragraph belongs to, and its level in it from 0."""

    list_id: str
    level: int


class ParagraphStyle(NamedTuple):
    """What a style gives its paragraphs: 1–6 for a heading, and a numbering."""

    level: int = 0
    numbered: Numbered | None = None


class ParagraphStyles:
    """The paragraph styles of a document by their ids, each worked out when it is first used."""

    def __init__(self, package: Package) -> None:
        """Take in the styles part.

        :raises ReportFileUnreadable: if it is broken
        """
        content = package.part(_PART)
        root = () if content is None else package.parsed(_paragraph_styles_alone(content))
        self._elements = {
            style.get(f"{WORD}styleId", ""): style
            for style in root
            if style.tag == _STYLE and style.get(f"{WORD}type") == "paragraph"
        }
        self._known: dict[str, ParagraphStyle] = {}

    def of(self, key: str) -> ParagraphStyle:
        """Return a style with what it inherits, a plain one for an id that is not known."""
        if key not in self._known:
            self._known[key] = _style(key, self._elements)
        return self._known[key]


def _paragraph_styles_alone(content: bytes) -> bytes:
    """Return the part without table styles, which are most of it; all of it if that is unusual."""
    root = _ROOT.search(content)
    if root is None or b"<!" in content or content.count(b"xmlns:") != root[0].count(b"xmlns:"):
        return content
    kept = [root[0]]
    for piece in content.split(b"</w:style>"):
        start = piece.rfind(b"<w:style ")
        if start >= 0 and b'w:type="paragraph"' in piece[start : start + 200]:
            kept += piece[start:], b"</w:style>"
    return b"".join((*kept, b"</w:styles>"))


def _style(key: str, styles: dict[str, Any]) -> ParagraphStyle:
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(key)
        if style is None:
            break
        if level is None:
            level = _named_level(value_of(style, "name") or "")
        properties = properties_of(style, PARAGRAPH_PROPERTIES)
        for stated in () if properties is None else properties.iterchildren(_OUTLINE, _NUMBERING):
            if stated.tag == _OUTLINE:
                level = outline_level(stated) if level is None else level
                continue
            list_id = value_of(stated, "numId") if list_id is None else list_id
            depth = value_of(stated, "ilvl")
            list_level = number_in(depth, 0) if list_level is None and depth else list_level
        key = value_of(style, "basedOn") or ""
    numbered = Numbered(list_id, list_level or 0) if list_id and list_id != "0" else None
    return ParagraphStyle(level or 0, numbered)


def _named_level(name: str) -> int | None:
    if name.lower() in ("title", "标题"):
        return 1
    named = _HEADING_NAME.fullmatch(name)
    return min(int(named[1]), _DEEPEST_LEVEL) if named else None


def outline_level(stated: Any) -> int:
    """Return the heading level, 1–6, that an outline level states; 0 for body text."""
    level = number_in(stated.get(VALUE), _BODY_LEVEL)
    return 0 if level >= _BODY_LEVEL else min(level + 1, _DEEPEST_LEVEL)
