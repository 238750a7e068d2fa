"""The statutory tables as they were read, with the findings at each cell."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gongkai.documents.columns import one_line
from gongkai.documents.markings.notes import Note, gravest
from gongkai.documents.reports.grid import PlacedCell, PlacedTable, placed
from gongkai.rules.reports.editions import Edition, TableLayout, edition
from gongkai.rules.reports.evidence import CellKind, CellReading, Evidence, ExtraRow, LabelFound
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.shape import Report
from gongkai.rules.reports.values import value_text

_LONGEST_TEXT = 40
_MOST_EXTRA_ROWS = 50
_MISSING = CellReading(CellKind.MISSING, "", "")


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """
    A cell of a table: a label, or a figure as it was read.

    `text` is the label, or what was written; `label` names the figure, `number` is what it was
    read as, "" where nothing was.
    """

    placed: PlacedCell
    text: str
    is_centred: bool = True
    reading: CellReading | None = None
    label: str = ""
    number: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def kind(self) -> CellKind | None:
        """Return what stands in the cell, None for a label."""
        return self.reading.kind if self.reading is not None else None

    @property
    def value(self) -> str:
        """Return the number where the writing does not say so by itself (“减4” for −4)."""
        return "" if _says(self.text, self.number) else self.number

    @property
    def severity(self) -> Severity | None:
        """Return the gravest severity of its findings, None without any."""
        return gravest(self.notes)

    @property
    def anchor(self) -> str:
        """Return the id of a figure's cell on a page."""
        return cell_anchor(self.placed.path or "")


@dataclass(frozen=True)
class MarkedTable:
    """A table with its cells, the findings about it as a whole, and what the form lacks."""

    table: PlacedTable
    section: int
    rows: tuple[tuple[MarkedCell, ...], ...]
    notes: tuple[Note, ...]
    extra_rows: tuple[ExtraRow, ...]
    labels: tuple[LabelFound, ...]

    @property
    def head(self) -> tuple[tuple[MarkedCell, ...], ...]:
        """Return the rows of the head."""
        return self.rows[: self.table.head]

    @property
    def body(self) -> tuple[tuple[MarkedCell, ...], ...]:
        """Return the rows below the head."""
        return self.rows[self.table.head :]

    @property
    def anchor(self) -> str:
        """Return the id of the table on a page."""
        return table_anchor(self.table.key)


def marked_tables(
    report: Report, evidence: Evidence, wheres: Iterable[tuple[Note, str]]
) -> tuple[MarkedTable, ...]:
    """Return the three tables; `wheres` pairs each finding with its place."""
    form = edition(report.edition)
    cells: dict[str, list[Note]] = {}
    whole: dict[str, list[Note]] = {}
    for note, where in wheres:
        table = table_of(where, form)
        if table:
            whole.setdefault(table, []).append(note)
        for path in figures_at(where, form):
            cells.setdefault(path, []).append(note)
    return tuple(
        _table(layout, report, evidence, cells, whole.get(layout.key, ())) for layout in form.tables
    )


def figures_at(where: str, form: Edition) -> tuple[str, ...]:
    """Return the figures a finding's place names: one, or those of a line; none for a table."""
    if where in form.figures:
        return (where,)
    if "." not in where:
        return ()
    return tuple(path for path in form.paths if path.startswith(f"{where}."))


def table_of(where: str, form: Edition) -> str:
    """Return the key of the table that a finding's place names as a whole, "" for none."""
    return next((one.key for one in form.tables if form.table_path(one.key) == where), "")


def table_anchor(key: str) -> str:
    """Return the id of a table on a page, by its key."""
    return f"table-{key}"


def cell_anchor(path: str) -> str:
    """Return the id of a figure's cell on a page."""
    return f"figure-{path.replace('.', '-')}"


def _table(
    layout: TableLayout,
    report: Report,
    evidence: Evidence,
    notes: Mapping[str, list[Note]],
    whole: Iterable[Note],
) -> MarkedTable:
    table = placed(layout, str)
    rows = tuple(
        tuple(_cell(table, cell, report, evidence, notes) for cell in row) for row in table.by_row()
    )
    return MarkedTable(
        table,
        layout.section,
        rows,
        tuple(whole),
        tuple(row for row in evidence.extra_rows if row.table == table.key)[:_MOST_EXTRA_ROWS],
        tuple(label for label in evidence.form.labels if label.table == table.key),
    )


def _cell(
    table: PlacedTable,
    cell: PlacedCell,
    report: Report,
    evidence: Evidence,
    notes: Mapping[str, list[Note]],
) -> MarkedCell:
    if cell.path is None:
        return MarkedCell(cell, cell.text, table.is_centred(cell))
    reading = evidence.cells.get(cell.path, _MISSING)
    is_number = reading.kind is CellKind.NUMBER
    number = value_text(report.value(cell.path)) if is_number else ""
    written = quoted(one_line(reading.text), _LONGEST_TEXT)
    return MarkedCell(
        cell,
        written or number,
        True,
        reading,
        edition(report.edition).figures[cell.path].label,
        number,
        tuple(notes.get(cell.path, ())),
    )


def _says(written: str, value: str) -> bool:
    # Commas between thousands, wide digits and trailing zeros need no explanation.
    digits = unicodedata.normalize("NFKC", written).replace(",", "").replace(" ", "")
    try:
        return Decimal(digits) == Decimal(value)
    except InvalidOperation:
        return False
