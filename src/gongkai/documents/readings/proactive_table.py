"""Section 二's table read: each figure by the labels of its line and of its column."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.documents.readings.cells import UNIT_UNKNOWN
from gongkai.documents.readings.grids import Grid, GridCell
from gongkai.documents.readings.labels import (
    letters,
    proactive_column_label,
    proactive_paths,
    proactive_row_label,
)
from gongkai.documents.readings.placing import (
    Placements,
    insist_on_full_line,
    is_value,
    unplaceable,
)
from gongkai.rules.reports.editions import FigureKind, edition

_TABLE = "proactive"
_CONTENT = letters("信息内容")
# The form of 2019 names no unit here, and organs wrote either.
_WITHOUT_UNIT = {"proactive_2019.procurement.amount_wan"}
_ARTICLE = re.compile(r"^第?二十条")
_UNIT = re.compile(r"(?:单位)?[:：(（]?\s*(亿元|万元|元)\s*[)）]?\s*$")


@dataclass(frozen=True, slots=True)
class ProactiveHead:
    """The columns that one block of the table names, from left to right: label, place, unit."""

    columns: tuple[tuple[str, int, str], ...]
    on_grid: bool
    width: int


def is_article(found: set[str]) -> bool:
    """Test if a row, by the letters of its cells, is a block's heading (an item of art. 20)."""
    return len(found) == 1 and _ARTICLE.match(next(iter(found))) is not None


def is_proactive_head(found: set[str]) -> bool:
    """Test if a row, by the letters of its cells, names the columns of a block."""
    return _CONTENT in found


def proactive_head(grid: Grid, row: int, placements: Placements) -> ProactiveHead:
    """Return the columns that a block's head names."""
    texts, cells = grid.texts[row], grid.own[row]
    first = next(n for n, text in enumerate(texts) if letters(text) == _CONTENT)
    columns = []
    for text, cell in zip(texts[first + 1 :], cells[first + 1 :], strict=True):
        found = _column(text)
        if found is None:
            continue
        name, unit, official = found
        if official is not None:
            placements.note_label(_TABLE, official, text, grid.place(row, cell.left))
        columns.append((name, cell.left, unit))
    named = sum(map(bool, map(str.strip, texts[first + 1 :])))
    on_grid = grid.has_spans and len(grid.lines[row]) == grid.width and len(columns) == named
    return ProactiveHead(tuple(columns), on_grid, grid.width)


@lru_cache(maxsize=1024)
def _column(text: str) -> tuple[str, str, str | None] | None:
    """Return the letters of the column that a text names, its unit, and its official wording."""
    label = proactive_column_label(text)
    if label is None:
        return None
    unit = _UNIT.search("".join(unicodedata.normalize("NFKC", text).split()))
    return letters(label.key), unit[1] if unit else "", label.differs_from


def take_proactive(grid: Grid, row: int, head: ProactiveHead, placements: Placements) -> bool:
    """
    Put one line's figures to their places; return False for a line that is none of this table.

    :raises ReportFileUnreadable: if its figures cannot be told apart
    """
    texts = grid.texts[row]
    first = next((n for n, text in enumerate(texts) if text.strip()), None)
    if first is None:
        return True
    cells = grid.own[row]
    found = cells[first]
    if is_value(found.text, placements.wrapped):
        return False
    label = proactive_row_label(found.text)
    rest = cells[first + 1 :]
    if label is None:
        others = texts[first + 1 :]
        if not others or not all(is_value(each, placements.wrapped) for each in others):
            return False
        placements.note_extra(_TABLE, found.text, others, grid.place(row, found.left))
        return True
    if label.differs_from is not None:
        place = grid.place(row, found.left)
        placements.note_label(_TABLE, label.differs_from, found.text, place)
    figures = _figures(grid, row, found, rest, head)
    for (column, _, unit), cell in zip(head.columns, figures, strict=False):
        named = _figure(label.key, column)
        if named is None:
            continue
        code, path, kind = named
        where = grid.place(row, cell.left)
        placements.editions.setdefault(code, where)
        wan = unit if kind is FigureKind.AMOUNT_WAN else ""
        if path in _WITHOUT_UNIT and not unit:
            wan = UNIT_UNKNOWN
        placements.put(path, cell, kind, where, wan)
    placements.note_table(_TABLE)
    return True


@cache
def _figure(row: str, column: str) -> tuple[str, str, FigureKind] | None:
    """Return edition, path and kind of the figure in a line and a column, if there is one."""
    lines = [letters(row)]
    if "规范性文件" in row:
        # 规范性文件 (2019) and 行政规范性文件 (2021) are one line; the column tells the edition.
        lines += ["规范性文件", "行政规范性文件"]
    for line in lines:
        if (line, column) in proactive_paths():
            code, path = proactive_paths()[line, column]
            return code, path, edition(code).figures[path].kind
    return None


def _figures(
    grid: Grid, row: int, label: GridCell, rest: tuple[GridCell, ...], head: ProactiveHead
) -> list[GridCell]:
    if head.on_grid and grid.places_in(row) == head.width:
        figures = []
        for _, place, _ in head.columns:
            cell = grid.lines[row][place]
            if cell is None or cell is label or cell.row != row or cell in figures:
                raise unplaceable(grid, row, label.text, "单元格与列标题对不上")
            figures.append(cell)
        return figures
    wanted = len(head.columns)
    insist_on_full_line(grid, row, label.text, len(grid.texts[row]) - len(rest) + wanted)
    if len(rest) < wanted:
        if not any(cell.text.strip() for cell in rest):
            return []
        raise unplaceable(grid, row, label.text, f"应有{wanted}格，只有{len(rest)}格")
    if any(cell.text.strip() for cell in rest[wanted:]):
        raise unplaceable(grid, row, label.text, f"应有{wanted}格，多出了内容")
    return list(rest[:wanted])
