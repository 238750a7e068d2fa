"""Section 二's table read: each figure by the labels of its line and of its column."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

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
    cells = grid.own[row]
    first = next(n for n, cell in enumerate(cells) if letters(cell.text) == _CONTENT)
    columns = []
    for cell in cells[first + 1 :]:
        label = proactive_column_label(cell.text)
        if label is None:
            continue
        placements.note_label(_TABLE, label.differs_from, cell.text, grid.place(row, cell.left))
        unit = _UNIT.search("".join(unicodedata.normalize("NFKC", cell.text).split()))
        columns.append((letters(label.key), cell.left, unit[1] if unit else ""))
    line = grid.lines[row]
    named = [cell for cell in cells[first + 1 :] if cell.text.strip()]
    on_grid = len(line) == grid.width and grid.table.has_spans and len(columns) == len(named)
    return ProactiveHead(tuple(columns), on_grid, grid.width)


def take_proactive(grid: Grid, row: int, head: ProactiveHead, placements: Placements) -> bool:
    """
    Put one line's figures to their places; return False for a line that is none of this table.

    :raises ReportFileUnreadable: if its figures cannot be told apart
    """
    cells = grid.own[row]
    first = next((n for n, cell in enumerate(cells) if cell.text.strip()), None)
    if first is None:
        return True
    found = cells[first]
    if is_value(found.text, placements.wrapped):
        return False
    label = proactive_row_label(found.text)
    place = grid.place(row, found.left)
    rest = cells[first + 1 :]
    if label is None:
        texts = [cell.text for cell in rest]
        if not rest or not all(is_value(each, placements.wrapped) for each in texts):
            return False
        placements.note_extra(_TABLE, found.text, texts, place)
        return True
    placements.note_label(_TABLE, label.differs_from, found.text, place)
    figures = _figures(grid, row, found, rest, head)
    for (column, _, unit), cell in zip(head.columns, figures, strict=False):
        named = proactive_paths().get((letters(label.key), column)) or _same_line(label.key, column)
        if named is None:
            continue
        code, path = named
        where = grid.place(row, cell.left)
        placements.editions.setdefault(code, where)
        kind = _kind(code, path)
        wan = unit if kind is FigureKind.AMOUNT_WAN else ""
        if path in _WITHOUT_UNIT and not unit:
            wan = UNIT_UNKNOWN
        placements.put(path, cell, kind, where, wan)
    placements.note_table(_TABLE)
    return True


@cache
def _kind(code: str, path: str) -> FigureKind:
    return edition(code).figures[path].kind


def _same_line(row: str, column: str) -> tuple[str, str] | None:
    # 规范性文件 (2019) and 行政规范性文件 (2021) are one line; the column tells the edition.
    for other in ("规范性文件", "行政规范性文件"):
        if "规范性文件" in row and (other, column) in proactive_paths():
            return proactive_paths()[other, column]
    return None


def _figures(
    grid: Grid, row: int, label: GridCell, rest: tuple[GridCell, ...], head: ProactiveHead
) -> list[GridCell]:
    line = grid.lines[row]
    if head.on_grid and len(line) == head.width:
        figures = []
        for _, place, _ in head.columns:
            cell = line[place]
            if cell is None or cell is label or cell.row != row or cell in figures:
                raise unplaceable(grid, row, label.text, "单元格与列标题对不上")
            figures.append(cell)
        return figures
    wanted = len(head.columns)
    insist_on_full_line(grid, row, label.text, len(grid.own[row]) - len(rest) + wanted)
    if len(rest) < wanted:
        if not any(cell.text.strip() for cell in rest):
            return []
        raise unplaceable(grid, row, label.text, f"应有{wanted}格，只有{len(rest)}格")
    if any(cell.text.strip() for cell in rest[wanted:]):
        raise unplaceable(grid, row, label.text, f"应有{wanted}格，多出了内容")
    return list(rest[:wanted])
