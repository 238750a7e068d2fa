"""Figures put to the places that their labels name, each once, and what has no place kept aside."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.documents.readings.cells import MOST_DIGITS, cell_value, is_plain_number
from gongkai.documents.readings.grids import Grid, GridCell
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.editions import FigureKind
from gongkai.rules.reports.evidence import CellKind, CellReading, ExtraRow, LabelFound
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.shape import Value

_NUMBER = CellKind.NUMBER
_NAMED_COLUMNS = 40
_COLUMNS = tuple(f"第{number}列" for number in range(1, _NAMED_COLUMNS + 1))
# Half the time of calling the class.
_NEW = tuple.__new__


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
        read, value = cell_value(cell.text, kind, self.wrapped, unit)
        if path in self.cells:
            self._insist_on_same(path, cell, read, value, place)
            return
        self.values[path] = value
        self.cells[path] = CellReading(read, cell.text.strip(), place, cell.confidence)

    def put_counts(self, paths: Sequence[str], cells: Sequence[GridCell], line: str) -> None:
        """
        Keep the counts of one line; `line` is where it stands.

        :raises ReportFileUnreadable: if the source gives the same figure twice and differently
        """
        known, values, wrapped = self.cells, self.values, self.wrapped
        read: CellKind
        value: Value
        for path, cell in zip(paths, cells, strict=True):
            text, _, left, _, _, confidence = cell
            if text.isdigit() and text.isascii() and len(text) <= MOST_DIGITS:
                # As most cells do; there are hundreds of them.
                read, value = _NUMBER, int(text)
            else:
                read, value = cell_value(text, FigureKind.COUNT, wrapped)
                text = text.strip()
            place = line + _COLUMNS[left] if left < _NAMED_COLUMNS else f"{line}第{left + 1}列"
            if path in known:
                self._insist_on_same(path, cell, read, value, place)
                continue
            values[path] = value
            known[path] = _NEW(CellReading, (read, text, place, confidence))

    def _insist_on_same(
        self, path: str, cell: GridCell, read: CellKind, value: Value, place: str
    ) -> None:
        before = self.cells[path]
        if before.kind is not read or self.values[path] != value:
            raise ReportFileUnreadable(
                f"同一数据项在文件中出现两次且不一致：{before.place}为“{quoted(before.text, 20)}”，"
                f"{place}为“{quoted(cell.text, 20)}”；请只保留一份统计表后重新提供。"
            )

    def note_table(self, key: str) -> None:
        """Note that a statutory table was found."""
        if key not in self.tables:
            self.tables.append(key)

    def note_label(self, table: str, official: str | None, found: str, place: str) -> None:
        """Note a label that is not the official one letter by letter."""
        if official is not None:
            shown = " ".join(found.split())
            self.labels.setdefault((table, shown), LabelFound(table, official, shown, place))

    def note_extra(self, table: str, label: str, cells: list[str], place: str) -> None:
        """Keep a line that the official form does not have, if anything stands in it."""
        texts = tuple(" ".join(text.split()) for text in cells)
        if any(texts):
            self.extra_rows.append(ExtraRow(table, " ".join(label.split()), texts, place))


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
    found = len(grid.own[row])
    if grid.filled is None or found == grid.filled:
        return
    # The last line of a text table is often not filled up, but then its last figure ends it.
    if found == needed and (grid.own[row][-1].text.strip() or row == len(grid.own) - 1):
        return
    raise unplaceable(grid, row, label, f"其他行有{grid.filled}格，这一行有{found}格")


def unplaceable(grid: Grid, row: int, label: str, why: str) -> ReportFileUnreadable:
    """Return the refusal of a line whose figures cannot be told apart by their labels."""
    return ReportFileUnreadable(
        f"{grid.table.place}第{row + 1}行“{quoted(label, 20)}”的数据无法对应到各列：{why}；"
        "为避免填错位置不予读取，请补齐这一行的单元格（没有的填0）后重新提供。"
    )
