"""A Word file read for what it says, in a way of its own: not as it was severed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.documents.redactions.areas import RedactionRefused
from gongkai.documents.redactions.docx_names import is_free, is_measure

_LARGEST_PART = 64 << 20
_BOX = "txbxContent"
_TEXTS = {"t", "delText"}
_FIELDS = {"instrText", "delInstrText"}
_CARRIERS = ("docProps/", "customXml/", "word/comments", "word/vbaProject", "word/embeddings/")


OPEN, HIDDEN, FORMAT = "open", "hidden", "format"
"""A text is read by everyone, hidden in the file, or the format's own."""


def word_pieces(content: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield place, text, and how open that text is, for all XML of a Word file.

    :raises RedactionRefused: if it cannot be opened
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.file_size > _LARGEST_PART:
                    raise RedactionRefused("文件内部的内容过大，无法检查。")
                part = archive.read(member)
                if part.lstrip()[:1] == b"<":
                    yield from _part(member.filename, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise RedactionRefused("文件已损坏，无法检查。") from error


def _part(name: str, part: bytes) -> Iterator[tuple[str, str, str]]:
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield name, part.decode("utf-8", "replace"), HIDDEN
        return
    is_property = name.startswith(_CARRIERS)
    found: set[tuple[str, bool]] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            found.add((str(element.text or ""), True))
            continue
        found.update((value, is_free(element.tag, key)) for key, value in element.attrib.items())
        tag = element.tag.rpartition("}")[2]
        if tag not in _TEXTS | _FIELDS and element.text:
            found.add((element.text, is_property))
        if element.tail and element.tail.strip():
            found.add((element.tail, is_property))
    for story in [root, *root.iter(f"{{*}}{_BOX}")]:
        for tags, is_open in ((_TEXTS, not is_property), (_FIELDS, False)):
            text = "".join(_told(story, tags))
            if text:
                yield f"{name}的文字", text, OPEN if is_open else HIDDEN
    # One by one: values that stand beside each other by chance are not read on.
    for value, is_words in found:
        if is_words or not is_measure(value):
            yield f"{name}的属性", value, HIDDEN if is_words else FORMAT


def _told(story: Any, tags: set[str]) -> Iterator[str]:
    """Yield the text of a story without that of the text boxes in it."""
    pending = [child for child in reversed([*story])]
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] == _BOX:
            continue
        if element.tag.rpartition("}")[2] in tags:
            yield element.text or ""
        pending.extend(reversed([*element]))
