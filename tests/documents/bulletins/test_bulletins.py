"""Bulletins opened again: what they say, their tables, charts that can be read, no surprises."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pdfplumber
import pypdfium2
import pytest
from lxml import etree

from documents.readers import docx_tables, squeezed
from documents.told_figures import FIRST, month, rate
from gongkai.documents.bulletins.composing import composed
from gongkai.documents.bulletins.docx import render_bulletin_docx
from gongkai.documents.bulletins.figures import BulletinKind, Counted, RateLine
from gongkai.documents.bulletins.pdf import render_bulletin_pdf
from gongkai.rules.service_rates import RateCode

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EMPTY = {
    "calls": Counted("接听来电", 0, 0, 0),
    "received": Counted("受理工单", 0, 0, 0),
    "closed": Counted("办结工单", 0, 0, 0),
    "hours": (0,) * 24,
    "without_hour": 0,
    "topics": (),
    "ticket_topics": (),
    "departments": (),
    "slow": (),
    "words": (),
    "rates": tuple(RateLine(*(rate(code, 0, 0),) * 3) for code in RateCode),
}


def text_of(document):
    return "\n".join(line for section in document.sections for line in section.text)


def pdf_text(blob):
    with pdfplumber.open(io.BytesIO(blob)) as pdf:
        return squeezed("".join(page.extract_text() for page in pdf.pages))


def test_sentences_follow_the_figures():
    told = text_of(composed(month()))
    assert "2026年3月1日至3月31日，接听来电2435件，环比增长21.8%，同比增长8.2%" in told
    assert "受理工单93件，环比增长16.3%，同比无可比数据" in told
    assert "办结工单61件，环比持平，同比下降12.9%。" in told
    assert "12345热线接通1300件（占53.4%）" in told
    assert "来电最多的时段为10时至11时，共300件。" in told
    assert "另有12件来电没有记录接通时刻" in told
    assert "截至4月2日，未办结工单32件，其中逾期未反馈2件。" in told
    assert "“人脸识别失败”" in told


def test_a_period_that_runs_says_until_when_it_was_counted():
    document = composed(month(until=date(2026, 3, 12), made_on=date(2026, 3, 12)))
    assert "统计至3月12日，周期尚未结束" in document.period
    assert "统计至" not in composed(month()).period


def test_a_week_has_its_number_and_may_cross_the_year():
    week = month(
        kind=BulletinKind.WEEK, first=date(2025, 12, 29), last=date(2026, 1, 4),
        until=date(2026, 1, 4), days=month().days[:7],
    )  # fmt: skip
    document = composed(week)
    assert document.title == "2026年第1周热线工作周报"
    assert document.period == "2025年12月29日至2026年1月4日"
    assert "52周前" in text_of(document) and "本周接听来电" in text_of(document)


def test_every_rate_stands_with_its_counts_and_definition():
    table = composed(month()).sections[3].tables[0]
    assert len(table.rows) == len(RateCode)
    for row, code in zip(table.rows, RateCode, strict=True):
        line = rate(code)
        assert row[0] == line.definition.name and row[1] == line.printed
        assert row[2] == f"{line.numerator}/{line.denominator}"
        assert line.definition.definition in row[5]
        assert row[3] == "—"  # the month before had none


def test_a_month_without_anything_is_a_bulletin_too():
    document = composed(month(**EMPTY))
    told = text_of(document)
    assert "本月没有可以计算指标的工单" in told and "没有未办结的工单" in told
    assert "没有明显增多的诉求用词" in told
    assert render_bulletin_docx(document) and "没有未办结的工单" in pdf_text(
        render_bulletin_pdf(document)
    )


def test_the_pdf_says_it_all_and_its_charts_are_no_pictures():
    document = composed(month(remark="演示数据，非真实业务"))
    blob = render_bulletin_pdf(document)
    told = pdf_text(blob)
    for line in text_of(document).splitlines():
        assert squeezed(line)[:40] in told
    assert "演示数据，非真实业务" in told and "GD-2026-00017" in told
    opened = pypdfium2.PdfDocument(blob)
    pictures = [
        each for page in opened for each in page.get_objects() if each.type == 3  # an image
    ]  # fmt: skip
    assert pictures == []
    with pdfplumber.open(io.BytesIO(blob)) as pdf:
        colours = [
            curve["non_stroking_color"]
            for page in pdf.pages
            for curve in (*page.rects, *page.curves)
            if isinstance(curve["non_stroking_color"], tuple | list)
            and len(curve["non_stroking_color"]) == 3
        ]
    assert len([each for each in colours if each[2] > each[0] + 0.2]) >= 10  # blue columns
    assert b"pdfaid" in blob


def test_the_word_file_has_the_same_tables_and_charts_that_word_draws():
    document = composed(month())
    blob = render_bulletin_docx(document)
    tables = docx_tables(blob)
    wanted = [table for section in document.sections for table in section.tables]
    assert len(tables) == len(wanted)
    for found, table in zip(tables, wanted, strict=True):
        assert found == [[squeezed(text) for text in row] for row in (table.headers, *table.rows)]
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        charts = sorted(name for name in package.namelist() if "charts/chart" in name
                        and not name.endswith(".rels"))  # fmt: skip
        assert len(charts) == len(document.plots) == 4
        for name, plot in zip(charts, document.plots, strict=True):
            chart = etree.fromstring(package.read(name))
            series = list(chart.iter(f"{CHART}ser"))
            assert [each.findtext(f".//{CHART}tx//{CHART}v") for each in series] == [
                one.name for one in plot.series
            ]
            for each, one in zip(series, plot.series, strict=True):
                counts = [int(v.text) for v in each.findall(f"{CHART}val//{CHART}v")]
                assert counts == [count for count in one.counts if count is not None]
            inner = package.read(name.replace("charts/", "embeddings/").replace(".xml", ".xlsx"))
            rows = list(openpyxl.load_workbook(io.BytesIO(inner)).active.values)
            assert [row[0] for row in rows[1:]] == list(plot.labels)
            assert [row[1] for row in rows[1:]] == list(plot.series[0].counts)
        told = package.read("word/document.xml").decode()
    assert len(re.findall('descr="[^"]+"', told)) == 4
    word = docx.Document(io.BytesIO(blob))
    assert word.core_properties.title == "2026年3月热线工作月报"


@pytest.mark.parametrize("render", [render_bulletin_docx, render_bulletin_pdf])
def test_the_same_figures_make_the_same_file(render):
    assert render(composed(month())) == render(composed(month()))


def test_hostile_names_stay_text():
    nasty = "<b>\x07&\"'#let x = 1 $ \\{"
    topics = (Counted(nasty, 5, 1, 0), *month().topics)
    document = composed(month(organ=nasty, topics=topics))
    assert squeezed("<b>&\"'#letx=1") in pdf_text(render_bulletin_pdf(document))
    word = docx.Document(io.BytesIO(render_bulletin_docx(document)))
    assert any("<b>&" in paragraph.text for paragraph in word.paragraphs)


def test_a_day_that_the_year_before_had_not_leaves_a_gap():
    days = (replace(month().days[0], on=FIRST, calls_of_year=None), *month().days[1:])
    document = composed(month(days=days))
    plot = document.sections[1].plots[0]
    assert plot.series[1].counts[0] is None
    assert document.sections[1].tables[2].rows[0][2] == "—"
    assert render_bulletin_docx(document) and render_bulletin_pdf(document)


@pytest.mark.parametrize(
    ("counts", "words", "cell"),
    [
        ((10, 10), "环比持平", "0%"),
        ((0, 0), "环比持平", "—"),
        ((5, 0), "环比无可比数据", "—"),
        ((19167, 19168), "环比基本持平", "0%"),
        ((19168, 19167), "环比基本持平", "0%"),
        ((9, 8), "环比增长12.5%", "+12.5%"),
        ((0, 8), "环比下降100%", "-100%"),
    ],
)
def test_a_change_is_told_as_it_is(counts, words, cell):
    document = composed(month(calls=Counted("接听来电", *counts, 1)))
    section = document.sections[0]
    assert f"接听来电{counts[0]}件，{words}，" in section.text[0]
    assert section.tables[0].rows[0][3] == cell
