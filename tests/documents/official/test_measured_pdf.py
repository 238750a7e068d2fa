"""The made PDF measured by another program than the package's own: positions in millimetres."""

import io
from dataclasses import replace

import pdfplumber
import pytest

from documents.official.samples import GRID, LETTER, MINUTES, NOTICE, OPINION
from gongkai.documents.official.body import parse_body
from gongkai.documents.official.pdf import write_pdf

MM = 25.4 / 72


def opened(document):
    return pdfplumber.open(io.BytesIO(write_pdf(document)))


def characters(page, text):
    """Return the characters of a text that stands on one line of the page."""
    told = "".join(each["text"] for each in page.chars)
    start = told.index(text)
    return page.chars[start : start + len(text)]


def rules(page, length):
    """Return the horizontal lines of a length in mm: middle in mm from the top, and thickness."""
    found = [
        ((each["top"] + each["bottom"]) / 2 * MM, each["linewidth"] * MM, each["stroking_color"])
        for each in page.lines
        if abs(each["width"] * MM - length) < 0.3
    ]
    return sorted(found)


def test_a_full_page_has_22_lines_of_28_characters_from_edge_to_edge():
    with opened(GRID) as pdf:
        body = [each for each in pdf.pages[1].chars if each["text"] == "缴"]
        rows = sorted({round(each["bottom"], 1) for each in body})
        assert len(rows) == 22 and len(body) == 22 * 28
        assert min(each["x0"] for each in body) * MM == pytest.approx(28, abs=0.1)
        assert max(each["x1"] for each in body) * MM == pytest.approx(184, abs=0.2)
        pitches = {round(b - a, 1) for a, b in zip(rows, rows[1:], strict=False)}
        assert max(pitches) - min(pitches) < 0.2
        # From the upper edge of the first line to the lower edge of the last.
        height = (rows[-1] - rows[0]) * MM + 16 * MM
        assert height == pytest.approx(225, abs=0.3)
        assert {round(each["size"], 3) for each in body} == {16}


def test_the_head_of_a_document():
    with opened(NOTICE) as pdf:
        page = pdf.pages[0]
        assert (round(page.width * MM), round(page.height * MM)) == (210, 297)
        mark = [each for each in page.chars if each["non_stroking_color"][0] > 0.7]
        assert "".join(each["text"] for each in mark) == "丙市住房公积金管理中心文件"
        ((line, thickness, colour),) = rules(page, 156)
        number = characters(page, NOTICE.number)
        # The character's body ends 0.14 of its size below the line it stands on.
        foot = (page.height - number[0]["matrix"][5] + 0.14 * 16) * MM
        assert line - thickness / 2 - foot == pytest.approx(4, abs=0.1)
        assert colour[0] > 0.85 and max(colour[1:]) < 0.15
        title = [each for each in page.chars if each["size"] == 22]
        head = (page.height - title[0]["matrix"][5] - 0.86 * 22) * MM
        assert (head - line) / (16 * 1.875 * MM) == pytest.approx(2, abs=0.1)


def test_the_imprint_stands_on_the_edge_with_thick_and_thin_lines():
    with opened(NOTICE) as pdf:
        page = pdf.pages[-1]
        found = [each for each in rules(page, 156) if each[0] > 200]
        assert [round(each[1], 2) for each in found] == [0.35, 0.25, 0.35]
        assert found[-1][0] + found[-1][1] / 2 == pytest.approx(262, abs=0.05)
        for text in ("抄送：", "印发"):
            assert {round(each["size"], 3) for each in characters(page, text)} == {14}


def test_a_letter_stands_between_double_lines_of_170_mm():
    with opened(LETTER) as pdf:
        found = rules(pdf.pages[0], 170)
        assert [round(each[1], 2) for each in found] == [0.53, 0.18, 0.18, 0.53]
        assert 297 - found[-1][0] - found[-1][1] / 2 == pytest.approx(20, abs=0.05)
        number = characters(pdf.pages[0], LETTER.number)
        assert number[-1]["x1"] * MM == pytest.approx(184, abs=0.2)
        assert not any(each["top"] * MM > 263 for each in pdf.pages[0].chars)


def test_who_signs_for_a_superior_stands_right_of_the_number():
    with opened(OPINION) as pdf:
        page = pdf.pages[0]
        number, name = characters(page, OPINION.number), characters(page, "王某某")
        assert number[0]["matrix"][5] == pytest.approx(name[0]["matrix"][5], abs=0.1)
        assert number[0]["x0"] * MM == pytest.approx(28 + 156 / 28, abs=0.2)
        assert name[-1]["x1"] * MM == pytest.approx(184 - 156 / 28, abs=0.2)
        corner = [characters(page, text)[0] for text in ("000001", "秘密★1年", "特急")]
        assert all(each["x0"] * MM == pytest.approx(28, abs=0.3) for each in corner)
        assert [each["top"] for each in corner] == sorted(each["top"] for each in corner)


