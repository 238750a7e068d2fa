"""A severed PDF, opened again by other means than our own."""

import io

import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from documents.redactions.files import IDENTITY, NAME, PHONE, pdf_of, row, typeset
from gongkai.documents.redactions import page_child
from gongkai.documents.redactions.areas import MOST_PAGES, Area, RedactionRefused
from gongkai.documents.redactions.leaks import leaks_in
from gongkai.documents.redactions.pdf import (
    page_images,
    page_sizes,
    redact_pdf,
    text_in_areas,
)

LINES = ["可以公开的第一行", f"姓名：{NAME}　身份证号：{IDENTITY}", f"电话{PHONE}", "结束"]


def words_of(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return ["".join((page.extract_text() or "").split()) for page in pdf.pages]


def shades(content, area, page=0):
    """Return the darkest and lightest shade within an area."""
    with pypdfium2.PdfDocument(content) as pdf:
        picture = pdf[page].render(scale=2).to_pil().convert("L")
    wide, high = picture.size
    box = (area.left * wide + 2, area.top * high + 2, area.right * wide - 2, area.bottom * high - 2)
    return picture.crop([round(edge) for edge in box]).getextrema()


def test_what_is_hidden_is_black_and_gone_and_the_rest_can_still_be_read():
    content = pdf_of(LINES, ["第二页"])
    area = row(1)
    output = redact_pdf(content, [area])
    first, second = words_of(output)
    assert "可以公开的第一行" in first
    assert f"电话{PHONE}" in first
    assert second == "第二页"
    assert NAME not in first and IDENTITY not in first and "姓名" not in first
    assert "■" in first
    assert shades(output, area) == (0, 0)
    assert shades(output, row(3))[1] == 255
    for secret in (NAME, IDENTITY):
        for encoding in ("utf-8", "utf-16-be", "gb18030"):
            assert secret.encode(encoding) not in output
    assert leaks_in(output, "pdf", "输出.pdf", [NAME, IDENTITY]) == []


def test_the_same_file_and_areas_give_the_same_bytes():
    content = pdf_of(LINES)
    assert redact_pdf(content, [row(1)]) == redact_pdf(content, [row(1)])


def test_the_strings_under_a_box_are_known_without_typing():
    found = text_in_areas(pdf_of(LINES), [row(1), row(2), row(8)])
    assert found == [["姓名：", NAME, "身份证号：", IDENTITY], [f"电话{PHONE}"], []]


def test_a_box_grows_to_the_whole_of_a_character_it_covers_in_part():
    content = pdf_of([NAME])
    # The lower half of the characters only.
    half = Area(1, 0.02, 26 / 400, 0.98, 30 / 400)
    assert text_in_areas(content, [half]) == [[NAME]]
    output = redact_pdf(content, [half])
    assert NAME not in words_of(output)[0]
    whole = Area(1, 22 / 400, 21.5 / 400, 60 / 400, 30 / 400)
    assert shades(output, whole) == (0, 0)


def test_what_nobody_sees_does_not_come_back_as_a_text_layer():
    content = typeset("""
#set page(width: 400pt, height: 400pt, margin: 0pt)
#set text(font: "Noto Serif SC", size: 12pt)
#place(top + left, dx: 20pt, dy: 20pt)[看得见的文字]
#place(top + left, dx: 20pt, dy: 60pt, text(fill: white)[白色的文字])
#place(top + left, dx: 20pt, dy: 100pt)[盖住的文字]
#place(top + left, dx: 10pt, dy: 90pt, rect(width: 200pt, height: 30pt, fill: black))
#place(top + left, dx: 420pt, dy: 20pt)[页外的文字]
#place(top + left, dx: 20pt, dy: 200pt)[上面文字]
#place(top + left, dx: 20pt, dy: 200pt, text(fill: white)[甲乙丙丁])
""")
    assert "盖住的文字" in words_of(content)[0]
    (words,) = words_of(redact_pdf(content, []))
    # Of two texts over each other it cannot be told which is seen.
    assert words == "看得见的文字"


def test_bold_set_by_printing_twice_is_read_once():
    content = typeset("""
#set page(width: 400pt, height: 400pt, margin: 0pt)
#set text(font: "Noto Serif SC", size: 12pt)
#place(top + left, dx: 20pt, dy: 20pt)[标题]
#place(top + left, dx: 20.3pt, dy: 20pt)[标题]
""")
    assert words_of(redact_pdf(content, [])) == ["标题"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_severed_as_it_is_shown(turn):
    with pypdfium2.PdfDocument(pdf_of(LINES)) as pdf:
        pdf[0].set_rotation(turn)
        turned = io.BytesIO()
        pdf.save(turned)
    edge = {90: (0.75, 0, 1, 1), 180: (0, 0.75, 1, 1), 270: (0, 0, 0.25, 1)}[turn]
    area = Area(1, *edge)
    hidden = "".join("".join(found) for found in text_in_areas(turned.getvalue(), [area]))
    assert sorted(hidden) == sorted("".join(LINES[:3]).replace("　", ""))
    output = redact_pdf(turned.getvalue(), [area])
    assert set("".join(words_of(output))) == {"■", "结", "束"}
    assert shades(output, area) == (0, 0)


def test_notes_fields_attachments_and_metadata_do_not_go_over():
    with pypdfium2.PdfDocument(pdf_of(LINES)) as pdf:
        pdf.new_attachment(f"{NAME}.txt").set_data(PHONE.encode())
        saved = io.BytesIO()
        pdf.save(saved)
    content = saved.getvalue()
    assert leaks_in(content, "pdf", "x.pdf", [NAME])
    output = redact_pdf(content, [row(1), row(2)])
    with pypdfium2.PdfDocument(output) as pdf:
        assert pdf.count_attachments() == 0
        assert list(pdf.get_toc()) == []
        assert pdf.get_metadata_dict()["Author"] == ""
    for name in (b"/JavaScript", b"/EmbeddedFile", b"/Annots", b"/AcroForm", b"/Thumb"):
        assert name not in output
    assert output.count(b"%%EOF") == 1
    assert leaks_in(output, "pdf", "x.pdf", [NAME, IDENTITY, PHONE]) == []


def test_pages_for_the_screen_are_bounded():
    content = pdf_of(LINES, ["二"])
    assert page_sizes(content) == [(400, 400), (400, 400)]
    (picture,) = page_images(content, [2])
    opened = Image.open(io.BytesIO(picture))
    assert (opened.format, opened.size) == ("PNG", (1000, 1000))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"MZ\x90", "只能处理"),
        (b"%PDF-1.7\n%%EOF", "损坏"),
        (b"%PDF-1.7\n" + b"\0" * (21 << 20), "20MB"),
    ],
)
def test_hostile_files_are_refused_in_plain_words(content, told):
    with pytest.raises(RedactionRefused, match=told):
        redact_pdf(content, [])


