"""The runs of a Word paragraph: text, emphasis, links, pictures, and what is left out and told."""

import re
from collections import Counter
from typing import Any, NamedTuple

from gongkai.documents.drafts.blocks import Inline, Picture, Run
from gongkai.documents.drafts.links import kept_address
from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.docx_names import (
    ALTERNATIVES,
    BOX_CONTENT,
    CHOICE,
    CONTENT_CONTROL,
    CONTROLLED,
    DELETED,
    FALLBACK,
    MOVED_AWAY,
    PARAGRAPH_PROPERTIES,
    RELATION,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    WORD,
    is_on,
    properties_of,
    value_of,
)

_HYPERLINK, _FIELD, _INSTRUCTION = f"{WORD}hyperlink", f"{WORD}fldChar", f"{WORD}instrText"
_SIMPLE_FIELD = f"{WORD}fldSimple"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_TOLD = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')
_WRITTEN = {
    f"{WORD}tab": " ",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
}
_DEEPEST = 60
_SCRIPTS = {"superscript": "sup", "subscript": "sub"}
_INSERTED = (f"{WORD}ins", f"{WORD}moveTo")
_DROPPED = {
    f"{WORD}commentReference": "批注",
    f"{WORD}footnoteReference": "脚注",
    f"{WORD}endnoteReference": "尾注",
    f"{WORD}object": "嵌入对象",
}
_DRAWN = (f"{WORD}drawing", f"{WORD}pict")
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF8", "image/gif", "gif"),
)
_MOST_IMAGES, _LARGEST_IMAGES = 200, 60 << 20


class DraftImage(NamedTuple):
    """A picture taken out of the file; the text refers to it as `draft-image:` and its number."""

    number: int
    name: str
    media_type: str
    alt: str
    content: bytes


class RunReader:
    """Reads the runs of one document and remembers pictures and what it left out."""

    def __init__(self, package: Package) -> None:
        """Take in where the document's links lead.

        :raises ReportFileUnreadable: if that part is broken
        """
        self.images: list[DraftImage] = []
        self.dropped: Counter[str] = Counter()
        self._package = package
        self._parts = package.relations("word/document.xml")
        self._links = _links(package)
        self._by_part: dict[str, DraftImage] = {}
        self._bytes = 0

    def read(self, paragraph: Any) -> tuple[list[Inline], list[Any]]:
        """Return a paragraph's inlines and the text boxes that are anchored in it."""
        walk = _Walk(self)
        walk.into(paragraph, "", 0)
        return walk.inlines, walk.boxes

    def link(self, identity: str) -> str:
        """Return the address a link leads to, "" for none that may be kept."""
        return kept_address(self._links.get(identity, ""))

    def picture(self, drawing: Any) -> Picture | None:
        """Return the place of a drawn picture, None where it cannot be shown on a page."""
        blip = next(drawing.iter(_BLIP), None)
        image = next(drawing.iter(_VML_IMAGE), None)
        identity = ""
        if blip is not None:
            identity = blip.get(f"{RELATION}embed", "")
        elif image is not None:
            identity = image.get(f"{RELATION}id", "")
        part = self._parts.get(identity, "")
        if not part:
            if blip is not None or image is not None:
                self.dropped["链接到文件之外的图片"] += 1
            return None
        told = next(drawing.iter(_TOLD), None)
        alt = "" if told is None else " ".join((told.get("descr") or "").split())
        found = self._by_part.get(part) or self._taken(part, alt)
        return None if found is None else Picture(f"draft-image:{found.number}", alt)

    def _taken(self, part: str, alt: str) -> DraftImage | None:
        content = self._package.part(part)
        kinds = (kind for kind in _KINDS if content is not None and content.startswith(kind[0]))
        kind = next(kinds, None)
        if content is None or kind is None:
            self.dropped["网页不能显示的图片（如EMF、WMF、TIFF）"] += 1
            return None
        self._bytes += len(content)
        if len(self.images) >= _MOST_IMAGES or self._bytes > _LARGEST_IMAGES:
            self.dropped["超出数量或大小上限的图片"] += 1
            return None
        number = len(self.images) + 1
        made = DraftImage(number, f"图片{number}.{kind[2]}", kind[1], alt, content)
        self.images.append(made)
        self._by_part[part] = made
        return made


