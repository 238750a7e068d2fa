"""The sheet of a batch: its columns as a workbook has them."""

from gongkai.documents.workbooks.sheets import CellType, ColumnSpec, SheetSpec
from gongkai.rules.service_forms import BatchColumn, BatchDefinition, FieldKind

_TYPES = {
    FieldKind.TEXT: CellType.TEXT,
    FieldKind.ADDRESS: CellType.TEXT,
    FieldKind.MONTH: CellType.TEXT,
    FieldKind.IDENTITY: CellType.CODE,
    FieldKind.CREDIT_CODE: CellType.CODE,
    FieldKind.PHONE: CellType.CODE,
    FieldKind.BANK_CARD: CellType.CODE,
    FieldKind.NUMBER: CellType.INTEGER,
    FieldKind.MONEY: CellType.AMOUNT,
    FieldKind.DATE: CellType.DATE,
    FieldKind.YES_NO: CellType.YES_NO,
    FieldKind.CHOICE: CellType.CHOICE,
}
_COMPACT = frozenset({FieldKind.IDENTITY, FieldKind.CREDIT_CODE, FieldKind.BANK_CARD})
# What spreadsheet programs call a sheet that nobody named.
_UNNAMED = ("Sheet", "工作表")


def sheet_of(batch: BatchDefinition) -> SheetSpec:
    """Return the sheet of a batch as workbooks are read and written."""
    return SheetSpec(
        kind="batch",
        title=batch.title,
        purpose=batch.help,
        columns=tuple(_column(each, batch) for each in batch.columns),
        also=_UNNAMED,
    )


def _column(column: BatchColumn, batch: BatchDefinition) -> ColumnSpec:
    is_code = column == batch.key or column.prefill == "account_no"
    return ColumnSpec(
        field=column.name,
        header=column.label,
        type=CellType.CODE if is_code else _TYPES[column.kind],
        required=column.is_needed,
        longest=column.longest,
        compact=column.kind in _COMPACT,
        choices=dict(column.choices),
        help=column.help,
        personal="identity" if column.kind in _COMPACT else "",
    )
