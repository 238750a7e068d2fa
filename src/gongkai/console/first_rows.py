"""The first rows of an uploaded workbook, as they will be taken over, personal data masked."""

from dataclasses import dataclass

from gongkai.console.access import Desk
from gongkai.ledgers.models import Upload
from gongkai.ledgers.queries import LedgerUnreadable, read_ledger
from gongkai.ledgers.queries.faults import masked
from gongkai.ledgers.queries.uploads import file_of

# Reading a larger file again only to show its beginning would keep the page waiting.
LARGEST = 1024 * 1024
_ROWS = 5


@dataclass(frozen=True)
class SheetStart:
    """A sheet's headers and first rows, as text."""

    name: str
    headers: list[str]
    rows: list[list[str]]


def first_rows(upload: Upload, desk: Desk) -> list[SheetStart]:
    """Return how each sheet begins; nothing for a file that is gone or too large to read again."""
    if upload.size > LARGEST:
        return []
    try:
        reading = read_ledger(file_of(upload), upload.agency, desk.on)
    except (LedgerUnreadable, OSError):
        return []
    starts = []
    for sheet in reading.sheets:
        rows = sheet.rows[:_ROWS]
        used = [
            column
            for column in sheet.spec.columns
            if any(row.get(column.field) not in (None, "") for row in rows)
        ]
        shown = [
            [
                masked(column, str(row[column.field]))
                if column.personal and row.get(column.field)
                else _text(column.shown(row.get(column.field)))
                for column in used
            ]
            for row in rows
        ]
        if rows:
            starts.append(SheetStart(sheet.name, [column.header for column in used], shown))
    return starts


def _text(shown: str) -> str:
    return "" if shown == "（空）" else shown