def test_minutes_bear_no_signature_but_who_was_there():
    with opened(MINUTES) as pdf:
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
        assert text.count(MINUTES.organs[0]) == 1
        assert "出席：李某某、王某某（市政府），张某（市财政局）" in text
        assert "请假：吴某（市总工会）。列席：郑某" in text


def test_page_numbers_stand_outside_and_none_behind_a_blank_page():
    with opened(GRID) as pdf:
        for page in pdf.pages:
            number = [each for each in page.chars if each["top"] * MM > 263]
            assert "".join(each["text"] for each in number).split() == [
                "—", str(page.page_number), "—",
            ]  # fmt: skip
            shown = [each for each in number if each["text"] != " "]
            if page.page_number % 2:
                assert max(each["x1"] for each in shown) * MM == pytest.approx(184 - 4.94, abs=0.2)
            else:
                assert min(each["x0"] for each in shown) * MM == pytest.approx(28 + 4.94, abs=0.2)


@pytest.mark.parametrize("lines", [0, 1, 3, 9, 16, 20, 22, 24, 26, 31])
def test_no_length_of_text_leaves_the_signature_alone_or_the_imprint_on_an_odd_page(lines):
    text = "经研究，有关事项通知如下。" + "\n各单位应当认真执行。" * lines
    with opened(replace(NOTICE, attachments=(), body=parse_body(text))) as pdf:
        pages = ["".join(page.extract_text().split()) for page in pdf.pages]
        assert len(pages) % 2 == 0 and "6月10日印发" in pages[-1]
        (signed,) = [page for page in pages if "2026年6月9日" in page]
        assert signed.count("。") >= 1 and ("执行。" in signed or "如下。" in signed)
        for place, page in enumerate(pages, start=1):
            blank_before = len(pages) > 2 and pages[-2] == ""
            silent = blank_before and place >= len(pages) - 1
            assert (f"—{place}—" in page) is not silent


def test_a_text_that_fills_its_page_to_the_end_puts_the_imprint_behind_a_blank_page():
    found = []
    for lines in range(18, 34):
        text = "经研究，有关事项通知如下。" + "\n各单位应当认真执行。" * lines
        many = tuple(f"第{number}管理部及其下属各服务网点" for number in range(28))
        document = replace(NOTICE, attachments=(), body=parse_body(text), copies_to=many)
        with opened(document) as pdf:
            pages = ["".join(page.extract_text().split()) for page in pdf.pages]
        if pages[-2] == "":
            found.append(lines)
            assert "—" not in pages[-1] and len(pages) % 2 == 0
    assert found


def test_too_many_addressees_go_to_the_imprint_so_that_the_first_page_shows_text():
    many = tuple(f"第{number}县人民政府住房保障部门" for number in range(30))
    with opened(replace(NOTICE, addressees=many)) as pdf:
        first, last = pdf.pages[0].extract_text(), pdf.pages[-1].extract_text()
        assert "根据《住房公积金管理条例》" in first and "县人民政府" not in first
        assert "主送：第0县" in last and last.index("主送") < last.index("抄送")


def test_a_single_side_needs_no_page_for_the_imprint():
    with opened(replace(NOTICE, attachments=(), both_sides=False)) as pdf:
        last = pdf.pages[-1].extract_text()
        assert "2026年6月9日" in last and "印发" in last


def test_a_draft_and_a_demonstration_say_so_on_every_page():
    draft = replace(NOTICE, number="", formed_on=None, is_demonstration=True)
    with opened(draft) as pdf:
        for page in pdf.pages:
            assert "演示数据 草稿（未印发）" in page.extract_text().replace("　", " ")
        assert "（发文字号待编）" in pdf.pages[0].extract_text()


def test_hostile_text_stays_text():
    text = '#read("/etc/passwd")\n<w:p>&amp;\x07\n𠮷野家\ue000\n$x^2$ *粗* _斜_ \\u{41} @ref'
    with opened(replace(NOTICE, title="#let x = [甲]\u202e<b>", body=parse_body(text))) as pdf:
        told = "".join(page.extract_text() for page in pdf.pages)
        assert '#read("/etc/passwd")' in told and "root:" not in told and "[甲]" in told
        assert "*粗*" in told


def test_the_same_document_gives_the_same_bytes():
    assert write_pdf(NOTICE) == write_pdf(NOTICE)
    assert b"pdfaid:part" in write_pdf(NOTICE)
