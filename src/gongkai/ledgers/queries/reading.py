"""A ledger workbook as rows by kind, with everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.documents.workbooks.reading import BadCell, Progress, SheetReading, read_workbook
from gongkai.documents.workbooks.refusals import WorkbookUnreadable
from gongkai.documents.workbooks.template import LISTS_SHEET, NOTES_SHEET
from gongkai.ledgers.queries.faults import BadRow, Faults, seen
from gongkai.ledgers.sheets.catalogue import SHEETS


class LedgerUnreadable(Exception):
    """The file is no ledger that can be read; the message is one line with the remedy."""


@dataclass
class LedgerReading:
    """What a workbook holds: rows by kind with the places they come from, and what is wrong."""

    sheets: list[SheetReading]
    faults: Faults
    ignored_sheets: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return the good rows by kind, sheets of one kind one after the other."""
        found: dict[str, list[dict[str, Any]]] = {}
        for sheet in self.sheets:
            if sheet.rows:
                found.setdefault(sheet.spec.kind, []).extend(sheet.rows)
        return found

    @property
    def bad_rows(self) -> Sequence[BadRow]:
        """Return the bad rows that are listed; `faults.count` is how many there are."""
        return self.faults.listed

    @property
    def counts(self) -> dict[str, int]:
        """Return how many good rows each kind has; a sheet without any counts 0."""
        found: dict[str, int] = {}
        for sheet in self.sheets:
            found[sheet.spec.kind] = found.get(sheet.spec.kind, 0) + len(sheet.rows)
        return found

    @property
    def ignored_columns(self) -> dict[str, tuple[str, ...]]:
        """Return the columns of each sheet that no field belongs to."""
        return {sheet.name: sheet.unknown_columns for sheet in self.sheets if sheet.unknown_columns}

    def place_of(self, kind: str, index: int) -> tuple[str, int]:
        """Return the sheet and row number of one of the rows of a kind."""
        for sheet in self.sheets:
            if sheet.spec.kind == kind:
                if index < len(sheet.rows):
                    return sheet.name, sheet.numbers[index]
                index -= len(sheet.rows)
        raise IndexError(kind, index)


def read_ledger(
    path: Path | str, agency: Agency, today: date, *, progress: Progress | None = None
) -> LedgerReading:
    """Read a ledger workbook; nothing is compared with what is stored.

    :param today: dates up to the end of the next year are believed
    :param progress: told rows read and rows in all
    :raises LedgerUnreadable: with a one-line message and its remedy
    """
    path = Path(path)
    faults = Faults()

    def note(bad: BadCell) -> None:
        faults.add(
            BadRow(
                bad.sheet, bad.row, bad.header, seen(bad.column, bad.value), bad.reason, bad.remedy
            )
        )

    try:
        reading = read_workbook(
            path,
            SHEETS,
            latest=date(today.year + 1, 12, 31),
            report=note,
            progress=progress,
            silent=(NOTES_SHEET, LISTS_SHEET),
        )
    except WorkbookUnreadable as unreadable:
        raise LedgerUnreadable(str(unreadable)) from unreadable
    if not reading.sheets:
        found = "、".join(f"“{name}”" for name in reading.ignored) or "（无）"
        titles = "、".join(spec.title for spec in SHEETS)
        raise LedgerUnreadable(
            f"文件“{path.name}”中没有台账工作表，现有工作表：{found}；"
            f"请使用 gongkai ledger template 生成的模板，工作表名称应为：{titles}。"
        )
    return LedgerReading(reading.sheets, faults, reading.ignored)
