"""Figures put to the places that their labels name, each once, and what has no place kept aside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gongkai.documents.readings.cells import (
    MOST_DIGITS,
    cell_value,
    is_plain_number,
)
from gongkai.documents.readings.grids import Grid, GridCell
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.editions import FigureKind
from gongkai.rules.reports.evidence import CellKind, CellReading, ExtraRow, LabelFound
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.shape import Value

_NUMBER = CellKind.NUMBER
# Half the time of calling the class.
_NEW = tuple.__new__


class Figures(NamedTuple):
    """The cells of a line that hold its figures: their texts, columns and confidences."""

    texts: Sequence[str]
    columns: tuple[int, ...]
    confidences: Sequence[float | None]


def figures_of(cells: Sequence[GridCell]) -> Figures:
    """Return these cells as figures."""
    if not cells:
        return Figures((), (), ())
    texts, _, columns, _, _, confidences = zip(*cells, strict=True)
    return _NEW(Figures, (texts, columns, confidences))


@dataclass
class Placements:
    """
    What has been found so far: values and cells by path, extra rows, labels that differ.

    `editions` holds the editions that the tables' labels speak for, with where; `tables` the keys
    of the statutory tables in the order of the source. `wrapped` as for `cell_value`.
    """

    wrapped: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    cells: dict[str, CellReading] = field(default_factory=dict)
    extra_rows: list[ExtraRow] = field(default_factory=list)
    labels: dict[tuple[str, str], LabelFound] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)

    def put(self, path: str, cell: GridCell, kind: FigureKind, place: str, unit: str = "") -> None:
        """
        Keep the figure that a cell holds.

        :raises ReportFileUnreadable: if the source gives the same figure twice and differently
        """
        read, value = self._read(cell.text, kind, unit)
        if path in self.cells:
            self._insist_on_same(path, cell.text, read, value, place)
            return
        self.values[path] = value
        self.cells[path] = CellReading(read, cell.text.strip(), place, cell.confidence)

    def put_counts(self, paths: Sequence[str], figures: Figures, line: str) -> None:
        """
        Keep the counts of one line; `line` is where it stands.

        :raises ReportFileUnreadable: if the source gives the same figure twice and differently
        """
        texts, columns, confidences = figures
        known, values, wrapped = self.cells, self.values, self.wrapped
        read: CellKind
        value: Value
        for path, text, place, confidence in zip(
            paths, texts, _places(line, columns), confidences, strict=True
        ):
            if text.isdigit() and text.isascii() and len(text) <= MOST_DIGITS:
                # As most cells do; there are hundreds of them.
                read, value = _NUMBER, int(text)
            else:
                read, value = cell_value(text, FigureKind.COUNT, wrapped)
            if path in known:
                self._insist_on_same(path, text, read, value, place)
                continue
            values[path] = value
            known[path] = _NEW(CellReading, (read, text.strip(), place, confidence))

    def _read(self, text: str, kind: FigureKind, unit: str = "") -> tuple[CellKind, Value]:
        if (
            text.isdigit()
            and text.isascii()
            and len(text) <= MOST_DIGITS
            and kind is not FigureKind.AMOUNT_WAN
        ):
            # Not to be remembered: what is remembered shall come again.
            return _NUMBER, int(text)
        return cell_value(text, kind, self.wrapped, unit)

    def _insist_on_same(
        self, path: str, text: str, read: CellKind, value: Value, place: str
    ) -> None:
        before = self.cells[path]
        if before.kind is not read or self.values[path] != value:
            raise ReportFileUnreadable(
                f"同一数据项在文件中出现两次且不一致：{before.place}为“{quoted(before.text, 20)}”，"
                f"{place}为“{quoted(text, 20)}”；请只保留一份统计表后重新提供。"
            )

    def note_table(self, key: str) -> None:
        """Note that a statutory table was found."""
        if key not in self.tables:
            self.tables.append(key)

    def note_label(self, table: str, official: str, found: str, place: str) -> None:
        """Note a label that is not the official one letter by letter."""
        shown = " ".join(found.split())
        self.labels.setdefault((table, shown), LabelFound(table, official, shown, place))

    def note_extra(self, table: str, label: str, cells: Sequence[str], place: str) -> None:
        """Keep a line that the official form does not have, if anything stands in it."""
        texts = tuple(" ".join(text.split()) for text in cells)
        if any(texts):
            self.extra_rows.append(ExtraRow(table, " ".join(label.split()), texts, place))


@lru_cache(maxsize=2048)
def _places(line: str, columns: tuple[int, ...]) -> tuple[str, ...]:
    """Return where the cells of a line are; reports of one form have theirs in the same places."""
    return tuple([f"{line}第{column + 1}列" for column in columns])


def is_value(text: str, wrapped: bool) -> bool:
    """Test if a cell holds a figure, a mark for none, or nothing, rather than words."""
    return (
        is_plain_number(text)
        or cell_value(text, FigureKind.CHANGE, wrapped).kind is not CellKind.NOT_A_NUMBER
    )


def insist_on_full_line(grid: Grid, row: int, label: str, needed: int) -> None:
    """
    Insist that a line has as many cells as the lines around it, where those are filled up.

    `needed` is the number of cells that its labels and figures take.

    :raises ReportFileUnreadable: if it has not, so that its figures may have moved
    """
    found = len(grid.texts[row])
    if grid.filled is None or found == grid.filled:
        return
    # The last line of a text table is often not filled up, but then its last figure ends it.
    if found == needed and (grid.texts[row][-1].strip() or row == len(grid.texts) - 1):
        return
    raise unplaceable(grid, row, label, f"其他行有{grid.filled}格，这一行有{found}格")


def unplaceable(grid: Grid, row: int, label: str, why: str) -> ReportFileUnreadable:
    """Return the refusal of a line whose figures cannot be told apart by their labels."""
    return ReportFileUnreadable(
        f"{grid.row_name(row)}“{quoted(label, 20)}”的数据无法对应到各列：{why}；"
        "为避免填错位置不予读取，请补齐这一行的单元格（没有的填0）后重新提供。"
    )
