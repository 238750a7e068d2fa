"""The Word file is an official document: page, typefaces, headings, repeated table heads."""

import io
import subprocess
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents import readers
from documents.readers import WORD
from gongkai.documents.reports.docx import render_docx


def opened(document):
    return docx.Document(io.BytesIO(render_docx(document)))


def east_asian_face(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_page_has_the_margins_of_gbt_9704(suqian):
    section = opened(suqian).sections[0]
    measures = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    # Word counts in twentieths of a point, about 0.02 mm.
    wanted = [Mm(each) for each in (210, 297, 37, 35, 28, 26)]
    assert all(abs(a - b) < Mm(0.03) for a, b in zip(measures, wanted, strict=True))


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("公文正文", None, None),
        ("Normal", "仿宋_GB2312", 16),
        ("报表文字", "宋体", 9),
    ],
)
def test_styles_have_the_typefaces_of_an_official_document(suqian, name, face, size):
    style = opened(suqian).styles[name]
    if face is None:
        assert style.base_style.name == "Normal"
        assert style.paragraph_format.first_line_indent == Pt(32)
        assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    else:
        assert (east_asian_face(style), style.font.size) == (face, Pt(size))


def test_lines_have_an_exact_pitch_of_22_to_a_page(suqian):
    pitch = opened(suqian).styles["Normal"].paragraph_format.line_spacing
    assert 22 * pitch <= Mm(225) < 23 * pitch


def test_headings_are_real_and_in_order(huludao):
    paragraphs = opened(huludao).paragraphs
    headings = [(p.style.name, p.text) for p in paragraphs if p.style.name.startswith("Heading")]
    assert [text for name, text in headings if name == "Heading 1"] == [
        section.title for section in huludao.sections
    ]
    assert headings[1] == ("Heading 2", "(一)主动公开情况")
    title = next(p for p in paragraphs if p.style.name == "Title")
    assert title.text == "\n".join(huludao.title_lines)


def test_table_heads_repeat_and_rows_do_not_break(suqian):
    for table, head in zip(opened(suqian).tables, (0, 3, 3), strict=True):
        rows = table._tbl.tr_lst
        repeated = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows]
        assert repeated == [True] * head + [False] * (len(rows) - head)
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)


def test_tables_fit_the_type_area(suqian):
    for table in opened(suqian).tables:
        assert sum(column.width for column in table.columns) <= Mm(156.3)
        assert table._tbl.tblPr.find(f"{WORD}tblCaption").get(f"{WORD}val")


def test_page_number_is_a_field_between_dashes(suqian):
    footer = opened(suqian).sections[0].footer.paragraphs[0]
    assert footer.text == "—  —"
    (instruction,) = footer._p.iter(f"{WORD}instrText")
    assert instruction.text.strip() == "PAGE"


def test_marks_stand_above_the_title_in_the_header_and_in_the_properties(huludao, suqian):
    word = opened(replace(huludao, draft=True))
    assert word.paragraphs[0].text.startswith("演示数据")
    assert word.paragraphs[1].text.startswith("草稿")
    assert word.sections[0].header.paragraphs[0].text == "演示数据　草稿（未签发）"
    assert word.core_properties.keywords == "演示数据　草稿（未签发）"
    genuine = opened(suqian)
    assert genuine.sections[0].header.paragraphs[0].text == ""
    assert genuine.core_properties.keywords == ""


def test_properties_come_from_the_report_alone(huludao):
    properties = opened(huludao).core_properties
    assert properties.title == huludao.title
    assert properties.author == properties.last_modified_by == huludao.organ
    assert properties.created.replace(tzinfo=None) == datetime(2024, 1, 25)
    assert properties.comments == "演示数据"


def test_faces_that_are_missing_have_named_substitutes(suqian):
    fonts = readers.document_xml(render_docx(suqian), "word/fontTable.xml")
    named = {font.get(f"{WORD}name"): font.find(f"{WORD}altName") for font in fonts}
    assert named["仿宋_GB2312"].get(f"{WORD}val") == "仿宋"


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_prints_title_and_figures(suqian, tmp_path):
    (tmp_path / "report.docx").write_bytes(render_docx(suqian))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "report.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    blob = (tmp_path / "report.pdf").read_bytes()
    text = readers.pdf_text(blob)
    assert "宿迁市人民政府2023年政府信息公开工作年度报告" in text
    assert "—1—" in text
    printed = [figure for grid in readers.pdf_tables(blob) for row in grid for figure in row]
    for path in suqian.report.paths():
        assert suqian.figure(path) in printed, path
