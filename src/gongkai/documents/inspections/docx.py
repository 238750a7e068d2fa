"""A Word file looked through: text, hidden text, changes, comments."""

import re
from typing import Any

from gongkai.documents.inspections.office import authors_in, look_at_package
from gongkai.documents.inspections.people import name_found
from gongkai.documents.inspections.seen import Seen
from gongkai.documents.readings.archives import Package, corrupt
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.redactions.docx_cleaning import hidden_styles_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORIES = re.compile(r"word/(?:document|(?:header|footer|footnotes|endnotes)\d*)\.xml")
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_DELETED = frozenset({f"{_W}del", f"{_W}moveFrom"})
_INSERTED = frozenset({f"{_W}ins", f"{_W}moveTo"})
_FORMATS = frozenset(
    f"{_W}{name}Change" for name in ("rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr")
)
_BREAKS = frozenset({f"{_W}br", f"{_W}cr", f"{_W}tab"})
_OFF = frozenset({"0", "false", "off"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def inspect_docx(package: Package, seen: Seen) -> None:
    """Collect the texts of a Word file and what a reader of it does not see.

    :raises ReportFileUnreadable: if it is broken
    """
    stories = sorted(name for name in package.names if _STORIES.fullmatch(name))
    if "word/document.xml" not in stories:
        raise ReportFileUnreadable(corrupt(seen.name))
    look_at_package(package, seen)
    hidden_styles = hidden_styles_of(package.xml("word/styles.xml"))
    changes: set[str] = set()
    for name in ["word/document.xml", *(one for one in stories if one != "word/document.xml")]:
        root = package.xml(name)
        prefix = "" if name == "word/document.xml" else f"{name[5:-4]}/"
        _Story(seen, hidden_styles, changes).read(root, prefix)
    if changes - {""}:
        _tell_changes(seen, changes)
    elif changes:
        seen.find("FILE_CHANGES", "", "changes", _CHANGED, "接受或拒绝全部修订后重新上传")
    for name in sorted(package.names):
        if _COMMENTS.fullmatch(name):
            comments = package.xml(name)
            for comment in () if comments is None else comments.iter(f"{_W}comment"):
                text = "".join(each.text or "" for each in comment.iter(f"{_W}t"))
                told = "附件中有批注，会随附件一起公开。"
                seen.hide("FILE_COMMENT", "comment", text or "（空批注）", told)
    for author in sorted(set(authors_in(package))):
        name_found(seen, "property-people", "批注和修订人", author)


_CHANGED = "附件中有修订记录，会公开修改前的文字和修改人。"


def _tell_changes(seen: Seen, authors: set[str]) -> None:
    seen.find("FILE_CHANGES", "", "changes", _CHANGED, "接受或拒绝全部修订后重新上传")
    for author in sorted(authors - {""}):
        name_found(seen, "property-changes", "修订人", author)


class _Story:
    """The body, a header, a footer or the notes, read paragraph by paragraph."""

    def __init__(self, seen: Seen, hidden_styles: set[str], changes: set[str]) -> None:
        self._seen, self._hidden_styles, self._changes = seen, hidden_styles, changes

    def read(self, root: Any, prefix: str) -> None:
        """Collect all paragraphs; places count paragraphs, or tables, rows and cells."""
        numbers = {"p": 0, "table": 0}
        cells: dict[Any, str] = {}
        for table in root.iter(f"{_W}tbl"):
            numbers["table"] += 1
            for row_number, row in enumerate(table.iterchildren(f"{_W}tr"), start=1):
                for number, cell in enumerate(row.iterchildren(f"{_W}tc"), start=1):
                    cells[cell] = f"table-{numbers['table']}/{row_number}-{number}"
        for paragraph in root.iter(f"{_W}p"):
            if next(paragraph.iterancestors(_FALLBACK), None) is not None:
                continue
            cell = next(paragraph.iterancestors(f"{_W}tc"), None)
            if cell is None:
                numbers["p"] += 1
                place = f"p-{numbers['p']}"
            else:
                place = cells.get(cell, "table")
            self._paragraph(paragraph, f"{prefix}{place}")
        for element in root.iter(*_DELETED, *_INSERTED, *_FORMATS):
            self._changes.add(element.get(f"{_W}author", ""))

    def _paragraph(self, paragraph: Any, place: str) -> None:
        shown: list[str] = []
        hidden: list[str] = []
        deleted: list[str] = []
        for element in paragraph.iter(f"{_W}t", f"{_W}delText", *_BREAKS):
            run = next(element.iterancestors(f"{_W}r"), None)
            # Text boxes hold paragraphs of their own.
            if run is None or next(element.iterancestors(f"{_W}p")) is not paragraph:
                continue
            text = "\n" if element.tag in _BREAKS else element.text or ""
            if any(each.tag in _DELETED for each in element.iterancestors()):
                deleted.append(text)
            elif self._is_hidden(run, paragraph):
                hidden.append(text)
            else:
                shown.append(text)
        self._seen.say(place, "".join(shown))
        told = "附件中有隐藏文字（隐藏格式或白色文字），会随附件一起公开。"
        self._seen.hide("HIDDEN_TEXT", f"{place}/hidden", "".join(hidden), told)
        if "".join(deleted).strip():
            told = "附件的修订记录中有已删除的文字，会随附件一起公开。"
            self._seen.hide("FILE_CHANGES", f"{place}/deleted", "".join(deleted), told)

    def _is_hidden(self, run: Any, paragraph: Any) -> bool:
        properties = run.find(f"{_W}rPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val") in self._hidden_styles:
            return True
        if properties is None:
            return False
        own = properties.find(f"{_W}rStyle")
        if own is not None and own.get(f"{_W}val") in self._hidden_styles:
            return True
        for name in ("vanish", "specVanish", "webHidden"):
            mark = properties.find(f"{_W}{name}")
            if mark is not None and mark.get(f"{_W}val", "1") not in _OFF:
                return True
        color = properties.find(f"{_W}color")
        is_white = color is not None and color.get(f"{_W}val", "").upper() == "FFFFFF"
        return is_white and not _has_ground(run, properties)


def _has_ground(run: Any, properties: Any) -> bool:
    """Test if something dark may stand behind white text: shading, highlighting, a text box."""
    if properties.find(f"{_W}highlight") is not None or properties.find(f"{_W}shd") is not None:
        return True
    for each in run.iterancestors(f"{_W}p", f"{_W}tc", f"{_W}tbl", f"{_W}txbxContent"):
        if each.tag == f"{_W}txbxContent":
            return True
        name = {f"{_W}p": "pPr", f"{_W}tc": "tcPr", f"{_W}tbl": "tblPr"}[each.tag]
        if each.find(f"{_W}{name}/{_W}shd") is not None:
            return True
    return False
