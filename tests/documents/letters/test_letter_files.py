"""A letter as PDF and DOCX, opened again by other programs: GB/T 9704-2012 第10.1条."""

import io
import subprocess
from dataclasses import replace
from datetime import date

import docx
import pdfplumber
import pytest
from docx.shared import Mm

from documents import readers
from documents.readers import squeezed
from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.letters.docx import letter_docx
from gongkai.documents.letters.pdf import letter_pdf

POINTS = 72 / 25.4
LETTER = LetterDocument(
    organ="丙市住房公积金管理中心",
    title="政府信息不存在答复书",
    addressee="张某",
    paragraphs=(
        "本机关于2026年3月2日收到您提交的政府信息公开申请（登记号：SQ2026-00012）。",
        "经检索，没有您申请公开的政府信息。",
        "特此告知。",
    ),
    number="丙公积金公开答〔2026〕3号",
    dated_on=date(2026, 3, 9),
)
LONG = replace(LETTER, paragraphs=(*("本机关经审查，情况如下。" * 12,) * 12, "特此告知。"))


def pages_of(blob):
    with pdfplumber.open(io.BytesIO(blob)) as pdf:
        return [page.extract_words(keep_blank_chars=True) for page in pdf.pages]


def places(blob):
    """Return the characters of the first page with their place in millimetres."""
    with pdfplumber.open(io.BytesIO(blob)) as pdf:
        page = pdf.pages[0]
        return [
            (
                each["text"],
                each["x0"] / POINTS,
                each["top"] / POINTS,
                each["x1"] / POINTS,
                each["size"],
            )
            for each in page.chars
        ], page


def line_at(chars, text):
    """Return left, top, right and size of a line of the page, found by its text."""
    told = "".join(each[0] for each in chars)
    start = told.index(text)
    first, last = chars[start], chars[start + len(text) - 1]
    return first[1], first[2], last[3], first[4]


def test_both_formats_say_everything_a_reader_needs():
    wanted = [LETTER.organ, LETTER.number, LETTER.title, "张某：", *LETTER.text, "2026年3月9日"]
    pdf = squeezed(readers.pdf_text(letter_pdf(LETTER)))
    word = docx.Document(io.BytesIO(letter_docx(LETTER)))
    head = word.sections[0].first_page_header.paragraphs[0].text
    written = squeezed(head + "".join(each.text for each in word.paragraphs))
    for text in wanted:
        assert squeezed(text) in pdf and squeezed(text) in written
    assert squeezed(LETTER.plain_text) == written
    assert written.count(LETTER.organ) == 2


def test_the_page_has_the_standards_measures():
    chars, page = places(letter_pdf(LETTER))
    assert (round(page.width / POINTS), round(page.height / POINTS)) == (210, 297)
    left, top, right, _size = line_at(chars, LETTER.organ)
    assert abs((left + right) / 2 - 105) < 0.6 and 28 < top < 33
    left, top, right, size = line_at(chars, LETTER.number)
    assert abs(right - 184) < 1 and size == 16
    left, _top, right, size = line_at(chars, LETTER.title)
    assert size == 22 and abs((left + right) / 2 - 106) < 1
    left, _top, _right, size = line_at(chars, "张某：")
    assert abs(left - 28) < 0.6 and size == 16
    left, *_rest = line_at(chars, "经检索")
    assert abs(left - 28 - 2 * 16 / POINTS) < 0.6


def test_the_date_stands_four_characters_in_and_the_organ_centred_above_it():
    chars, _page = places(letter_pdf(replace(LETTER, organ="丙市中心")))
    left, top, right, _size = line_at(chars, "2026年3月9日")
    assert abs(184 - right - 4 * 16 / POINTS) < 1.5
    organ = [each for each in chars if each[4] == 16]
    organ_left, organ_top, organ_right, _size = line_at(organ, "丙市中心")
    assert organ_top < top and abs((organ_left + organ_right) - (left + right)) < 1.5


