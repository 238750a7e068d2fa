"""The month's self-inspection as a Word document, and the months as a chart."""

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import docx
import pytest

from gongkai.documents.notices.inspection_docx import (
    InspectionLine,
    InspectionPaper,
    render_inspection_docx,
)
from gongkai.documents.notices.inspection_trend import TrendPoint, render_trend_svg

LINE = InspectionLine("安全", "错别字", "《通知》 /xinxi/gjj/1/", "“帐户”应为“账户”。",
                      "检查指标（待核原文）", date(2024, 1, 2), "改正后重新送审发布")  # fmt: skip
PAPER = InspectionPaper(
    organ="某某市住房公积金管理中心",
    site="某某市住房公积金网",
    on=date(2024, 1, 10),
    points="97.5",
    verdict="没有触及单项否决",
    sections=(("发布解读", 0, "0"), ("安全", 1, "0.5")),
    lines=(LINE,),
    left_out=0,
    mended=2,
    gaps=(("办事指南尚未接入", "服务不实用、办事指南要素缺失"),),
    opened="打开本站页面120个、外部链接3个",
)
SVG = "{http://www.w3.org/2000/svg}"


def opened(paper):
    word = docx.Document(io.BytesIO(render_inspection_docx(paper)))
    return word, "\n".join(paragraph.text for paragraph in word.paragraphs)


def test_the_document_says_points_findings_and_what_was_not_checked():
    word, text = opened(PAPER)
    assert text.startswith("2024年1月网站自查情况")
    assert "自查参考分97.5分，没有触及单项否决。本月整改2个问题。" in text
    assert "办事指南尚未接入（涉及：服务不实用、办事指南要素缺失）。" in text
    assert text.endswith("某某市住房公积金管理中心\n2024年1月10日")
    sections, findings = word.tables
    assert [cell.text for cell in sections.rows[2].cells] == ["安全", "1个", "0.5分"]
    row = [cell.text for cell in findings.rows[1].cells]
    told = "错别字：“帐户”应为“账户”。整改办法：改正后重新送审发布。"
    assert row[:3] == ["1", "《通知》 /xinxi/gjj/1/", told]
    assert row[3:] == ["检查指标（待核原文）", "2024-01-02"]


def test_without_findings_or_gaps_it_says_so():
    _, text = opened(replace(PAPER, lines=(), gaps=()))
    assert "没有发现问题。" in text and text.count("没有。") == 1


def test_what_is_left_out_and_what_is_invented_is_told():
    _, text = opened(replace(PAPER, left_out=41, remark="演示数据：虚构。"))
    assert "另有41个问题没有逐一列出" in text and "演示数据：虚构。" in text


def test_the_same_result_is_the_same_file():
    assert render_inspection_docx(PAPER) == render_inspection_docx(PAPER)


@pytest.mark.parametrize("text", ["<b>&amp;", "\x00\x08坏字符\ufffe", "长" * 5000, "多\n行\t文"])
def test_any_text_makes_a_document_that_opens(text):
    line = replace(LINE, place=text, message=text)
    word, _ = opened(replace(PAPER, lines=(line,), site=text))
    assert len(word.tables) == 2


POINTS = [TrendPoint(date(2024, month, 1), 80 + month, month % 3) for month in range(1, 13)]


@pytest.mark.parametrize("points", [[], POINTS[:1], POINTS, [TrendPoint(date(2024, 1, 1), 0, 0)]])
def test_the_chart_stays_inside_its_frame_and_says_its_figures(points):
    told = render_trend_svg(points, title="各月<结果>", identity="trend")
    root = ElementTree.fromstring(told)
    assert root.find(f"{SVG}title").text == "各月<结果>"
    described = root.find(f"{SVG}desc").text or ""
    assert all(f"{each.on}，{each.points:g}分" in described for each in points)
    for shape in root.iter(f"{SVG}circle"):
        assert 0 <= float(shape.get("cx")) <= 720 and 0 <= float(shape.get("cy")) <= 220
    assert "style=" not in told and "<script" not in told
