"""A comparison as text, as a workbook and as a chart, each read again."""

import io

import openpyxl
import pytest
from lxml import etree

from gongkai.documents.comparisons.charts import render_chart_svg
from gongkai.documents.comparisons.plain_text import comparison_lines, told
from gongkai.documents.comparisons.workbook import (
    CELLS_SHEET,
    LINES_SHEET,
    TEXTS_SHEET,
    render_comparison_xlsx,
)
from gongkai.rules.reports.comparison import compared
from gongkai.rules.reports.comparison_lines import ComparedLine
from gongkai.rules.reports.sentence_pairs import sentence_pairs
from gongkai.rules.reports.shape import empty_report
from rules.reports.summable import report_of

SVG = "{http://www.w3.org/2000/svg}"
BEFORE = report_of("某局", {("disclosed", "business"): 4}, year=2022).with_narrative(
    overview="2022年收到申请4件。坚持服务为民。", problems="更新不够及时。", other="未收取费用。"
)
AFTER = report_of("某局", {("disclosed", "business"): 6}).with_narrative(
    overview="2023年收到申请6件。坚持服务为民。",
    problems="栏目设置不够合理。",
    other="未收取费用。",
)


def rows_of(blob, name):
    sheet = openpyxl.load_workbook(io.BytesIO(blob))[name]
    return [list(row) for row in sheet.iter_rows(min_row=3)]


def test_text_shows_what_differs_and_nothing_else():
    lines = list(comparison_lines(compared(BEFORE, AFTER)))
    assert lines[:2] == ["A：某局 2022年度（2021版）", "B：某局 2023年度（2021版）"]
    text = "\n".join(lines)
    assert "数据：共比较200项，6项不同。" in text
    (row,) = [line for line in lines if line.startswith("（一）予以公开·商业企业")]
    assert row.split()[-4:] == ["4", "6", "+2", "1.50"]
    assert "行政许可" not in text
    assert "〔仅数字不同〕【2022→2023】年收到申请【4→6】件。" in text
    assert "坚持服务为民" not in text
    assert "B有100%的文字与A相同" in text
    every = "\n".join(comparison_lines(compared(BEFORE, AFTER), every=True))
    assert "行政许可" in every and "坚持服务为民" in every


def test_text_of_a_part_that_is_not_there():
    without = AFTER.with_narrative(overview=None, other=None)
    lines = list(comparison_lines(compared(without, AFTER.with_narrative(other=None))))
    assert "总体情况：A没有这一部分的文字。" in lines
    assert "其他事项：A、B没有这一部分的文字。" in lines


def test_changes_in_one_line():
    (pair,) = sentence_pairs("加强干部队伍建设。", "加强人才队伍建设。")
    assert told(pair) == "加强【干部→人才】队伍建设。"


def test_workbook_read_again():
    comparison = compared(BEFORE, AFTER)
    blob = render_comparison_xlsx(comparison)
    head, *rows = rows_of(blob, CELLS_SHEET)
    assert [cell.value for cell in head[:3]] == ["数据项", "某局2022年", "某局2023年"]
    assert len(rows) == len(comparison.cells)
    for row, cell in zip(rows, comparison.cells, strict=True):
        shown = [row[0].value, row[1].value, row[2].value]
        assert shown == [cell.label, float(cell.a), float(cell.b)]
        marked = row[1].fill.fgColor.rgb == "FFFFF2CC"
        assert marked is (cell in comparison.changed)
        assert row[3].value == (cell.difference if cell in comparison.changed else None)
    texts = [[cell.value or "" for cell in row] for row in rows_of(blob, TEXTS_SHEET)[1:]]
    assert texts == [
        [part.label, pair.kind.label, pair.a or "", pair.b or ""]
        for part in comparison.parts
        for pair in part.pairs
    ]
    lines = {row[0].value: row[1].value for row in rows_of(blob, LINES_SHEET)[1:] if row[0].value}
    assert lines["本年新收"] == 4 and lines["商业企业"] == 4


def test_workbook_says_blank_and_never_a_formula():
    blank = empty_report("=1+1", 2023).with_narrative(overview="=HYPERLINK(1)。")
    blob = render_comparison_xlsx(compared(blank, AFTER))
    book = openpyxl.load_workbook(io.BytesIO(blob))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert rows_of(blob, CELLS_SHEET)[1][1].value == "空白"


def test_workbook_keeps_every_digit_of_a_huge_number():
    huge = BEFORE.with_values({"requests.received.total": 10**20 + 1})
    rows = rows_of(render_comparison_xlsx(compared(huge, huge)), CELLS_SHEET)
    assert [
        row[1].value for row in rows if row[0].value.endswith("新收政府信息公开申请数量·总计")
    ] == ["100000000000000000001"]


def test_workbook_is_the_same_each_time():
    comparison = compared(BEFORE, AFTER)
    assert render_comparison_xlsx(comparison) == render_comparison_xlsx(comparison)


LINES = [
    ComparedLine("received", "本年新收", 10, 20),
    ComparedLine("closed", "办理总计", 0, None),
    ComparedLine("normative_documents", "制发规范性文件", 1, 10**30, is_comparable=False),
]


def test_chart_is_drawn_to_scale_and_told_in_words():
    image = etree.fromstring(
        render_chart_svg(LINES[:2], "甲<局>", "乙局", title="主要数据", identity="main")
    )
    bars = [int(bar.get("width")) for bar in image.iter(f"{SVG}rect")][2:]
    assert bars == [210, 420]
    words = [text.text for text in image.iter(f"{SVG}text")]
    assert words == ["甲<局>", "乙局", "本年新收", "10", "20", "办理总计", "0", "无数据"]
    assert image.get("aria-labelledby") == "main-title main-desc"
    assert "本年新收 10、20" in image.find(f"{SVG}desc").text


@pytest.mark.parametrize("lines", [LINES, [], LINES[1:2]])
def test_chart_needs_no_style_or_script(lines):
    image = etree.fromstring(render_chart_svg(lines, "甲", "乙", title="图", identity="x"))
    for element in image.iter():
        assert "style" not in element.attrib
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "text"}
    for bar in image.iter(f"{SVG}rect"):
        assert 0 < int(bar.get("width")) <= 420
