"""The parts of a Word file around its text: settings, fonts, properties, the zip itself."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gongkai.documents.reports.docx_styles import FANGSONG, HEITI, KAITI, SONGTI, TITLE_FACE

_SUBSTITUTES = {
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    SONGTI: "SimSun",
    TITLE_FACE: "华文中宋",
}
# What the library's template brings along: its own picture, program name and style effects.
_FOREIGN_PARTS = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_COMPATIBILITY_MODE = "15"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def clean_template(word: Any) -> None:
    """Take out what the empty document of the library holds beyond an empty document."""
    for relations in (word.part.package.rels, word.part.rels):
        for relation in [*relations.values()]:
            if relation.reltype in _FOREIGN_PARTS:
                relations.pop(relation.rId)


def set_chinese_settings(word: Any) -> None:
    """Set the language of the text, the squeezing of punctuation, and the mode of Word 2013."""
    settings = word.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _COMPATIBILITY_MODE)


def name_substitutes(document: Any) -> None:
    """Tell Word which installed face stands in where an office's own face is missing."""
    fonts = OxmlElement("w:fonts")
    for face, substitute in _SUBSTITUTES.items():
        font = OxmlElement("w:font")
        font.set(qn("w:name"), face)
        for name, value in (("altName", substitute), ("charset", "86"), ("family", "auto")):
            part = OxmlElement(f"w:{name}")
            part.set(qn("w:val"), value)
            font.append(part)
        fonts.append(font)
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table._blob = serialize_part_xml(fonts)


def set_properties(document: Any, *, title: str, organ: str, remarks: str, dated: date) -> None:
    """Set the file's properties, all from the report, none from the clock or the machine."""
    properties = document.core_properties
    moment = datetime.combine(dated, time())
    properties.title, properties.author, properties.last_modified_by = title, organ, organ
    properties.subject, properties.keywords = "政府信息公开工作年度报告", remarks
    properties.comments, properties.language, properties.revision = remarks, "zh-CN", 1
    properties.created = properties.modified = properties.last_printed = moment


def repacked(blob: bytes) -> bytes:
    """Return the package without the moment of its making, which zip entries carry."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(blob)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