class _Walk:
    """One paragraph walked through."""

    def __init__(self, reader: RunReader) -> None:
        self.inlines: list[Inline] = []
        self.boxes: list[Any] = []
        self._reader = reader
        # A complex field: what stands before its separator is an instruction, not text.
        self._field: list[str] | None = None
        self._field_link = ""

    def into(self, parent: Any, href: str, depth: int) -> None:
        """Collect what is in `parent`; what is nested beyond reason is left out."""
        if depth > _DEEPEST:
            return
        for child in parent:
            tag = child.tag
            if tag in (DELETED, MOVED_AWAY):
                self._reader.dropped["删除的修订"] += 1
            elif tag in _INSERTED:
                self._reader.dropped["插入的修订"] += 1
                self.into(child, href, depth + 1)
            elif tag == RUN:
                self._run(child, href, depth)
            elif tag == _HYPERLINK:
                self.into(child, self._reader.link(child.get(f"{RELATION}id", "")), depth + 1)
            elif tag == _SIMPLE_FIELD:
                link = _LINK_FIELD.match(child.get(f"{WORD}instr", ""))
                self.into(child, kept_address(link[1]) if link else href, depth + 1)
            elif tag == CONTENT_CONTROL:
                for content in child.iterchildren(CONTROLLED):
                    self.into(content, href, depth + 1)
            elif tag == ALTERNATIVES:
                self._alternatives(child, href, depth)
            elif tag != PARAGRAPH_PROPERTIES and len(child):
                self.into(child, href, depth + 1)

    def _run(self, run: Any, href: str, depth: int) -> None:
        properties = properties_of(run, RUN_PROPERTIES)
        if properties is not None and is_on(properties, "vanish"):
            self._reader.dropped["隐藏文字"] += 1
            return
        style = Run(
            "",
            properties is not None and is_on(properties, "b"),
            href or self._field_link,
            _SCRIPTS.get(value_of(properties, "vertAlign") or "", ""),
        )
        for child in run:
            self._in_run(child, style, href, depth)

    def _in_run(self, child: Any, style: Run, href: str, depth: int) -> None:
        tag = child.tag
        if tag == _FIELD:
            self._mark(child.get(f"{WORD}fldCharType", ""))
        elif tag == _INSTRUCTION:
            if self._field is not None:
                self._field.append(child.text or "")
        elif self._field is not None:
            return
        elif tag == TEXT:
            self.inlines.append(style._replace(text=child.text or ""))
        elif tag in _WRITTEN:
            is_page = child.get(f"{WORD}type") in ("page", "column")
            self.inlines.append(style._replace(text=" " if is_page else _WRITTEN[tag]))
        elif tag in _DROPPED:
            self._reader.dropped[_DROPPED[tag]] += 1
        elif tag in _DRAWN:
            self._drawn(child)
        elif tag == ALTERNATIVES:
            self._alternatives(child, href, depth)

    def _alternatives(self, alternatives: Any, href: str, depth: int) -> None:
        chosen = alternatives.find(CHOICE)
        chosen = alternatives.find(FALLBACK) if chosen is None else chosen
        for drawn in () if chosen is None else chosen:
            if drawn.tag in _DRAWN:
                self._drawn(drawn)
            elif drawn.tag == RUN:
                self._run(drawn, href, depth + 1)

    def _drawn(self, drawing: Any) -> None:
        boxes = list(drawing.iter(BOX_CONTENT))
        self.boxes += boxes
        picture = None if boxes else self._reader.picture(drawing)
        if picture is not None:
            self.inlines.append(picture)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._field = []
        elif kind == "separate" and self._field is not None:
            link = _LINK_FIELD.match("".join(self._field))
            self._field_link = kept_address(link[1]) if link else ""
            self._field = None
        elif kind == "end":
            self._field, self._field_link = None, ""


def _links(package: Package) -> dict[str, str]:
    root = package.xml("word/_rels/document.xml.rels")
    if root is None:
        return {}
    return {
        each.get("Id", ""): each.get("Target") or ""
        for each in root
        if each.get("TargetMode") == "External" and (each.get("Type") or "").endswith("/hyperlink")
    }


def font_size(paragraph: Any) -> float:
    """Return the size in points that a paragraph's first sized run states, 0 for none."""
    for run in paragraph.iter(RUN):
        size = value_of(properties_of(run, RUN_PROPERTIES), "sz")
        if size:
            return number_in(size, 0) / 2
    return 0.0
