"""The PDF is archival, tagged, titled, and its tables survive page breaks and missing fonts."""

import io
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pdfplumber
import pylopdf_fonts_zh_cn
import pytest

from documents import readers
from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.pdf import render_pdf
from gongkai.documents.typesetting.fonts import FontsFolderUnusable, typefaces
from gongkai.documents.typesetting.glyphs import coverage
from gongkai.rules.reports.editions import Cell, Edition, TableLayout, edition

LONG = TableLayout(
    "long",
    "长表",
    3,
    2,
    2,
    (
        (Cell("表头", colspan=2),),
        (Cell("项目"), Cell("数量")),
        *((Cell(f"第{n}项"), Cell("", header=False, path="proactive.licences")) for n in range(70)),
    ),
)


class WithLongTable(ReportDocument):
    @cached_property
    def edition(self) -> Edition:
        return replace(edition("2021"), tables=(LONG,))


def test_it_is_pdf_a_2b_and_tagged(huludao):
    pdf = render_pdf(huludao)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/StructTreeRoot" in pdf


def test_metadata_come_from_the_report_alone(huludao):
    with pdfplumber.open(io.BytesIO(render_pdf(huludao))) as pdf:
        assert pdf.metadata["Title"] == huludao.title
        assert pdf.metadata["Author"] == huludao.organ
        assert pdf.metadata["CreationDate"].startswith("D:20240125")
        assert "演示数据" in pdf.metadata["Keywords"]


def test_pages_are_a4_numbered_and_marked(huludao):
    with pdfplumber.open(io.BytesIO(render_pdf(huludao))) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            assert (round(page.width), round(page.height)) == (595, 842)
            lines = page.extract_text().split("\n")
            assert lines[0] == "演示数据"
            assert re.fullmatch(rf"—\s*{number}\s*—", lines[-1])
        assert "本报告由虚构的演示记录编制" in readers.squeezed(pdf.pages[0].extract_text())


def test_text_keeps_within_the_type_area(suqian):
    point = 72 / 25.4
    with pdfplumber.open(io.BytesIO(render_pdf(suqian))) as pdf:
        for page in pdf.pages:
            for line in page.lines + page.rects:
                assert line["x0"] > 28 * point - 1 and line["x1"] < (210 - 26) * point + 1


def test_figures_stand_on_one_line(counted):
    with pdfplumber.open(io.BytesIO(render_pdf(counted))) as pdf:
        words = [word["text"] for page in pdf.pages for word in page.extract_words()]
    for path in counted.report.paths():
        assert counted.figure(path) in words, path


def test_a_genuine_report_has_no_mark(suqian):
    text = readers.pdf_text(render_pdf(suqian))
    assert "演示" not in text and "草稿" not in text


def test_a_table_of_the_form_is_on_one_page(huludao):
    assert [len(grid) for grid in readers.pdf_tables(render_pdf(huludao))] == [14, 28, 4]


def test_a_table_longer_than_a_page_repeats_its_head(suqian):
    document = WithLongTable(suqian.report, suqian.lead)
    parts = readers.pdf_tables(render_pdf(document))
    assert len(parts) > 1
    for part in parts:
        assert part[:2] == [["表头", "表头"], ["项目", "数量"]]
    assert [row[0] for part in parts for row in part[2:]] == [f"第{n}项" for n in range(70)]


def test_the_same_document_gives_the_same_bytes(huludao):
    assert render_pdf(huludao) == render_pdf(huludao)
    assert render_pdf(huludao) != render_pdf(replace(huludao, draft=True))


def test_threads_share_one_typesetter(suqian, huludao, counted):
    documents = [suqian, huludao, counted] * 3
    with ThreadPoolExecutor(max_workers=3) as threads:
        at_once = list(threads.map(render_pdf, documents))
    assert at_once == [render_pdf(document) for document in documents]


@pytest.mark.parametrize(
    "text", ["مرحبا", "नमस्ते", "བོད་ཡིག", "1️⃣🇨🇳", "\ue000", "\u00a0\u200b\u00ad\ufeff", "葛\U000e0100"]
)
def test_scripts_that_no_font_has_do_not_stop_the_report(suqian, text):
    report = suqian.report.with_narrative(overview=f"前{text}后")
    printed = readers.pdf_text(render_pdf(replace(suqian, report=report)))
    assert re.search("前.*后", printed)


def test_an_offices_own_fonts_go_first(suqian, tmp_path):
    own = Path(pylopdf_fonts_zh_cn.sans_path())
    shutil.copy(own, tmp_path / "own.otf")
    faces = typefaces(tmp_path)
    assert "Noto Sans SC" in faces.collection.families()
    assert len(faces.coverages) == len(typefaces().coverages) + 1
    assert render_pdf(suqian, tmp_path).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_a_folder_without_fonts_is_refused(suqian, tmp_path, name):
    folder = tmp_path / name
    if name == "empty":
        folder.mkdir()
        (folder / "readme.txt").write_text("字体")
    elif name == "file":
        folder.write_text("")
    with pytest.raises(FontsFolderUnusable, match=f"字体文件夹“.*{name}”不存在或没有字体文件"):
        render_pdf(suqian, folder)


def test_coverage_knows_what_a_font_draws():
    serif = coverage(Path(pylopdf_fonts_zh_cn.serif_path()))
    assert all(character in serif for character in "公开报告0123—“”（）〓")
    assert "😀" not in serif


def test_a_broken_font_covers_nothing(tmp_path):
    for number, blob in enumerate((b"", b"OTTO", b"\x00\x01\x00\x00\xff\xff" + b"x" * 20)):
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(blob)
        assert "公" not in coverage(path)