def test_a_file_of_too_many_pages_is_refused():
    with pytest.raises(RedactionRefused, match=f"超过{MOST_PAGES}页"):
        redact_pdf(pdf_of(*[["一"]] * (MOST_PAGES + 1)), [])


def test_a_huge_page_is_drawn_smaller_instead_of_filling_memory():
    content = typeset("#set page(width: 14000pt, height: 14000pt)\n#text(size: 900pt)[大]")
    output = redact_pdf(content, [Area(1, 0, 0, 0.5, 0.5)])
    with pypdfium2.PdfDocument(output) as pdf:
        assert round(pdf[0].get_width()) == 14000
    assert page_child._MOST_PIXELS < 30_000_000


@pytest.mark.parametrize(
    "area", [Area(2, 0, 0, 1, 1), Area(0, 0, 0, 1, 1), Area(1, 0.5, 0, 0.5, 1), Area(1, 2, 2, 3, 3)]
)
def test_an_area_that_is_no_area_is_refused(area):
    with pytest.raises(RedactionRefused, match="页"):
        redact_pdf(pdf_of(LINES), [area])


def test_corners_given_in_any_order_mean_the_same_box():
    one, content = row(1), pdf_of(LINES)
    other = Area(1, one.right, one.bottom, one.left, one.top)
    assert redact_pdf(content, [one]) == redact_pdf(content, [other])