def test_the_letterhead_is_red_and_between_red_double_lines_170_mm_long():
    _chars, page = places(letter_pdf(LETTER))
    lines = [each for each in page.lines + page.rects if each["width"] / POINTS > 100]
    assert len(lines) == 4 and all(abs(each["width"] / POINTS - 170) < 0.5 for each in lines)
    assert max(each["bottom"] for each in lines) / POINTS == pytest.approx(277, abs=1.5)
    head = [each for each in page.chars if each["size"] > 22]
    red = {tuple(each["non_stroking_color"]) for each in head}
    assert len(red) == 1 and red.pop()[0] > 0.85


def test_a_short_letter_keeps_to_one_page_without_a_number_and_a_long_one_is_numbered_outside():
    assert len(pages_of(letter_pdf(LETTER))) == 1
    assert "—1—" not in squeezed(readers.pdf_text(letter_pdf(LETTER)))
    with pdfplumber.open(io.BytesIO(letter_pdf(LONG))) as pdf:
        assert len(pdf.pages) >= 3
        even = [each for each in pdf.pages[1].chars if each["top"] / POINTS > 262]
        odd = [each for each in pdf.pages[2].chars if each["top"] / POINTS > 262]
        assert "".join(each["text"] for each in even).strip() == "— 2 —"
        assert "".join(each["text"] for each in odd).strip() == "— 3 —"
        assert even[0]["size"] == 14
        assert min(each["x0"] for each in even) / POINTS < 40
        assert max(each["x1"] for each in odd) / POINTS > 175
        last = squeezed(pdf.pages[-1].extract_text())
        assert "特此告知。" in last and LONG.organ in last


def test_a_letter_a_little_too_long_is_set_closer_to_stay_on_its_page():
    for lines in range(8, 16):
        letter = replace(LETTER, paragraphs=(*("经审查，情况如下。",) * lines, "特此告知。"))
        assert len(pages_of(letter_pdf(letter))) == 1 or lines > 13


def test_enclosures_are_numbered_only_where_there_are_several():
    one = replace(LETTER, enclosures=("合作协议（区分处理件）",))
    two = replace(LETTER, enclosures=("合作协议", "目录"))
    assert one.enclosure_lines == ("附件：合作协议（区分处理件）",)
    text = squeezed(readers.pdf_text(letter_pdf(two)))
    assert "附件：1.合作协议2.目录" in text


def test_a_draft_and_a_demonstration_are_marked_on_every_page():
    draft = replace(LONG, number="", dated_on=None, is_demonstration=True)
    with pdfplumber.open(io.BytesIO(letter_pdf(draft))) as pdf:
        for page in pdf.pages:
            assert "演示数据草稿（未发出）" in squeezed(page.extract_text())
    word = docx.Document(io.BytesIO(letter_docx(draft)))
    section = word.sections[0]
    for header in (section.first_page_header, section.header, section.even_page_header):
        assert "演示数据" in "".join(each.text for each in header.paragraphs)
    assert "（发文字号待编）" in readers.pdf_text(letter_pdf(draft))


def test_hostile_text_stays_text():
    hostile = replace(
        LETTER,
        title="#let x = [甲]\x00\u202e<b>",
        paragraphs=('#read("/etc/passwd")', "<w:p>&amp;\x07", "𠮷野家\ue000", "特此告知。"),
    )
    text = squeezed(readers.pdf_text(letter_pdf(hostile)))
    assert '#read("/etc/passwd")' in text and "root:" not in text and "#letx=[甲]" in text
    word = docx.Document(io.BytesIO(letter_docx(hostile)))
    assert "<w:p>&amp;" in [each.text for each in word.paragraphs]


def test_the_same_letter_gives_the_same_bytes():
    assert letter_pdf(LETTER) == letter_pdf(LETTER)
    assert letter_docx(LETTER) == letter_docx(LETTER)


def test_the_word_file_has_the_standards_page():
    section = docx.Document(io.BytesIO(letter_docx(LETTER))).sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [37, 28, 35, 26]
    assert section.different_first_page_header_footer


@pytest.mark.libreoffice
def test_libreoffice_opens_the_word_file(tmp_path):
    (tmp_path / "letter.docx").write_bytes(letter_docx(LETTER))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
         str(tmp_path / "letter.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = squeezed(readers.pdf_text((tmp_path / "letter.pdf").read_bytes()))
    assert LETTER.number in text and squeezed(LETTER.title) in text and "2026年3月9日" in text
