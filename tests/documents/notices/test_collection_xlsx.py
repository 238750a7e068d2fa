"""The workbook of a collection keeps numbers numbers and text text."""

from datetime import date
from io import BytesIO

import openpyxl

from gongkai.documents.notices.collection_xlsx import Sheet, render_collection_xlsx

HEADERS = (("单位", 30), ("错误", 8))
FORMULA = "=1+1"


def book(rows):
    sheets = [Sheet("报送情况", HEADERS, rows), Sheet("检查结果", HEADERS, [])]
    content = render_collection_xlsx("2023年度报送情况", "丙市政府办", sheets, date(2024, 1, 10))
    return openpyxl.load_workbook(BytesIO(content))


def test_titles_headers_and_rows_stand_where_they_should():
    page = book([("丙市财政局", 3), ("丙市水务局", "")])["报送情况"]
    assert page["A1"].value == "2023年度报送情况"
    assert [cell.value for cell in page[2]] == ["单位", "错误"]
    assert [cell.value for cell in page[3]] == ["丙市财政局", 3]
    assert [cell.value for cell in page[4]] == ["丙市水务局", ""] or page["B4"].value is None


def test_text_is_never_a_formula_nor_breaks_the_file():
    page = book([(FORMULA, 0), ("坏\x00字\x0b", 1)])["报送情况"]
    assert (page["A3"].value, page["A3"].data_type) == (FORMULA, "s")
    assert page["A4"].value.startswith("坏字")


def test_the_same_content_has_the_same_bytes():
    sheets = [Sheet("报送情况", HEADERS, [("甲", 1)])]
    one, other = (render_collection_xlsx("甲", "乙", sheets, date(2024, 1, 10)) for _ in range(2))
    assert one == other
