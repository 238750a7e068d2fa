"""A clerk's workbook: last year's ledgers as an office keeps them."""

from openpyxl import Workbook

from gongkai.cli.demonstration.stored import stored_rows
from gongkai.ledgers.sheets.catalogue import SHEETS


def last_years_ledgers(path):
    """Write the demonstration's rows of 2023 as a workbook, a title above each header."""
    book = Workbook(write_only=True)
    rows = stored_rows()
    for spec in SHEETS:
        sheet = book.create_sheet(spec.title)
        sheet.append([f"{spec.title}台账（2023年）"])
        sheet.append([column.header for column in spec.columns])
        for row in rows.get(spec.kind, ()):
            sheet.append([typed(column, row.get(column.field)) for column in spec.columns])
        sheet.append(["合计", None, len(rows.get(spec.kind, ()))])
    book.save(path)
    return path


def typed(column, value):
    """Return a stored value as a clerk types it: labels, not codes; 是 and 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return column.choices.get(value, value) if isinstance(value, str) else value
