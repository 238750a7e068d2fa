"""The workbook holds numbers as numbers, prints on A4 and keeps heads in sight."""

import io
from datetime import datetime
from decimal import Decimal

import openpyxl

from gongkai.documents.reports.xlsx import TEXT_SHEET, render_xlsx


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))


def test_there_is_a_sheet_per_table_and_one_for_the_text(suqian):
    assert opened(suqian).sheetnames == [
        "主动公开政府信息情况",
        "收到和处理申请情况",
        "行政复议行政诉讼情况",
        TEXT_SHEET,
    ]


def test_figures_are_numbers(suqian):
    book = opened(suqian)
    requests = book["收到和处理申请情况"]
    figures = [cell for row in requests.iter_rows(min_row=6, min_col=4) for cell in row]
    assert len(figures) == 25 * 7
    assert all(isinstance(cell.value, int) for cell in figures)
    proactive = book["主动公开政府信息情况"]
    fee = proactive.cell(16, 2).value
    assert Decimal(str(fee)) == suqian.report.value("proactive.administrative_fees_wan")


def test_official_cells_are_merged(suqian):
    merged = {str(cells) for cells in opened(suqian)["收到和处理申请情况"].merged_cells.ranges}
    assert {"A3:C5", "D3:J3", "E4:I4", "A8:A29", "B10:B17", "B26:B28", "A6:C6"} <= merged


def test_sheets_print_on_a4_with_heads_in_sight(suqian):
    book = opened(suqian)
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
    assert book["收到和处理申请情况"].freeze_panes == "D6"
    assert book["收到和处理申请情况"].print_title_rows == "$1:$5"


def test_text_sheet_reads_like_the_report(huludao):
    lines = [row[0].value for row in opened(huludao)[TEXT_SHEET].iter_rows()]
    assert lines[:2] == [huludao.notes[0], huludao.title]
    assert "(一)主动公开情况" in lines
    assert lines[-3:] == [
        "本年度未收取政府信息公开信息处理费。",
        "葫芦岛市住房公积金管理中心",
        "2024年1月25日",
    ]


def test_marks_stand_in_titles_headers_and_properties(huludao, suqian):
    book = opened(huludao)
    for sheet in book.worksheets[:-1]:
        assert sheet["A1"].value == f"{huludao.title}（演示数据）"
        assert "演示数据" in sheet.oddHeader.center.text
    assert book.properties.keywords == "演示数据"
    assert opened(suqian).worksheets[0]["A1"].value == suqian.title


def test_properties_come_from_the_report_alone(huludao):
    properties = opened(huludao).properties
    assert (properties.title, properties.creator) == (huludao.title, huludao.organ)
    assert properties.created == datetime(2024, 1, 25)
