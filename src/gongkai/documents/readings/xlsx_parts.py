"""What an Excel workbook keeps apart from its sheets: texts, formats, and which sheets it has."""

import re
from typing import Any, NamedTuple

from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.attributes import number_in

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WORKBOOK = "xl/workbook.xml"
# ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates in Chinese editions.
_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_TIMES = frozenset((*range(18, 22), *range(32, 36), *range(45, 48), 55, 56))
_PERCENTAGES = frozenset((9, 10))
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
# Excel lets a format have so many characters.
_LONGEST_CODE = 255
_DATE_LETTER = re.compile(r"[yde]|m(?!s)", re.IGNORECASE)
_TIME_LETTER = re.compile(r"[hs]", re.IGNORECASE)


class Sheet(NamedTuple):
    """A visible sheet: its name and the part that holds it."""

    name: str
    part: str


class CellStyle(NamedTuple):
    """How a cell looks: `shows` is "" for a plain number, else "date", "time" or "percent"."""

    shows: str = ""
    is_framed: bool = False


def visible_sheets(package: Package) -> tuple[list[Sheet], bool]:
    """Return the visible worksheets in order, and whether days are counted from 1904.

    :raises ReportFileUnreadable: if the index is broken
    """
    root = package.xml(_WORKBOOK)
    if root is None:
        return [], False
    targets = package.relations(_WORKBOOK)
    sheets = [
        Sheet(sheet.get("name", ""), targets.get(sheet.get(f"{_RELATION}id", ""), ""))
        for sheet in root.iter(f"{MAIN}sheet")
        if sheet.get("state", "visible") == "visible"
    ]
    properties = root.find(f"{MAIN}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return sheets, is_1904


def shared_texts(package: Package) -> list[str]:
    """Return the texts that cells refer to by number.

    :raises ReportFileUnreadable: if their part is broken
    """
    root = package.xml("xl/sharedStrings.xml")
    return [] if root is None else [text_of(item) for item in root.iterchildren(f"{MAIN}si")]


def text_of(item: Any) -> str:
    """Return a text of one or several runs; readings printed above characters are left out."""
    return "".join(
        part.text or "" for part in item.iter(f"{MAIN}t") if part.getparent().tag != f"{MAIN}rPh"
    )


def cell_styles(package: Package) -> list[CellStyle]:
    """Return the looks of cells by number.

    :raises ReportFileUnreadable: if their part is broken
    """
    root = package.xml("xl/styles.xml")
    if root is None:
        return []
    borders = root.find(f"{MAIN}borders")
    framed = [_is_framed(border) for border in (() if borders is None else borders)]
    codes = {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(f"{MAIN}numFmt")
    }
    looks = root.find(f"{MAIN}cellXfs")
    found = []
    for look in () if looks is None else looks.iterchildren(f"{MAIN}xf"):
        number = number_in(look.get("borderId"), 0)
        is_framed = number < len(framed) and framed[number]
        found.append(CellStyle(_shown_as(look.get("numFmtId", "0"), codes), is_framed))
    return found


def _is_framed(border: Any) -> bool:
    drawn = {side.tag.rpartition("}")[2] for side in border if side.get("style", "none") != "none"}
    return bool(drawn & {"left", "right", "start", "end"}) and bool(drawn & {"top", "bottom"})


def _shown_as(number: str, codes: dict[str, str]) -> str:
    code = codes.get(number)
    if code is None:
        known = number_in(number, 0)
        if known in _DATES:
            return "date"
        return "time" if known in _TIMES else "percent" if known in _PERCENTAGES else ""
    bare = _QUOTED.sub("", code[:_LONGEST_CODE].partition(";")[0])
    if bare.lower() == "general" or bare == "@":
        return ""
    if "%" in bare:
        return "percent"
    if _DATE_LETTER.search(bare) and not re.search(r"[0#?]", bare):
        return "date"
    return "time" if _TIME_LETTER.search(bare) and not re.search(r"[#?]", bare) else ""
