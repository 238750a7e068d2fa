"""For any document and any hidden strings: none survives, whatever the words are."""

import io
import zipfile

import docx
import pdfplumber
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.redactions.files import pdf_of, row, saved
from gongkai.documents.redactions.areas import Area
from gongkai.documents.redactions.docx import redact_docx
from gongkai.documents.redactions.leaks import leaks_in
from gongkai.documents.redactions.pdf import redact_pdf, text_in_areas

LETTERS = "张王李赵一二三四甲乙丙丁的了〇0123456789AbＣ９ 　,-。"
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A process is started for each step with a PDF.
SLOW = settings(QUICK, max_examples=12)
words = st.text(LETTERS, min_size=1, max_size=12).filter(str.strip)


def plain(text):
    """Return a text without blanks, half width; written apart from the code under test."""
    halves = {ord("Ｃ"): "C", ord("９"): "9", 0x3000: None, 0x20: None, 0x0A: None, 0x0D: None}
    return text.translate(halves)


@QUICK
@given(st.data(), st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=6))
def test_word(data, paragraphs):
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    content = saved(document)
    whole = "".join("".join(runs) for runs in paragraphs)
    start = data.draw(st.integers(0, len(whole) - 1))
    secret = whole[start : start + data.draw(st.integers(2, 10))]
    output = redact_docx(content, [secret])
    assert leaks_in(output, "docx", "x", [secret]) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        raw = archive.read("word/document.xml").decode()
    shown = plain("".join(one.text for one in docx.Document(io.BytesIO(output)).paragraphs))
    needle = plain(secret)
    if len(needle) >= 6 and needle.isalnum():
        assert needle not in shown
        assert needle not in plain(raw)


@SLOW
@given(st.lists(words, min_size=2, max_size=8), st.data())
def test_pdf(lines, data):
    content = pdf_of(lines)
    hidden = data.draw(st.integers(0, len(lines) - 1))
    areas = [row(hidden)]
    (strings,) = text_in_areas(content, areas)
    assert plain("".join(strings)) == plain(lines[hidden])
    output = redact_pdf(content, areas)
    with pdfplumber.open(io.BytesIO(output)) as pdf:
        shown = plain(pdf.pages[0].extract_text() or "")
    rest = [plain(line) for number, line in enumerate(lines) if number != hidden]
    found = leaks_in(output, "pdf", "x", strings)
    for string in strings:
        needle = plain(string)
        if len(needle) >= 6 and not any(needle in line for line in rest) and needle.isalnum():
            assert needle not in shown.replace("■", "|")
    if not found:
        return
    # A file that never held the line tells what its own syntax looks like ("0 0" for "00").
    never = ["字" if number == hidden else line for number, line in enumerate(lines)]
    if leaks_in(redact_pdf(pdf_of(never), areas), "pdf", "x", strings):
        return
    # Found only what the other lines do say.
    everything = "".join(letter for line in rest for letter in line if letter.isalnum()).casefold()
    searched = ["".join(one for one in plain(text) if one.isalnum()).casefold() for text in strings]
    assert any(len(needle) >= 2 and needle in everything for needle in searched)


@SLOW
@given(st.lists(words, min_size=1, max_size=6), st.data())
def test_any_box_on_any_page(lines, data):
    content = pdf_of(lines)
    edges = [data.draw(st.floats(0, 1)) for _ in range(4)]
    area = Area(1, min(edges[0], 0.9), min(edges[1], 0.9), 1.0, min(edges[1], 0.9) + 0.1)
    (strings,) = text_in_areas(content, [area])
    output = redact_pdf(content, [area])
    (left,) = text_in_areas(output, [area])
    assert set("".join(left)) <= {"■"}
    assert leaks_in(output, "pdf", "x", ["绝无此文"]) == []


def test_a_hyphen_that_ends_a_line_is_read_as_one():
    (strings,) = text_in_areas(pdf_of(["公开-", "办法"]), [row(0)])
    assert "".join(strings) == "公开-"
