"""The parts of a Word file that go over into a severed one, and those for which it is refused."""

import io
import zipfile
import zlib
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple

from lxml import etree

from gongkai.documents.redactions.areas import RedactionRefused

_LARGEST_UNPACKED = 100 << 20
_GREATEST_RATIO = 250
_SMALL = 4 << 20
_MOST_PARTS = 2_000
_MOST_TAGS = 1_000_000
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# By the last word of the relationship's type.
_KEPT = {
    *("officeDocument", "styles", "numbering", "settings", "fontTable", "theme"),
    *("header", "footer", "footnotes", "endnotes", "image", "hyperlink"),
}
# Nothing of the document's own text: who wrote and discussed it, with what, and copies of it.
_DROPPED = {
    *("core-properties", "extended-properties", "custom-properties", "thumbnail"),
    *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"),
    *("customXml", "customXmlProps", "webSettings", "glossaryDocument", "stylesWithEffects"),
    *("printerSettings", "attachedTemplate", "font", "keyMapCustomizations", "origin"),
    *("mailMergeSource", "mailMergeHeaderSource", "mailMergeRecipientData", "documenttasks"),
}
_MACROS = {"vbaProject", "wordVbaData", "activeXControlBinary", "control", "attachedToolbars"}
INSTEAD = "请先把文件另存为PDF，再对PDF作区分处理。"


class Relation(NamedTuple):
    """A link from one part to another, or out of the file."""

    identity: str
    kind: str
    target: str
    is_external: bool


class WordPackage:
    """The parts of a Word file that may go over, unpacked within bounds and without entities."""

    def __init__(self, content: bytes) -> None:
        """Unpack a file and walk from its root over the parts that belong to the text.

        :raises RedactionRefused: broken, encrypted, out of proportion, with macros or objects
        """
        self._parts = _unpacked(content)
        self._types = self._content_types()
        self.relations: dict[str, list[Relation]] = {}
        self._walk("", self._relations_of(""))
        mains = [one.target for one in self.relations[""] if one.kind == "officeDocument"]
        if len(mains) != 1 or self._types.get(mains[0]) != _MAIN_TYPE:
            raise RedactionRefused(
                "文件不是普通的Word文档（DOCX），或含有宏；请用Word或WPS另存为DOCX后重新上传。"
            )
        self.main = mains[0]

    def names(self) -> list[str]:
        """Return the parts that go over, the main one first."""
        found = dict.fromkeys([self.main])
        for relations in self.relations.values():
            found |= dict.fromkeys(one.target for one in relations if not one.is_external)
        return list(found)

    def kind(self, name: str) -> str:
        """Return as what a part is linked, e.g. "header"."""
        links = (one for each in self.relations.values() for one in each if one.target == name)
        return next(links).kind

    def part(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._parts[name]

    def tree(self, name: str) -> Any:
        """Return a part as XML.

        :raises RedactionRefused: if it is broken or declares entities
        """
        return parsed(self._parts[name])

    def content_type(self, name: str) -> str:
        """Return the content type that a part is declared as."""
        return self._types.get(name, "application/xml")

    def _content_types(self) -> dict[str, str]:
        if _TYPES not in self._parts:
            raise RedactionRefused("文件不是Word文档，请核对后重新上传。")
        root = parsed(self._parts[_TYPES])
        found = {}
        for one in root.iter("{*}Override"):
            found[str(one.get("PartName", "")).lstrip("/")] = str(one.get("ContentType", ""))
        if any("macroEnabled" in kind or "vbaProject" in kind for kind in found.values()):
            raise RedactionRefused(f"文件含有宏，不能作区分处理；{INSTEAD}")
        return found

    def _relations_of(self, name: str) -> list[Relation]:
        folder, _, file = name.rpartition("/")
        source = self._parts.get(join(folder, "_rels", f"{file}.rels"))
        if source is None:
            return []
        found = []
        for one in parsed(source).iter(f"{_RELATIONS}Relationship"):
            kind = str(one.get("Type", "")).rpartition("/")[2]
            target, external = str(one.get("Target", "")), one.get("TargetMode") == "External"
            if not external:
                inside = target.startswith("/")
                target = target.lstrip("/") if inside else normpath(join(dirname(name), target))
            found.append(Relation(str(one.get("Id", "")), kind, target, external))
        return found

    def _walk(self, name: str, relations: list[Relation]) -> None:
        kept = [one for one in relations if _goes_over(one)]
        self.relations[name] = kept
        for one in kept:
            if one.is_external or one.target in self.relations:
                continue
            if one.target not in self._parts:
                raise RedactionRefused("文件已损坏（缺少部分内容），请用Word打开并另存后重新上传。")
            self._walk(one.target, self._relations_of(one.target))


def packed(
    parts: dict[str, bytes], types: dict[str, str], relations: dict[str, list[Relation]]
) -> bytes:
    """Return a Word file of parts, the same bytes for the same parts."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    made = {
        _TYPES: (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="jpeg" ContentType="image/jpeg"/>'
            f"{overrides}</Types>"
        ).encode()
    }
    for name, links in relations.items():
        folder, _, file = name.rpartition("/")
        if links:
            made[join(folder, "_rels", f"{file}.rels")] = _relations_xml(links)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (made | parts).items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return output.getvalue()


def parsed(content: bytes) -> Any:
    """Return XML without entities and without access to anything outside.

    :raises RedactionRefused: if it is broken, declares entities or is out of proportion
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RedactionRefused("文件中含有实体声明，可能是恶意文件，不予打开；请重新制作后上传。")
    if b"purl.oclc.org/ooxml" in content:
        raise RedactionRefused("文件是“严格”格式的DOCX，请用Word另存为普通DOCX后重新上传。")
    if content.count(b"<") > _MOST_TAGS:
        raise RedactionRefused(f"文件内容过多，请拆分后分别处理，或{INSTEAD}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RedactionRefused("文件已损坏，请用Word打开并另存后重新上传。") from error


def _goes_over(one: Relation) -> bool:
    if one.kind in _DROPPED:
        return False
    if one.kind in _MACROS:
        raise RedactionRefused(f"文件含有宏或控件，不能作区分处理；{INSTEAD}")
    if one.kind not in _KEPT or (one.is_external and one.kind != "hyperlink"):
        raise RedactionRefused(
            f"文件中含有嵌入的对象、图表或外部链接的内容（{one.kind[:30]}），里面的文字无法处理；{INSTEAD}"
        )
    return True


def _relations_xml(links: list[Relation]) -> bytes:
    root = etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
    for one in links:
        row = etree.SubElement(root, f"{_RELATIONS}Relationship")
        row.set("Id", one.identity)
        row.set("Type", _KINDS + one.kind)
        row.set("Target", one.target if one.is_external else f"/{one.target}")
        if one.is_external:
            row.set("TargetMode", "External")
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _unpacked(content: bytes) -> dict[str, bytes]:
    broken = "文件已损坏或不完整，请用Word打开并另存后重新上传。"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            total = sum(member.file_size for member in members)
            small = sum(member.compress_size for member in members) or 1
            out_of_proportion = total > _SMALL and total / small > _GREATEST_RATIO
            if total > _LARGEST_UNPACKED or out_of_proportion or len(members) > _MOST_PARTS:
                raise RedactionRefused("文件解压后过大，与普通文档不相称，为安全起见不予打开。")
            if any(member.flag_bits & 1 for member in members):
                raise RedactionRefused("文件设有密码，请取消密码后另存，再重新上传。")
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise RedactionRefused(broken) from error
