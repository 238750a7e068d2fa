"""A PDF looked through in a process of its own: text, notes, scripts, attachments, layers."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from gongkai.documents.inspections.people import name_found
from gongkai.documents.inspections.pictures import creators_in
from gongkai.documents.inspections.seen import Seen
from gongkai.documents.redactions.areas import RedactionRefused
from gongkai.documents.redactions.guard import ask
from gongkai.rules.prechecks.findings import Level

MOST_PAGES = 600
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_LARGEST_INSIDE = 16 << 20
_HIDDEN_LAYER = re.compile(rb"/OFF\s{0,9}\[\s{0,9}\d{1,9}\s")
_LEAST_TEXT = 10


def facts_of(content: bytes) -> dict[str, Any]:
    """Return all that a PDF carries, as the guarded process tells it.

    :raises RedactionRefused: encrypted, broken, too large or too long
    """
    answer, _pictures = ask(content, {"do": "facts", "most_pages": MOST_PAGES})
    return answer


def inspect_pdf(content: bytes, seen: Seen) -> None:
    """Collect the texts of a PDF, seen or not, and whatever else it carries.

    :raises RedactionRefused: encrypted, broken, too large or too long
    """
    facts = facts_of(content)
    for number, text in enumerate(facts["texts"], start=1):
        for line_number, line in enumerate(_paragraphs(text), start=1):
            seen.say(f"page-{number}/p-{line_number}", line)
    for number, mark in enumerate(facts["bookmarks"], start=1):
        seen.say(f"bookmark-{number}", mark or "")
    name_found(seen, "property-Author", "作者", facts["meta"].get("Author"))
    for name in creators_in(content):
        name_found(seen, "property-creator", "作者（XMP）", name)
    if facts["scripts"]:
        told = "附件含有脚本，不得发布。"
        seen.find("FILE_ACTIVE", "", "script", told, "打印或另存为不含脚本的PDF后重新上传")
    for name in facts["attachments"]:
        told = "PDF中嵌有其他文件，会一起公开。"
        seen.find("FILE_EMBEDDED", "", name or "file", told, "删去嵌入的文件后重新上传")
    if facts["annotations"] and _has_notes(content):
        told = "PDF中有注释，会随附件一起公开。"
        seen.find("FILE_COMMENT", "", "annotation", told, "删去注释后重新导出")
    if facts["form"]:
        told = "PDF中有可填写的表单，请核对填入的内容是否可以公开。"
        seen.find("FILE_ACTIVE", "", "form", told, "打印为普通PDF", Level.CONFIRM)
    if any(_HIDDEN_LAYER.search(part) for part in _parts(content)):
        told = "PDF中有隐藏的图层，会随附件一起公开。"
        seen.find("HIDDEN_TEXT", "", "layer", told, "删去或合并隐藏的图层后重新导出")
    if sum(len("".join(text.split())) for text in facts["texts"]) < _LEAST_TEXT:
        told = "PDF是扫描件或图片，其中的文字无法自动检查，请人工核对。"
        seen.find("FILE_WITHOUT_TEXT", "", "scan", told, "尽量上传可以选中文字的PDF")


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the lines of a page, those that only wrap joined as far as a sentence goes on."""
    waiting = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        waiting += line.strip()
        if not line.strip() or waiting.endswith(("。", "；", "：", "！", "？")) or len(line) < 20:
            if waiting:
                yield waiting
            waiting = ""
    if waiting:
        yield waiting


_NOTE = re.compile(
    rb"/Subtype\s{0,5}/(?:Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Popup|Ink|Caret|Stamp|Square|"
    rb"Circle|Line|Polygon|FileAttachment|Redact)(?![A-Za-z0-9])"
)


def _has_notes(content: bytes) -> bool:
    """Test if one of the annotations is more than a link or a field."""
    return any(_NOTE.search(part) for part in _parts(content))


def _parts(content: bytes) -> Iterator[bytes]:
    yield content
    room = _LARGEST_INSIDE
    for found in _STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            end = content.find(b"endstream", found.end())
            packed = content[found.end() : end if end >= 0 else None]
            inside = unpacker.decompress(packed, room)
        except zlib.error:
            continue
        yield inside
        room -= len(inside)
        if room <= 0:
            return


def refused(seen: Seen, error: RedactionRefused) -> None:
    """Say that a PDF cannot be opened."""
    seen.find("FILE_UNREADABLE", "", "broken", f"文件“{seen.name}”：{error}", "重新另存后上传")
