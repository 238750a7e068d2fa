"""The XML parts of an .xlsx file: how far each sheet reaches, and which cells failed."""

import re
import zipfile
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

# A reader lays a sheet out as a full rectangle, about 33 bytes a cell.
MOST_CELLS = 8_000_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LARGEST_INDEX = 4 * 1024 * 1024
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>')
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\s([^>]*?)\br="([A-Z]{1,3})(\d{1,7})"([^>]*)>\s*'
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_FAILED = "公式计算出错"
_NEVER = "公式没有计算结果，请用Excel打开并保存一次"


@dataclass
class Extent:
    """The rectangle of a sheet's filled cells, and its broken ones by (row, column) from 1."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    _columns: dict[bytes, int] = field(default_factory=dict)

    def take(self, chunk: bytes) -> None:
        """Extend by the cells of a piece of the part; a cell seen twice does no harm."""
        columns, rows = self._columns, set()
        for match in _CELL.finditer(chunk):
            tag, letters, row = match.group(0, 1, 2)
            # A cell that is only coloured is empty, and readers leave it out as well.
            if tag.endswith(b"/>") or chunk.startswith(b"</", match.end()):
                continue
            if letters not in columns:
                columns[letters] = _column_number(letters)
            rows.add(row)
            if b' t="e"' in tag:
                self.broken[int(row), columns[letters]] = _FAILED
        if rows:
            numbers = [int(row) for row in rows]
            self.bottom = max(self.bottom, *numbers)
            self.top = min(self.top or numbers[0], *numbers)
        if columns:
            self.left, self.right = min(columns.values()), max(columns.values())
        if b"<f" in chunk or b":f" in chunk:
            for match in _UNCALCULATED.finditer(chunk):
                # An empty text is a result; Excel marks it as such.
                if b't="' not in match[1] + match[4]:
                    self.broken[int(match[3]), _column_number(match[2])] = _NEVER

    @property
    def cells(self) -> int:
        """Return how many cells the rectangle has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0

    @property
    def farthest(self) -> str:
        """Return the far corner as Excel names it."""
        letters = max(self._columns, key=lambda each: self._columns[each], default=b"A")
        return f"{letters.decode()}{self.bottom}"


def parts_by_sheet(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    index = _parsed(archive, "xl/workbook.xml")
    relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    if index is None or relations is None:
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found: dict[str, str] = {}
    for namespace in (_MAIN, _STRICT):
        for sheet in index.iter(f"{namespace}sheet"):
            key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            target = targets.get(key, "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            found[part] = sheet.get("name", "")
    return found


def since_1904(archive: zipfile.ZipFile) -> bool:
    """Test if the workbook counts its days from 1904 (ECMA-376 part 1, 18.2.28)."""
    index = _parsed(archive, "xl/workbook.xml")
    if index is None:
        return False
    properties = next((each for each in index.iter() if each.tag.endswith("workbookPr")), None)
    return properties is not None and properties.get("date1904") in ("1", "true")


def _parsed(archive: zipfile.ZipFile, part: str) -> ElementTree.Element | None:
    try:
        if archive.getinfo(part).file_size > _LARGEST_INDEX:
            return None
        return ElementTree.fromstring(archive.read(part))
    except (KeyError, ElementTree.ParseError):
        return None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
