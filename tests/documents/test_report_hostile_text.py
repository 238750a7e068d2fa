"""Whatever an office types or pastes stays text, in every format."""

import io
from dataclasses import replace

import openpyxl
import pytest

from documents import readers
from gongkai.documents.characters import encodable, writable
from gongkai.documents.reports.docx import render_docx
from gongkai.documents.reports.html import render_html
from gongkai.documents.reports.json_file import render_json
from gongkai.documents.reports.pdf import render_pdf
from gongkai.documents.reports.xlsx import TEXT_SHEET, render_xlsx

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>&amp;',
    '#include "/etc/passwd"',
    '#read("report.typ")',
    "$x^2$ *粗* _斜_ `码` = 标题 @引用 <标签> \\ // 注释 /* 注释 */",
    "=1+1",
    '=HYPERLINK("http://example.com","点")',
    "+1",
    "-1",
    "@SUM(A1)",
    "_x0041_",
    "{{ 7*7 }} {% raw %}",
    "]]> <!-- -->",
]


def document_with(document, text):
    return replace(document, report=document.report.with_narrative(overview=text))


def texts_of(document):
    """Return the text that a reader finds in each format that prints the narrative."""
    word = readers.document_xml(render_docx(document))
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))
    page = readers.lxml.html.fromstring(render_html(document))
    return {
        "html": "\n".join(part.text_content() for part in page.iter("p")),
        "docx": "\n".join(
            "".join(run.text or "" for run in paragraph.iter(f"{readers.WORD}t"))
            for paragraph in word.iter(f"{readers.WORD}p")
        ),
        "xlsx": "\n".join(str(row[0].value) for row in book[TEXT_SHEET].iter_rows()),
    }


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_stay_text(suqian, line):
    document = document_with(suqian, f"前。\n{line}\n后。")
    for fmt, text in texts_of(document).items():
        assert f"前。\n{line}\n后。" in text, fmt
    assert readers.squeezed(line) in readers.pdf_text(render_pdf(document))
    assert (
        readers.json_report(render_json(document))["narrative"]["overview"].split("\n")[1] == line
    )


def test_no_cell_of_the_workbook_is_a_formula(suqian):
    document = document_with(suqian, "\n".join(HOSTILE))
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_control_characters_are_left_out(suqian):
    text = "甲\x00\x01\x07\x08\x1b\x7f\x9f乙\ud800\ufffe\uffff丙\u202e丁\t戊"
    document = document_with(suqian, text)
    for fmt, found in texts_of(document).items():
        assert "甲乙丙丁 戊" in found, fmt
    assert "甲乙丙丁戊" in readers.pdf_text(render_pdf(document))
    assert readers.json_report(render_json(document))["narrative"]["overview"] == encodable(text)


def test_line_breaks_of_every_kind_begin_a_new_line():
    assert writable("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_emoji_and_rare_characters(suqian):
    document = document_with(suqian, "便民😀举措👨‍👩‍👧，𠮷姓𪚥，é，e\u0301。")
    for fmt, found in texts_of(document).items():
        assert "便民😀举措👨‍👩‍👧，𠮷姓𪚥，é" in found, fmt
    # Print shows 〓 for what no font has, never a box that a reader may take for a blank.
    printed = readers.pdf_text(render_pdf(document))
    assert "便民〓举措〓〓〓，" in printed
    assert "，é，é。" in printed


def test_twenty_thousand_characters(suqian):
    line = "政务公开" * 5000
    document = document_with(suqian, line)
    for fmt, found in texts_of(document).items():
        assert line in found, fmt
    assert readers.pdf_text(render_pdf(document)).count("政务公开") >= 4950


def test_a_paragraph_longer_than_a_cell_of_a_workbook_is_continued(suqian):
    document = document_with(suqian, "字" * 40000)
    assert texts_of(document)["xlsx"].count("字") == 40000


def test_long_organ_name(suqian):
    organ = "某某省某某市某某新区某某经济技术开发区管理委员会政务服务和数据管理局（行政审批局）" * 3
    document = replace(suqian, report=replace(suqian.report, organ=organ))
    for fmt, found in texts_of(document).items():
        if fmt != "html":
            assert organ in found, fmt
    assert organ in render_html(document)
    assert organ in readers.pdf_text(render_pdf(document))


def test_organ_with_markup_and_line_breaks_stays_on_one_line(suqian):
    organ = "某局\n</title><script>x</script>\x00&"
    document = replace(suqian, report=replace(suqian.report, organ=organ))
    page = readers.lxml.html.fromstring(render_html(document))
    assert page.findtext(".//title").startswith("某局 </title><script>x</script>&2023年")
    assert page.xpath("//script") == []
    assert document.title in readers.document_xml(render_docx(document), "docProps/core.xml").xpath(
        "string(.//*[local-name()='title'])"
    )
    assert readers.squeezed(document.organ) in readers.pdf_text(render_pdf(document))
