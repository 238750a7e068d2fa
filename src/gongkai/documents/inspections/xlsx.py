"""An Excel workbook looked through: cells, hidden sheets, rows and columns, comments."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.documents.inspections.office import authors_in, look_at_package
from gongkai.documents.inspections.people import name_found
from gongkai.documents.inspections.seen import Seen
from gongkai.documents.readings.archives import Package, corrupt
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.readings.xlsx_parts import MAIN, shared_texts, text_of

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WORKBOOK = "xl/workbook.xml"
_COMMENTS = re.compile(r"xl/(?:comments\d*|comments/comment[^/]*|threadedComments/[^/]+)\.xml")
_COLUMN = re.compile(r"[A-Z]{1,3}")
_ON = frozenset({"1", "true"})
_MOST_CELLS = 300_000
_MOST_COLUMNS = 16_384


def inspect_xlsx(package: Package, seen: Seen) -> None:
    """Collect the rows of a workbook as texts, and what a reader of it does not see.

    :raises ReportFileUnreadable: if it is broken or holds too many cells
    """
    index = package.xml(_WORKBOOK)
    if index is None:
        raise ReportFileUnreadable(corrupt(seen.name))
    look_at_package(package, seen)
    targets = package.relations(_WORKBOOK)
    texts = shared_texts(package)
    room = _MOST_CELLS
    for number, sheet in enumerate(index.iter(f"{MAIN}sheet"), start=1):
        root = package.xml(targets.get(sheet.get(f"{_RELATION}id", ""), ""))
        if root is None:
            continue
        if sheet.get("state", "visible") != "visible":
            name = sheet.get("name", "")
            told = f"工作簿中有隐藏的工作表“{name[:40]}”，会随附件一起公开。"
            seen.find("HIDDEN_TEXT", f"sheet-{number}", name, told, "删去隐藏的工作表后重新上传")
        room = _Sheet(seen, texts, f"sheet-{number}").read(root, room)
    for name in sorted(package.names):
        if _COMMENTS.fullmatch(name):
            for comment in _root(package, name).iter("{*}comment", "{*}threadedComment"):
                text = "".join(each.text or "" for each in comment.iter("{*}t", "{*}text"))
                told = "附件中有批注，会随附件一起公开。"
                seen.hide("FILE_COMMENT", "comment", text.strip() or "（空批注）", told)
    for author in sorted(set(authors_in(package))):
        name_found(seen, "property-people", "批注人", author)


class _Sheet:
    def __init__(self, seen: Seen, texts: list[str], place: str) -> None:
        self._seen, self._texts, self._place = seen, texts, place

    def read(self, root: Any, room: int) -> int:
        """Collect the rows; return the room that is left."""
        hidden_columns = [*_hidden_columns(root)]
        told = "工作表中有隐藏的行或列，会随附件一起公开。"
        is_told = False
        for number, row in enumerate(root.iter(f"{MAIN}row"), start=1):
            values = []
            is_hidden = row.get("hidden") in _ON
            for cell in row.iterchildren(f"{MAIN}c"):
                room -= 1
                if room < 0:
                    raise ReportFileUnreadable(
                        f"文件“{self._seen.name}”的单元格超过{_MOST_CELLS}个，无法检查；请拆分后分别上传。"
                    )
                value = self._value(cell)
                if not value:
                    continue
                values.append(value)
                column = _column(cell.get("r", ""))
                is_hidden = is_hidden or any(low <= column <= high for low, high in hidden_columns)
            self._seen.say(f"{self._place}/row-{row.get('r', number)}", "\t".join(values))
            if is_hidden and values and not is_told:
                is_told = True
                self._seen.find(
                    "HIDDEN_TEXT",
                    f"{self._place}/row-{row.get('r', number)}",
                    "\t".join(values),
                    told,
                    "取消隐藏后核对，不需要公开的删去",
                )
        return room

    def _value(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            return "" if inline is None else text_of(inline)
        written = cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            place = int(written) if written.isascii() and written.isdigit() else -1
            return self._texts[place] if 0 <= place < len(self._texts) else ""
        if kind == "n" and "E" in written.upper():
            return _plain(written)
        return written


def _root(package: Package, name: str) -> Any:
    root = package.xml(name)
    if root is None:
        raise ReportFileUnreadable(corrupt(name))
    return root


def _plain(written: str) -> str:
    """Return a number as it is read: Excel writes 1.3800138E10."""
    try:
        return f"{float(written):.0f}"
    except (ValueError, OverflowError):
        return written


def _hidden_columns(root: Any) -> Iterator[tuple[int, int]]:
    for column in root.iter(f"{MAIN}col"):
        low, high = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _ON and low.isdigit() and high.isdigit():
            yield min(int(low), _MOST_COLUMNS), min(int(high), _MOST_COLUMNS)


def _column(reference: str) -> int:
    found = _COLUMN.match(reference)
    number = 0
    for letter in found[0] if found else "":
        number = number * 26 + ord(letter) - 64
    return number
