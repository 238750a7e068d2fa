"""Excel workbooks read from their XML: what each visible sheet shows, as paragraphs and tables.

python-calamine is quick but tells neither hidden rows and columns nor frames, and openpyxl takes
ten times as long; frames decide whether a lone cell is a table's row or the title above it.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.limits import TableRoom
from gongkai.documents.readings.sources import Block, Source, SourceCell, SourceTable, SourceText
from gongkai.documents.readings.xlsx_parts import cell_styles, shared_texts, visible_sheets
from gongkai.documents.readings.xlsx_rows import Row, visible_rows
from gongkai.documents.readings.xlsx_sheet import Workbook, read_sheet

# What a table of the official form says in a row of its own, and what a heading above it says.
_LABEL = re.compile(r"第二十条第?[（(]|[一二三四][、.．]?(?:本年新收|上年结转|本年度办理|结转下年)")
_HEADING = re.compile(r"[一二三四五六七八九十]+[、.．]|注[:：]|说明[:：]|备注[:：]")
_LONGEST_LABEL = 60
_LONGEST_CELL = 300


def read_xlsx(content: bytes, name: str) -> Source:
    """Return what a workbook's visible sheets show, each headed by its name.

    Rows with two or more cells are a table; what stands alone in its row is a paragraph, unless it
    is framed like the table it touches.

    :raises ReportFileUnreadable: if it is broken, too large, or has formulas never calculated
    """
    package = Package(content, name)
    sheets, is_1904 = visible_sheets(package)
    book = Workbook(name, shared_texts(package), cell_styles(package), is_1904)
    room = TableRoom(name)
    blocks: list[Block] = []
    for sheet in sheets:
        root = package.xml(sheet.part)
        if root is None:
            continue
        rows = visible_rows(read_sheet(root, sheet.name, book), name)
        found = list(_blocks(rows, f"工作表“{sheet.name}”", room))
        if found:
            blocks += [SourceText(sheet.name, f"工作表“{sheet.name}”", 1), *found]
    return Source("xlsx", tuple(blocks))


def _blocks(rows: list[Row], sheet: str, room: TableRoom) -> Iterator[Block]:
    has_frames = any(row.weight > 1 and any(i.is_framed for i in row.items) for row in rows)
    tables = 0
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1].place - pair[0]):
        for is_table, part in _parts([row for _, row in run], has_frames=has_frames):
            if is_table:
                tables += 1
                place = f"{sheet}的表格" if tables == 1 else f"{sheet}的第{tables}个表格"
                yield _table(part, place, room)
            else:
                yield from _texts(part, sheet)


def _parts(run: list[Row], *, has_frames: bool) -> Iterator[tuple[bool, list[Row]]]:
    """Split rows that follow one another into tables and paragraphs."""
    for is_text, group in groupby(run, key=lambda row: _is_text(row, has_frames=has_frames)):
        rows = list(group)
        first = next((n for n, row in enumerate(rows) if row.weight > 1), len(rows))
        if is_text or first == len(rows):
            yield False, rows
            continue
        # Labels right above the first full row belong to it; a title above them does not.
        while first and _belongs(rows[first - 1]):
            first -= 1
        if first:
            yield False, rows[:first]
        yield True, rows[first:]


def _is_text(row: Row, *, has_frames: bool) -> bool:
    if any(len(item.text) > _LONGEST_CELL for item in row.items):
        return True
    if row.weight != 1 or not row.items:
        return False
    item = row.items[0]
    if item.is_framed or _LABEL.match(item.text):
        return False
    return has_frames or len(item.text) > _LONGEST_LABEL or bool(_HEADING.match(item.text))


def _belongs(row: Row) -> bool:
    return all(item.is_framed or _LABEL.match(item.text) for item in row.items)


def _texts(rows: list[Row], sheet: str) -> Iterator[SourceText]:
    for row in rows:
        for item in row.items:
            for line in item.text.split("\n"):
                if line:
                    yield SourceText(line, f"{sheet}第{row.number}行")


def _table(rows: list[Row], place: str, room: TableRoom) -> SourceTable:
    left = min(item.column for row in rows for item in row.items)
    right = max(item.column + item.colspan - 1 for row in rows for item in row.items)
    made = []
    for number, row in enumerate(rows):
        cells: list[SourceCell] = []
        starting = {item.column: item for item in row.items}
        room.take(place, number + 1, right - left + 1)
        covered = {c for first, last in row.covered for c in range(first, last + 1)}
        column = left
        while column <= right:
            item = starting.get(column)
            if item is not None:
                rowspan = min(item.rowspan, len(rows) - number)
                cells.append(SourceCell(item.text, item.colspan, rowspan))
            elif column not in covered:
                cells.append(SourceCell(""))
            column += item.colspan if item is not None else 1
        made.append(tuple(cells))
    return SourceTable(tuple(made), place)
