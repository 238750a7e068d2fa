"""Workbooks as offices make them, written with openpyxl, and a sheet to read them by."""

from datetime import date

import openpyxl

from gongkai.documents.workbooks.reading import read_workbook
from gongkai.documents.workbooks.sheets import CellType, ColumnSpec, Needs, NotBefore, SheetSpec

NUMBER = ColumnSpec(
    field="register_no",
    header="登记号",
    type=CellType.CODE,
    required=True,
    also=("编号",),
    longest=10,
    example="示例-001",
)
BEGUN = ColumnSpec(field="begun_on", header="受理日期", type=CellType.DATE, required=True)
ENDED = ColumnSpec(field="ended_on", header="办结日期", type=CellType.DATE)
CALLED = ColumnSpec(
    field="called_on", header="回访日期", type=CellType.DATE, also=("回访情况日期",)
)
REACHED = ColumnSpec(
    field="reached", header="回访接通", type=CellType.YES_NO, blank=False, also=("接通",)
)
TICKETS = SheetSpec(
    kind="tickets",
    title="诉求工单",
    also=("工单",),
    purpose="工单",
    columns=(
        NUMBER,
        ColumnSpec(field="matter", header="诉求内容", type=CellType.TEXT, blank=""),
        BEGUN,
        ENDED,
        CALLED,
        REACHED,
    ),
    rules=(NotBefore(ENDED, BEGUN), Needs(REACHED, CALLED)),
)
CALLS = SheetSpec(
    kind="calls",
    title="热线来电",
    purpose="来电",
    columns=(
        NUMBER,
        ColumnSpec(field="called_on", header="来电日期", type=CellType.DATE, required=True),
    ),
)
HEADER = ["登记号", "诉求内容", "受理日期", "办结日期", "回访日期", "回访接通"]
LATEST = date(2025, 12, 31)


def saved(path, rows, *, sheet="诉求工单", merged=(), state="visible", before_save=None):
    """Write rows into one sheet and return the path."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    if state != "visible":
        page.sheet_state = state
        book.create_sheet("封面")
        book.active = 1
    if before_save:
        before_save(book)
    book.save(path)
    return path


def read(path, *specs, **more):
    """Return what is read from a workbook, and the faults found."""
    faults = []
    reading = read_workbook(
        path, specs or (TICKETS, CALLS), latest=LATEST, report=faults.append, **more
    )
    return reading, faults


def rows_of(path, *specs):
    """Return the good rows of a workbook that must have no fault."""
    reading, faults = read(path, *specs)
    assert faults == []
    return [row for sheet in reading.sheets for row in sheet.rows]


def ticket(number, **values):
    """Return a ticket as it is read."""
    row = {
        "register_no": number,
        "matter": "",
        "begun_on": date(2023, 5, 1),
        "ended_on": None,
        "called_on": None,
        "reached": False,
    }
    return row | values
