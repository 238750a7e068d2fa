"""Names and places taken out of a file's properties, everything else left as it is."""

import io
import re
import zipfile
from typing import Any

from lxml import etree

from gongkai.documents.inspections.office import APP, CORE, NAMES
from gongkai.documents.inspections.pdf import facts_of
from gongkai.documents.inspections.pictures import (
    EXIF,
    JPEG,
    PNG,
    chunks,
    orientation_of,
    segments,
)
from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.redactions.areas import RedactionRefused

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CLEARED = (*NAMES, "description")
_MEDIA = re.compile(r"(?i)/media/[^/]+\.(?:jpe?g|png)$")
_PNG_WORDS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_PDF_STRING = re.compile(rb"(/Author\s{0,9}\()((?:[^()\\]|\\.){0,2000})(\))", re.DOTALL)
_PDF_HEX = re.compile(rb"(/Author\s{0,9}<)([0-9A-Fa-f\s]{0,8000})(>)")
_PDF_XMP = re.compile(rb"(<dc:creator>)(.{0,2000}?)(</dc:creator>)", re.DOTALL)


class CannotStrip(ValueError):
    """The properties cannot be taken out safely; the message says what to do, in Chinese."""


def strip_metadata(name: str, content: bytes) -> bytes:
    """Return a file without names of authors, places and remarks in its properties.

    Text, pixels and layout stay as they are. Word and Excel lose author, last editor, manager,
    company and remarks, and their pictures EXIF; JPEG and PNG EXIF, XMP and comments (a JPEG keeps
    how it is turned); PDF its author, blanked in place.

    :raises CannotStrip: signed, broken, of another kind, or where the names cannot be reached
    """
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(PNG):
        return _png(content)
    if content.startswith(b"PK"):
        return _office(name, content)
    if b"%PDF-" in content[:1024]:
        return _pdf(name, content)
    raise CannotStrip(f"文件“{name}”不能自动清除属性，请用原来的软件清除后重新上传。")


def _jpeg(content: bytes) -> bytes:
    turned = orientation_of(content)
    kept, end = [content[:2]], 2
    if turned != 1:
        # One tag: SHORT, one value.
        directory = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([turned]) + b"\0" * 6
        block = EXIF + directory
        kept.append(b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block)
    for marker, start, stop in segments(content):
        block = content[start + 4 : stop]
        is_profile = marker == 0xE2 and block.startswith(b"ICC_PROFILE\0")
        is_application = 0xE1 <= marker <= 0xEF and marker != 0xEE
        if not (is_application and not is_profile) and marker != 0xFE:
            kept.append(content[start:stop])
        end = stop
    return b"".join(kept) + content[end:]


def _png(content: bytes) -> bytes:
    kept = [PNG]
    for kind, start, end in chunks(content):
        if kind not in _PNG_WORDS:
            kept.append(content[start:end])
    return b"".join(kept)


def _office(name: str, content: bytes) -> bytes:
    try:
        package = Package(content, name)
        if any(part.startswith("_xmlsignatures/") for part in package.names):
            raise CannotStrip(f"文件“{name}”有电子签名，清除属性会使签名失效，请由签名人处理。")
        changed = {part: _without_names(package.xml(part)) for part in (CORE, APP)}
    except ReportFileUnreadable as error:
        raise CannotStrip(str(error)) from error
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            part = changed.get(member.filename)
            if part is None:
                part = package.part(member.filename) or b""
            if _MEDIA.search(member.filename) and part.startswith((JPEG, PNG)):
                part = _jpeg(part) if part.startswith(JPEG) else _png(part)
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type = member.compress_type
            new.writestr(entry, part)
    return output.getvalue()


def _without_names(root: Any | None) -> bytes | None:
    if root is None:
        return None
    for name in _CLEARED:
        for element in root.iter(f"{{*}}{name}"):
            element.text = None
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _pdf(name: str, content: bytes) -> bytes:
    if b"/ByteRange" in content:
        raise CannotStrip(f"文件“{name}”有电子签名，清除属性会使签名失效，请由签名人处理。")
    # Every offset stays: what is taken out becomes as many blanks.
    stripped = _PDF_STRING.sub(_blanked, content)
    stripped = _PDF_HEX.sub(
        lambda found: (
            found[1] + b"20" * (len(found[2]) // 2) + b" " * (len(found[2]) % 2) + found[3]
        ),
        stripped,
    )
    stripped = _PDF_XMP.sub(_blanked, stripped)
    try:
        before, after = facts_of(content), facts_of(stripped)
    except RedactionRefused as error:
        raise CannotStrip(f"文件“{name}”：{error}") from error
    if (after["meta"].get("Author") or "").strip("\0 ") or before["texts"] != after["texts"]:
        raise CannotStrip(
            f"文件“{name}”的作者属性不能自动清除，请在原文档中清除作者后重新导出PDF。"
        )
    return stripped


def _blanked(found: re.Match[bytes]) -> bytes:
    return found[1] + b" " * len(found[2]) + found[3]
