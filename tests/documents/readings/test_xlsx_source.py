"""Workbooks as offices fill them: titles above tables, merged and hidden cells, formulas."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from documents.readings.office_files import rewritten, xlsx_file
from documents.readings.sources_made import expected_tables, outline_of, tables_of, texts_of
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.readings.xlsx import read_xlsx
from gongkai.documents.reports.xlsx import render_xlsx

THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def read(rows, *, framed=(), prepare=None):
    """Read a sheet of rows; `framed` is the range with borders."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "报告"
    for row in rows:
        sheet.append(row)
    for line in sheet[framed] if framed else ():
        for cell in line:
            cell.border = FRAME
    if prepare:
        prepare(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_xlsx(buffer.getvalue(), "年报.xlsx")


def raw(cells, **around):
    return read_xlsx(xlsx_file(cells, **around), "年报.xlsx")


def test_our_own_workbook_comes_through_whole(huludao):
    source = read_xlsx(render_xlsx(huludao), "年报.xlsx")
    assert tables_of(source) == expected_tables(huludao)
    outline = outline_of(source)
    title = f"{huludao.title}（演示数据）"
    caption = huludao.sections[1].tables[0].caption
    assert outline[:4] == ["主动公开政府信息情况", title, caption, "表"]
    headings = [section.title for section in huludao.sections]
    assert [text for text in texts_of(source) if text in headings] == headings
    told = [block.text for section in huludao.sections for block in section.blocks]
    assert [text for text in texts_of(source) if text in set(told)] == told
    assert source.format == "xlsx"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0, "0", "0"),
        (-4, "0", "-4"),
        (1024, "#,##0", "1024"),
        (0.1 + 0.2, "General", "0.3"),
        (12.50, "0.00", "12.5"),
        (123456789012, "0", "123456789012"),
        (0.125, "0.0%", "12.5%"),
        (date(2024, 1, 31), "yyyy/m/d", "2024-01-31"),
        (date(2024, 1, 31), 'yyyy"年"m"月"d"日"', "2024-01-31"),
        (datetime(2024, 1, 31, 10, 30), "yyyy-mm-dd hh:mm", "2024-01-31 10:30"),
        (5, '0"件"', "5"),
        (5, '0"d"', "5"),
        (5, "[Red]0", "5"),
        ("３", "@", "３"),
        (" 12\n件 ", "@", "12\n件"),
        ("甲_x000D_\n乙", "@", "甲\n乙"),
        (True, "General", "TRUE"),
    ],
)
def test_what_a_cell_shows(value, number_format, shown):
    def prepare(sheet):
        sheet["B1"].number_format = number_format

    assert tables_of(read([["甲", value]], prepare=prepare)) == [[["甲", shown]]]


def test_whole_numbers_as_other_programs_store_them():
    cells = (
        '<row><c t="str"><v>甲</v></c><c><v>3.0</v></c><c><v>1.2E3</v></c><c><v>x9</v></c></row>'
    )
    assert tables_of(raw(cells)) == [[["甲", "3", "1200", "x9"]]]


def test_results_of_formulas_count_and_missing_ones_are_refused():
    done = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>'
    failed = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>A1/0</f><v>#DIV/0!</v></c></row>'
    assert tables_of(raw(done)) == [[["1", "2"]]]
    assert tables_of(raw(failed)) == [[["1", "#DIV/0!"]]]
    with pytest.raises(ReportFileUnreadable, match="“表”B1是公式但没有计算结果，请用Excel"):
        raw(done.replace("<v>2</v>", ""))


def test_rich_text_is_joined_and_readings_are_left_out():
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>总</t></r>'
        "<r><t>计</t></r><rPh><t>zongji</t></rPh></si></sst>"
    )
    cells = (
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>1</t></is></c>'
        '<c t="s"><v>9</v></c></row>'
    )
    source = raw(cells, **{"xl/sharedStrings.xml": texts})
    assert tables_of(source) == [[["总计", "1"]]]


