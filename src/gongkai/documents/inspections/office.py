"""What Word and Excel files have in common: properties, macros, embedded files, pictures."""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from gongkai.documents.inspections.people import name_found
from gongkai.documents.inspections.pictures import look_at_picture
from gongkai.documents.inspections.seen import Seen
from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.prechecks.links import link_fault

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
NAMES = {"creator": "作者", "lastModifiedBy": "最后保存者", "Manager": "经理", "Company": "单位"}
"""Properties that hold names, by the local name of their element."""
_WORDS = ("title", "subject", "description", "keywords", "category")
_MACROS = re.compile(r"(?i)vbaproject[^/]*\.bin$|vbadata\.xml$|/activex/|macrosheets/")
_EMBEDDED = re.compile(
    r"(?i)/embeddings/|oleobject[^/]*\.bin$|/externalLinks/|/pivotCache/pivotCacheRecords"
)
_PEOPLE = re.compile(r"(?i)/people\.xml$|/persons/person[^/]*\.xml$")
_MEDIA = re.compile(r"(?i)/media/[^/]+\.(?:jpe?g|png)$")
_MOST_MEDIA = 200


def look_at_package(package: Package, seen: Seen) -> None:
    """Collect what does not depend on whether a package is Word's or Excel's.

    :raises ReportFileUnreadable: if a part is broken
    """
    names = sorted(package.names)
    if macros := [name for name in names if _MACROS.search(name)]:
        told = "附件含有宏或控件，不得发布。"
        seen.find("FILE_ACTIVE", "", macros[0], told, "另存为不含宏的文件后重新上传")
    for name in names:
        if _EMBEDDED.search(name):
            told = "附件中嵌有其他文件或数据的副本，会一起公开。"
            advice = "删去嵌入的对象、外部链接和透视表缓存，或另存为PDF"
            seen.find("FILE_EMBEDDED", name.rpartition("/")[2], name, told, advice)
    for name in names:
        if name.endswith(".rels"):
            _look_at_links(package.xml(name), seen)
    for part in (CORE, APP):
        root = package.xml(part)
        for element in _named(root, NAMES):
            name = element.tag.rpartition("}")[2]
            name_found(seen, f"property-{name}", NAMES[name], element.text)
        for element in _named(root, _WORDS):
            seen.say(f"property-{element.tag.rpartition('}')[2]}", element.text or "")
    custom = package.xml(CUSTOM)
    for number, value in enumerate(_texts(custom), start=1):
        seen.say(f"property-{number}", value)
    for number, name in enumerate((n for n in names if _MEDIA.search(n)), start=1):
        if number > _MOST_MEDIA:
            break
        content = package.part(name)
        if content:
            look_at_picture(content, seen, f"picture-{number}/")


def _look_at_links(root: Any | None, seen: Seen) -> None:
    """Say which links lead to somebody's disk or an inner network, or run: also of templates."""
    for link in _named(root, ("Relationship",)):
        target = link.get("Target") or ""
        if link.get("TargetMode") == "External" and target:
            fault = link_fault(target)
            if fault is not None and fault.rule in ("LINK_ACTIVE", "LINK_LOCAL", "LINK_PRIVATE"):
                told = f"附件中的链接或模板：{fault.message}"
                seen.find(fault.rule, "link", target[:500], told, "删去链接后重新上传")


def authors_in(package: Package) -> list[str]:
    """Return the names of those who commented or changed, as the package lists them."""
    found: list[str] = []
    for name in sorted(package.names):
        if _PEOPLE.search(name):
            root = package.xml(name)
            for element in () if root is None else root.iter("{*}person"):
                values = [
                    value
                    for key, value in element.attrib.items()
                    if key.rpartition("}")[2] in ("author", "displayName")
                ]
                found += values
    return found


def unreadable(seen: Seen, error: ReportFileUnreadable) -> None:
    """Say that a file, or a part of it, cannot be read."""
    seen.find("FILE_UNREADABLE", "", "broken", str(error), "重新另存后上传，或改用PDF")


def _named(root: Any | None, names: Iterable[str]) -> list[Any]:
    if root is None:
        return []
    return [each for name in names for each in root.iter(f"{{*}}{name}")]


def _texts(root: Any | None) -> list[str]:
    if root is None:
        return []
    values = (each.text for each in root.iter(etree.Element) if len(each) == 0)
    return [value for value in values if value and value.strip()]
