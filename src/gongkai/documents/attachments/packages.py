"""ZIP packages (Office, OFD) looked through before they are kept: bombs, macros, entities."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from gongkai.documents.attachments.kinds import DOCX, OFD, XLSX, Kind
from gongkai.documents.attachments.patterns import pattern_found
from gongkai.documents.attachments.refusals import AttachmentRefused

_MOST_PARTS = 2_000
_LARGEST_UNPACKED = 200 << 20
# Repetitive sheets shrink 50-fold; a thousandfold is an attack.
_GREATEST_RATIO = 250
_SMALL = 4 << 20
_PIECE = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    OSError,
    RuntimeError,
)
_ACTIVE = re.compile(
    r"(vbaproject.*\.bin|vbadata\.xml|oleobject[^/]*\.bin|/activex/"
    r"|\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|msi|lnk|zip|rar|7z)$)"
)
_MACRO_TYPES = (b"macroEnabled", b"vnd.ms-office.vbaProject", b"ms-office.activeX")
_RELATION = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
# A template, frame or object fetched from elsewhere runs what stands there.
_FETCHED = re.compile(rb"/(attachedTemplate|frame|subDocument|oleObject|externalLinkPath)\"")
_KIND_BY_PART = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("OFD.xml", OFD))


def package_kind(content: bytes, name: str, patterns: Mapping[str, bytes]) -> Kind:
    """Return what a ZIP package is, after every part of it was looked through.

    :raises AttachmentRefused: if it is broken, encrypted, out of proportion, has macros or other
        active content, declares entities, holds a known pattern, or is an archive
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise AttachmentRefused(broken(name)) from error
    members = archive.infolist()
    _refuse_bomb(members, len(content), name)
    if any(member.flag_bits & 1 for member in members):
        raise AttachmentRefused(encrypted(name))
    if any(member.compress_type not in _METHODS for member in members):
        raise AttachmentRefused(broken(name))
    names = {member.filename for member in members}
    kind = next((kind for part, kind in _KIND_BY_PART if part in names), None)
    if kind is None:
        raise AttachmentRefused(f"文件“{name}”是压缩包，不能收取；请解压后逐个上传其中的文件。")
    room = _LARGEST_UNPACKED
    for member in members:
        if ".." in member.filename.split("/") or member.filename.startswith(("/", "\\")):
            raise AttachmentRefused(broken(name))
        if _ACTIVE.search(member.filename.lower()):
            raise AttachmentRefused(active(name))
        try:
            room -= _look_through(archive, member, room, name, patterns)
        except _BROKEN as error:
            if isinstance(error, AttachmentRefused):
                raise
            raise AttachmentRefused(broken(name)) from error
    return kind


def _refuse_bomb(members: list[zipfile.ZipInfo], size: int, name: str) -> None:
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    out_of_proportion = total > _SMALL and total / (packed or 1) > _GREATEST_RATIO
    # Parts that lie over each other pack more than there is.
    overlaps = packed > size
    if len(members) > _MOST_PARTS or total > _LARGEST_UNPACKED or out_of_proportion or overlaps:
        raise AttachmentRefused(
            f"文件“{name}”解压后有{total / 1048576:.0f}MB、{len(members)}个部分，与文件大小不相称，"
            "为安全起见不予收取；请另存为PDF后重新上传。"
        )


def _look_through(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    room: int,
    name: str,
    patterns: Mapping[str, bytes],
) -> int:
    """Unpack one part piece by piece, never more than there is room for; return its size."""
    size, tail = 0, b""
    longest = max(map(len, patterns.values()), default=1)
    is_relations = member.filename.endswith(".rels")
    with archive.open(member) as part:
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > room:
                raise AttachmentRefused(broken(name))
            seen = tail + piece
            if pattern_found(seen, patterns):
                raise AttachmentRefused(infected(name))
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise AttachmentRefused(active(name))
            if member.filename == "[Content_Types].xml" and any(t in seen for t in _MACRO_TYPES):
                raise AttachmentRefused(active(name))
            if is_relations and any(map(_is_fetched, _RELATION.findall(seen))):
                raise AttachmentRefused(active(name))
            tail = seen[-max(longest, 64) :]
    return size


def _is_fetched(relation: bytes) -> bool:
    return b'TargetMode="External"' in relation and bool(_FETCHED.search(relation))


def broken(name: str) -> str:
    """Return the message for a damaged file."""
    return f"文件“{name}”已损坏或不完整，请重新保存后上传。"


def encrypted(name: str) -> str:
    """Return the message for a file with a password."""
    return f"文件“{name}”设有密码或者限制，请取消后另存，再重新上传。"


def active(name: str) -> str:
    """Return the message for a file with macros or the like."""
    return (
        f"文件“{name}”含有宏、脚本、嵌入对象或外部引用，为安全起见不予收取；"
        "请另存为不含这些内容的文件（例如PDF）后重新上传。"
    )


def infected(name: str) -> str:
    """Return the message for a file that holds a known pattern."""
    return f"文件“{name}”符合已知恶意文件的特征，不予收取；请查杀病毒后用其他文件重新上传。"
