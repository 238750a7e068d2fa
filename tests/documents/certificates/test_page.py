"""What a certificate's page shows: text, QR code, seal; one page, whatever stands on it."""

import io
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest

from documents.certificates.made import ORGAN, a_document, one_sealed, sealed
from gongkai.documents.certificates.document import SELF_SIGNED_NOTE, FactLine
from gongkai.documents.certificates.pdf import (
    SEAL_SIZE,
    certificate_pdf,
    qr_matrix,
    seal_box,
    seal_pdf,
    undrawable,
)

_DOTS = 4


def text_of(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        return "".join(opened.pages[0].extract_text().split())


def drawn(pdf, scale=_DOTS, *, with_seal=True):
    """Return a page as a grey picture."""
    opened = pypdfium2.PdfDocument(pdf)
    if with_seal:
        opened.init_forms()
    bitmap = opened[0].render(scale=scale, may_draw_forms=with_seal)
    picture = bitmap.to_pil()
    opened.close()
    return picture


def test_everything_that_is_certified_stands_on_one_page():
    text = text_of(one_sealed())
    document = a_document()
    for wanted in (
        document.title, document.number, document.date_text, document.validity, document.code,
        "赵示例", "1101********0012", "某某市示例有限公司", "1,920.00元", "2023年12月",
        "特此证明", "2024年1月10日10时30分", document.verify_page,
    ):  # fmt: skip
        assert "".join(wanted.split()) in text, wanted
    assert "演示" not in text and "自签名" not in text


def test_a_demonstration_and_a_self_signed_key_are_told_on_the_page():
    text = text_of(certificate_pdf(a_document(is_demonstration=True, is_self_signed=True)))
    assert "演示数据不具有任何效力" in text and SELF_SIGNED_NOTE in text


def test_the_qr_code_on_the_page_says_the_address_of_verification():
    document = a_document()
    wanted = qr_matrix(document.verify_address)
    picture = drawn(one_sealed()).convert("L").point(lambda grey: 0 if grey < 128 else 255)
    # The finder patterns stand at the corners of what is dark in the foot's left part.
    left, top = 0, round(picture.height * 0.85)
    part = picture.crop((round(25 / 210 * picture.width), top, round(53 / 210 * picture.width),
                         round(picture.height * 0.952)))  # fmt: skip
    dark = part.point(lambda grey: 255 - grey).getbbox()
    left, top, right, bottom = dark
    side = len(wanted)
    width, height = (right - left) / side, (bottom - top) / side
    read = [
        [
            1 if part.getpixel((int(left + (x + 0.5) * width), int(top + (y + 0.5) * height))) < 128
            else 0
            for x in range(side)
        ]
        for y in range(side)
    ]  # fmt: skip
    assert read == [list(row) for row in wanted]
    assert wanted != qr_matrix(document.verify_address.replace("7KQ2M", "7KQ2N"))


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_the_seal_is_red_and_lies_over_the_date(is_demonstration):
    document = a_document(is_demonstration=is_demonstration)
    pdf = sealed(document)
    box, size = seal_box(document), SEAL_SIZE * 72 / 25.4
    assert abs((box.right - box.left) - size) < 1 and abs((box.top - box.bottom) - size) < 1
    picture, without = drawn(pdf, 2), drawn(pdf, 2, with_seal=False)
    part = (2 * box.left, round(2 * (841.89 - box.top)), 2 * box.right,
            round(2 * (841.89 - box.bottom)))  # fmt: skip

    def red(shown):
        seen = shown.crop(part).convert("RGB").tobytes()
        dots = zip(seen[::3], seen[1::3], seen[2::3], strict=True)
        return sum(r > 150 and g < 90 and b < 90 for r, g, b in dots)

    assert red(picture) > 3000 and red(without) == 0
    assert without.crop(part).convert("L").getextrema()[0] < 100
    seal = text_of(seal_pdf(ORGAN, is_demonstration=is_demonstration))
    assert ("演示" in seal) == is_demonstration
    assert ("电子证明专用章" in seal) != is_demonstration


LONG = FactLine("单位名称", "很长的单位名称" * 28, True)
SLIP = {
    "title": "异地贷款职工住房公积金缴存使用证明", "addressee": "某某某市住房公积金管理中心",
    "slip_title": "回　执", "slip_opening": "该职工已在我中心办理贷款，情况如下：",
    "slip": ("贷款金额", "贷款期限", "发放日期", "贷款中心（章）", "经办人", "联系电话"),
}  # fmt: skip


@pytest.mark.parametrize("values", [
    {"facts": [*a_document().facts, LONG]},
    {"facts": [*a_document().facts, LONG, LONG], "organ": "某" * 40},
    SLIP,
    {**SLIP, "facts": [*a_document().facts * 2, LONG]},
])  # fmt: skip
def test_long_facts_never_reach_what_is_signed(values):
    document = a_document(**values)
    pdf = certificate_pdf(document)
    assert "特此证明" in text_of(pdf)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        words = opened.pages[0].extract_words()
        height = float(opened.pages[0].height)
    (end,) = (word["bottom"] for word in words if "特此证明" in word["text"])
    assert end < height - seal_box(document).top + 20


@pytest.mark.parametrize("number", ["110101199001011234", "9" * 40, "A" * 60])
def test_no_number_runs_out_of_its_field(number):
    facts = [FactLine("借款人", "赵示例"), FactLine("证件号码", number), FactLine("余额", "1元")]
    pdf = certificate_pdf(a_document(facts=facts))
    assert number in text_of(pdf) or len(number) > 18
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        edge = max(line["x1"] for line in page.lines + page.rects if line["x1"] < 530)
        told = [each for each in page.chars if each["text"] == number[0] and each["x0"] > 300]
        assert told and max(each["x1"] for each in told) < edge


def test_the_slip_comes_back_with_the_number():
    text = text_of(certificate_pdf(a_document(**SLIP)))
    assert "回执" in text and f"原证明编号：{a_document().number}" in text
    assert all(label in text for label in SLIP["slip"])
    assert text.index("某某某市住房公积金管理中心：") < text.index("特此证明")


def test_markup_of_strangers_stays_text():
    strange = '#import "x"; $1$ *b* <a> \\ `c` @d [e]'
    assert "".join(strange.split()) in text_of(certificate_pdf(a_document(addressee=strange)))


def test_a_character_without_a_glyph_is_found_before_it_is_printed():
    assert undrawable(a_document()) == ""
    assert undrawable(a_document(addressee="𪚥某\U0002b81d")) != ""
    assert undrawable(a_document(facts=[FactLine("姓名", "赵\U0003134a")])) == "\U0003134a"


def test_rows_pair_short_facts_and_leave_wide_ones_alone():
    rows = a_document().rows
    assert [[each.label for each in row] for row in rows] == [
        ["姓名", "证件号码"], ["单位名称"], ["月缴存额", "缴至年月"],
    ]  # fmt: skip
    assert all(len(first) + len(second) <= 4 for first, second in pairwise(rows))
