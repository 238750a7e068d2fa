"""Columns that recur on many sheets."""

from datetime import date
from typing import Any

from gongkai.documents.workbooks.sheets import CellType, ColumnSpec

_NUMBER_ALSO = ("编号", "登记编号", "台账编号", "流水号", "登记号码")


def register_no(example: str, *also: str) -> ColumnSpec:
    """Return the column that tells one record from another."""
    return ColumnSpec(
        field="register_no",
        header="登记号",
        type=CellType.CODE,
        required=True,
        also=(*also, *_NUMBER_ALSO),
        longest=40,
        help="本单位台账中的编号，同一工作表内不得重复；再次导入时凭登记号识别同一条记录。",
        example=f"示例-{example}",
    )


def text(field: str, header: str, *also: str, longest: int = 200, **more: Any) -> ColumnSpec:
    """Return a column of free text."""
    return ColumnSpec(
        field=field,
        header=header,
        type=more.pop("type", CellType.TEXT),
        also=also,
        longest=longest,
        blank="",
        **more,
    )


def day(field: str, header: str, *also: str, **more: Any) -> ColumnSpec:
    """Return a column of days."""
    more.setdefault("example", date(2023, 5, 15))
    return ColumnSpec(field=field, header=header, type=CellType.DATE, also=also, **more)


def choice(field: str, header: str, *also: str, choices: dict[str, str], **more: Any) -> ColumnSpec:
    """Return a column of labels to choose from."""
    return ColumnSpec(
        field=field,
        header=header,
        type=CellType.CHOICE,
        also=also,
        choices=choices,
        blank="",
        **more,
    )


def yes_no(field: str, header: str, *also: str, **more: Any) -> ColumnSpec:
    """Return a column of 是 and 否."""
    return ColumnSpec(field=field, header=header, type=CellType.YES_NO, also=also, **more)


def whole(field: str, header: str, *also: str, **more: Any) -> ColumnSpec:
    """Return a column of whole numbers."""
    return ColumnSpec(field=field, header=header, type=CellType.INTEGER, also=also, **more)


def amount(field: str, header: str, *also: str, **more: Any) -> ColumnSpec:
    """Return a column of sums in 元."""
    return ColumnSpec(field=field, header=header, type=CellType.AMOUNT, also=also, **more)
