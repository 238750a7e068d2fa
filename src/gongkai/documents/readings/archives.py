"""The package around an Office file: its parts, unpacked within bounds and without entities."""

import io
import zipfile
import zlib
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from gongkai.documents.readings.sources import ReportFileUnreadable

LARGEST_PART = 24 << 20
"""Bytes of one unpacked part that is read; a parsed part takes ten times that."""

_LARGEST_UNPACKED = 200 << 20
# Repetitive sheets shrink 50-fold; a thousandfold is an attack.
_GREATEST_RATIO = 250
_SMALL = 4 << 20
_MOST_PARTS = 5_000
# A parsed element or attribute takes 100 to 200 bytes.
_MOST_TAGS = 1_000_000
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
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Package:
    """A ZIP package that is checked before anything in it is unpacked."""

    def __init__(self, content: bytes, name: str) -> None:
        """Look through the package's directory.

        :raises ReportFileUnreadable: if it is broken, has a password or unpacks out of proportion
        """
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise ReportFileUnreadable(corrupt(name)) from error
        members = self._archive.infolist()
        total = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        out_of_proportion = total > _SMALL and total / packed > _GREATEST_RATIO
        if total > _LARGEST_UNPACKED or out_of_proportion or len(members) > _MOST_PARTS:
            raise ReportFileUnreadable(
                f"文件“{name}”解压后有{total / 1048576:.0f}MB、{len(members)}个部分，"
                "与报告不相称，为安全起见不予打开；请只保留报告本身，另存后重新上传。"
            )
        if any(member.flag_bits & 1 for member in members):
            raise ReportFileUnreadable(f"文件“{name}”设有密码，请取消密码后另存，再重新上传。")
        if any(member.compress_type not in _METHODS for member in members):
            raise ReportFileUnreadable(corrupt(name))
        self.names = frozenset(member.filename for member in members)

    def part(self, part: str) -> bytes | None:
        """Return an unpacked part, None if the package has none of that name.

        :raises ReportFileUnreadable: if it is broken or too large
        """
        if part not in self.names:
            return None
        try:
            member = self._archive.getinfo(part)
            if member.file_size > LARGEST_PART:
                raise ReportFileUnreadable(_too_large(self._name))
            return self._archive.read(member)
        except _BROKEN as error:
            raise ReportFileUnreadable(corrupt(self._name)) from error

    def xml(self, part: str) -> Any | None:
        """Return the root element of a part, None if the package has none of that name.

        :raises ReportFileUnreadable: if it is broken, too large, or declares entities
        """
        content = self.part(part)
        return None if content is None else self.parsed(content)

    def parsed(self, content: bytes) -> Any:
        """Return the root element of a part's content.

        :raises ReportFileUnreadable: if it is broken, too large, or declares entities
        """
        if content.count(b"<") > _MOST_TAGS or content.count(b"=") > _MOST_TAGS:
            raise ReportFileUnreadable(_too_large(self._name))
        if b"purl.oclc.org" in content:
            for strict, usual in _STRICT.items():
                content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise ReportFileUnreadable(_declares(self._name)) from error
            raise ReportFileUnreadable(corrupt(self._name)) from error
        # Office writes no document type: whoever does wants entities expanded or files fetched.
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReportFileUnreadable(_declares(self._name))
        return root

    def mimetype(self) -> bytes:
        """Return what an open document says it is, b"" if nothing."""
        return (self.part("mimetype") or b"")[:200]

    def relations(self, part: str) -> dict[str, str]:
        """Return the parts that `part` refers to by their ids; what lies outside is left out.

        :raises ReportFileUnreadable: as `xml`
        """
        folder = dirname(part)
        root = self.xml(join(folder, "_rels", part.rpartition("/")[2] + ".rels"))
        if root is None:
            return {}
        found = {}
        for each in root:
            target = each.get("Target") or ""
            if each.get("TargetMode") != "External" and each.get("Id"):
                inside = target.startswith("/")
                found[each.get("Id")] = (
                    target.lstrip("/") if inside else normpath(join(folder, target))
                )
        return found


def corrupt(name: str) -> str:
    """Return the message for a damaged file."""
    return f"文件“{name}”已损坏或不完整，请用Office或WPS打开并另存后重新上传。"


def _too_large(name: str) -> str:
    return f"文件“{name}”解压后的内容过多，不像一份报告，请只保留报告本身，另存后重新上传。"


def _declares(name: str) -> str:
    return f"文件“{name}”中含有实体声明，可能是恶意文件，不予打开；请重新制作后上传。"