def test_merged_cells_become_spans():
    def merge(sheet):
        sheet.merge_cells("A1:B2")
        sheet.merge_cells("C1:C2")

    rows = [["甲", None, "乙", "丙"], [None, None, None, "丁"], ["戊", "己", "庚", "辛"]]
    assert tables_of(read(rows, prepare=merge)) == [
        [["甲 2×2", "乙 1×2", "丙"], ["丁"], ["戊", "己", "庚", "辛"]]
    ]


def test_hidden_rows_columns_and_sheets_are_not_there():
    def hide(sheet):
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B5:D5")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.parent.create_sheet("暗").append(["暗", "格"])
        sheet.parent["暗"].sheet_state = "hidden"

    rows = [
        ["甲", "1", "9", "2"],
        ["乙", "9", "9", "9"],
        [None, "3", "9", "4"],
        [None, "5", "9", "6"],
        ["丙", "7"],
    ]
    source = read(rows, prepare=hide)
    assert tables_of(source) == [
        [["甲", "1", "2"], ["乙 1×2", "3", "4"], ["5", "6"], ["丙", "7 2×1"]]
    ]
    assert texts_of(source) == ["报告"]


ARTICLE = ["第二十条第（一）项"]


def test_titles_and_notes_around_a_framed_table_are_paragraphs():
    rows = [["标题"], ["表名"], ARTICLE, ["规章", 0], ["规范性文件", None], ["注：以上"]]
    source = read(rows, framed="A3:B5")
    assert outline_of(source) == ["报告", "标题", "表名", "表", "注：以上"]
    assert tables_of(source) == [[["第二十条第（一）项", ""], ["规章", "0"], ["规范性文件", ""]]]


def test_without_frames_the_labels_decide():
    rows = [
        ["标题"],
        ["二、主动公开政府信息情况"],
        ARTICLE,
        ["规章", 0],
        ["规范性文件", None],
        ["三、收到和处理政府信息公开申请情况"],
        ["一、本年新收政府信息公开申请数量", 1],
        ["四、结转下年度继续办理", None],
        ["四、政府信息公开行政复议、行政诉讼情况"],
    ]
    source = read(rows)
    assert outline_of(source) == ["报告", "标题", rows[1][0], "表", rows[5][0], "表", rows[8][0]]
    assert tables_of(source)[1] == [[rows[6][0], "1"], [rows[7][0], ""]]


def test_an_empty_row_ends_a_table():
    assert tables_of(read([["甲", 1], [], ["乙", 2]])) == [[["甲", "1"]], [["乙", "2"]]]


def test_narrative_in_a_framed_column_is_no_table():
    source = read([["一、总体情况"], ["正文一。\n正文二。"]], framed="A1:A2")
    assert outline_of(source) == ["报告", "一、总体情况", "正文一。", "正文二。"]


def test_a_far_coloured_cell_does_no_harm():
    def far(sheet):
        sheet["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")

    assert tables_of(read([["甲", 1]], prepare=far)) == [[["甲", "1"]]]


def test_a_far_stray_cell_is_a_paragraph():
    def far(sheet):
        sheet["XFD1048576"] = "杂"

    assert outline_of(read([["甲", 1]], prepare=far)) == ["报告", "表", "杂"]


def test_places_name_the_sheet_and_the_row():
    source = read([["标题"], [], ["甲", 1]])
    assert [block.place for block in source.blocks] == [
        "工作表“报告”",
        "工作表“报告”第1行",
        "工作表“报告”的表格",
    ]


def test_strict_workbooks_are_read_alike():
    content = xlsx_file('<row><c t="str"><v>甲</v></c><c><v>1</v></c></row>')
    strict = [
        (b"schemas.openxmlformats.org/", b"purl.oclc.org/ooxml/"),
        (b"2006/main", b"main"),
        (b"2006/relationships", b"relationships"),
    ]

    def change(part):
        for usual, other in strict:
            part = part.replace(usual, other)
        return part

    content = rewritten(content, workbook=change, sheet1=change)
    assert tables_of(read_xlsx(content, "年报.xlsx")) == [[["甲", "1"]]]
