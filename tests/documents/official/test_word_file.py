"""The Word file opened again: page, grid, fonts, pitch, and what another program makes of it."""

import io
import subprocess
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from documents.official.samples import EVERY_KIND, GRID, JOINT, LETTER, MINUTES, NOTICE, OPINION
from documents.readers import pdf_text, squeezed
from gongkai.documents.official.conformity import conformity
from gongkai.documents.official.docx import write_docx
from gongkai.documents.official.measuring import measured

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document):
    return docx.Document(io.BytesIO(write_docx(document)))


def paragraph(word, text):
    return next(each for each in word.paragraphs if each.text.startswith(text))


def face(run):
    """Return a run's typeface, that of the text where it names none."""
    return "仿宋_GB2312" if run._r.rPr is None else run._r.rPr.rFonts.get(qn("w:eastAsia"))


@pytest.mark.parametrize("name", EVERY_KIND)
def test_page_and_grid(name):
    section = opened(EVERY_KIND[name]).sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [37, 28, 35, 26]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    # 22 lines fit into 225 mm, 23 do not.
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert int(225 / 25.4 * 72 / pitch) == 22


def test_lines_and_characters_of_the_text():
    word = opened(NOTICE)
    normal = word.styles["Normal"]
    assert normal.font.size == Pt(16)
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert normal.paragraph_format.line_spacing == Pt(28.95)
    closer = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + closer) <= 156 / 25.4 * 72 < 29 * (16 + closer)
    gaps = [normal.element.pPr.find(qn(f"w:autoSpace{kind}")) for kind in ("DE", "DN")]
    assert [gap.get(qn("w:val")) for gap in gaps] == ["0", "0"]
    body = paragraph(word, "根据《住房公积金")
    assert body.style.paragraph_format.first_line_indent == Pt(32)


def test_typefaces_by_level():
    word = opened(NOTICE)
    assert word.styles["Title"].font.size == Pt(22)
    assert word.styles["Title"].element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    faces = {
        text: face(paragraph(word, text).runs[0]) for text in ("一、", "（一）", "1.上限", "（1）")
    }
    assert list(faces.values()) == ["黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"]
    run_in = paragraph(word, "（一）")
    assert run_in.runs[0].text == "（一）核定标准。" and run_in.runs[1].text.startswith("职工")
    assert paragraph(word, "附件1").paragraph_format.page_break_before


def test_the_head_is_red_and_so_is_its_line():
    word = opened(NOTICE)
    mark = paragraph(word, "丙市住房公积金管理中心文件").runs[0]
    assert str(mark.font.color.rgb) == "E60012" and mark.font.size >= Pt(40)
    borders = [each.get(qn("w:color")) for each in word.element.iter(qn("w:bottom"))]
    assert "E60012" in borders


def test_who_signs_for_a_superior():
    line = paragraph(opened(OPINION), OPINION.number)
    assert face(line.runs[-1]) == "楷体_GB2312"
    assert line.text == f"{OPINION.number}\t签发人：王某某"


@pytest.mark.parametrize("name", EVERY_KIND)
def test_it_says_everything_a_reader_needs(name):
    document = EVERY_KIND[name]
    blob = write_docx(document)
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        parts = [part for part in package.namelist() if part.endswith(".xml")]
        roots = [etree.fromstring(package.read(part)) for part in parts]
        texts = "".join(node.text or "" for root in roots for node in root.iter(f"{WORD}t"))
    told = squeezed(texts)
    wanted = [*document.organs, document.title, document.salutation, document.note_text]
    wanted += [document.number, document.date_text, document.imprint_copies]
    wanted += [each.name for each in document.attachments]
    wanted += [squeezed(names) for _, names in document.attendance]
    assert [text for text in wanted if squeezed(text) not in told] == []


def test_the_imprint_gets_an_even_page_where_the_pdf_has_it_alone():
    word = opened(NOTICE)
    assert len(word.sections) == 2
    assert word.sections[1].start_type.name == "EVEN_PAGE"
    assert len(opened(replace(NOTICE, both_sides=False)).sections) == 1
    assert len(opened(LETTER).sections) == 1


def test_the_same_document_gives_the_same_bytes_and_bears_no_machine():
    blob = write_docx(NOTICE)
    assert blob == write_docx(NOTICE)
    properties = docx.Document(io.BytesIO(blob)).core_properties
    assert properties.author == properties.last_modified_by == NOTICE.organs[0]
    assert properties.title == NOTICE.title and properties.subject == "通知"


def test_a_draft_says_so_on_every_page():
    section = opened(replace(LETTER, number="", formed_on=None)).sections[0]
    for header in (section.first_page_header, section.header, section.even_page_header):
        assert "草稿（未印发）" in "".join(each.text for each in header.paragraphs)


def test_hostile_text_stays_text():
    hostile = replace(NOTICE, title="<w:p>甲</w:p>\x07", copies_to=("&amp;\x00局",))
    word = opened(hostile)
    assert any("<w:p>甲</w:p>" in each.text for each in word.paragraphs)


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Return every kind as LibreOffice sets the Word file, by its name."""
    folder = tmp_path_factory.mktemp("word")
    documents = {**EVERY_KIND, "grid": GRID}
    for name, document in documents.items():
        (folder / f"{name}.docx").write_bytes(write_docx(document))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [str(folder / f"{name}.docx") for name in documents]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", EVERY_KIND)
def test_another_program_shows_every_text(converted, name):
    document, told = EVERY_KIND[name], squeezed(pdf_text(converted[name]))
    for text in (document.title, document.salutation, document.note_text, document.date_text):
        assert squeezed(text) in told
    assert "".join(document.head) in told or name == "joint"


# What another program keeps although the office's typefaces are not installed here.
KEPT = {
    "notice": ["5.1", "5.2.4", "7.2.4", "7.2.5", "7.2.7", "7.3.1", "7.3.2", "7.3.3", "7.3.4"],
    "opinion": ["5.1", "7.2.1", "7.2.4", "7.2.5", "7.2.6", "7.2.7", "7.3.1", "7.4.1", "7.4.3"],
    "approval_reply": ["5.1", "7.2.4", "7.2.7", "7.3.1", "7.3.6", "7.4.1", "7.4.2", "7.4.3"],
    "minutes": ["5.1", "7.2.7", "7.3.1", "10.3", "7.4.1", "7.4.3"],
}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", KEPT)
def test_another_program_keeps_the_places(converted, name):
    clauses = [each for each in conformity(converted[name]) if each.clause in KEPT[name]]
    wrong = [
        each
        for each in clauses
        if each.ok is False and "字体" not in each.element and each.element != "末条分隔线位置"
    ]
    assert wrong == []
    assert {each.clause for each in clauses} == set(KEPT[name])


@pytest.mark.libreoffice
def test_another_program_sets_22_lines_of_28_characters(converted):
    page = measured(converted["grid"])[1]
    lines = [line for line in page.lines if set(line.text) == {"缴"}]
    assert len(lines) == 22
    assert {len(line.text) for line in lines} == {28}
    # The first page shows text, however long its only paragraph is.
    assert any("缴" * 26 in line.text for line in measured(converted["grid"])[0].lines)


@pytest.mark.libreoffice
def test_a_joint_head_has_every_organ_on_a_line_of_its_own(converted):
    red = [line for line in measured(converted["joint"])[0].lines if line.glyphs[0].is_red]
    told = ["".join(each.text for each in line.glyphs if each.is_red) for line in red]
    assert [text.removesuffix("文件") for text in told] == list(JOINT.head)
    assert MINUTES.head_word == "" and told[1].endswith("文件")
