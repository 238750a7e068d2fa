"""The template: notes first, a sheet per kind, drop-downs, an example that import leaves out."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from documents.workbooks.books import CALLS, TICKETS, rows_of, ticket
from gongkai.documents.workbooks.sheets import CellType, ColumnSpec
from gongkai.documents.workbooks.template import LISTS_SHEET, NOTES_SHEET, template_workbook

ROUTE = ColumnSpec(
    field="route",
    header="接入方式",
    type=CellType.CHOICE,
    required=True,
    choices={"DIRECT": "电话直呼", "VIA_12345": "12345热线接通"},
    help="怎样接入的。",
    example="电话直呼",
)
COLUMN = ColumnSpec(field="column", header="栏目", type=CellType.TEXT, list_name="columns")
SPEC = replace(CALLS, columns=(*CALLS.columns, ROUTE, COLUMN))


@pytest.fixture
def content():
    return template_workbook(
        (TICKETS, SPEC),
        title="某中心台账模板",
        general_rules=("只填需要的工作表。",),
        lists={"columns": ["新闻发布", "通知公告"]},
    )


@pytest.fixture
def book(content):
    return openpyxl.load_workbook(BytesIO(content))


def test_sheets_and_headers(book):
    assert book.sheetnames == [NOTES_SHEET, "诉求工单", "热线来电", LISTS_SHEET]
    assert book[LISTS_SHEET].sheet_state == "hidden"
    assert [cell.value for cell in book["热线来电"][1]] == [
        "登记号",
        "来电日期",
        "接入方式",
        "栏目",
    ]
    assert book["热线来电"].freeze_panes == "B2"


def test_required_columns_look_different(book):
    required, optional = (book["热线来电"].cell(1, place).fill.fgColor.rgb for place in (1, 4))
    assert required != optional


def test_drop_downs_offer_the_choices_and_the_organs_own_columns(book):
    offered = {}
    for rule in book["热线来电"].data_validations.dataValidation:
        if rule.type == "list":
            area = rule.formula1.split("!")[1].replace("$", "")
            cells = [cell[0].value for cell in book[LISTS_SHEET][area]]
            offered[str(rule.sqref).split(":")[0]] = (cells, rule.errorStyle)
    assert offered == {
        "C2": (["电话直呼", "12345热线接通"], None),
        "D2": (["新闻发布", "通知公告"], "information"),
    }


def test_dates_and_numbers_have_formats_that_keep_them(book):
    page = book["热线来电"]
    assert page.column_dimensions["A"].width > 15
    formats = {place: page.cell(2, place).number_format for place in (1, 2)}
    assert formats == {1: "@", 2: "yyyy-mm-dd"}


def test_the_notes_tell_every_column_and_rule(book):
    texts = {str(cell.value) for row in book[NOTES_SHEET] for cell in row if cell.value}
    assert "某中心台账模板" in texts
    assert "1. 只填需要的工作表。" in texts
    assert "怎样接入的。可选：电话直呼、12345热线接通。" in texts
    assert "规则：“办结日期”不得早于“受理日期”。" in texts
    assert "规则：填写“回访接通”时，“回访日期”须填写。" in texts
    for spec in (TICKETS, SPEC):
        assert {column.header for column in spec.columns} <= texts


def test_what_is_filled_in_is_read_and_nothing_else(book, tmp_path):
    page = book["诉求工单"]
    page["A3"], page["C3"] = "GD-1", "2023年5月1日"
    path = tmp_path / "已填.xlsx"
    book.save(path)
    assert rows_of(path, TICKETS, SPEC) == [ticket("GD-1")]
