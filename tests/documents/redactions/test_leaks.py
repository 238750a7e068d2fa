"""The search itself: what was planted must be found, what was not must not."""

import io

import docx
import pypdfium2
import pytest
from docx.oxml import parse_xml

from documents.redactions.files import (
    IDENTITY,
    NAME,
    PHONE,
    SECRETS,
    W,
    crowded_word,
    pdf_of,
    photograph,
    row,
    saved,
    typeset,
    with_parts,
    word_of,
)
from gongkai.documents.redactions.docx import redact_docx
from gongkai.documents.redactions.leaks import leaks_in
from gongkai.documents.redactions.pdf import redact_pdf


def places(content, kind, removed=SECRETS, name="成品"):
    return {leak.place for leak in leaks_in(content, kind, name, removed)}


@pytest.fixture(scope="module")
def clean_pdf():
    return redact_pdf(pdf_of(["可以公开", NAME, "继续"], ["第二页"]), [row(1)])


def grown(content, part):
    """Return a PDF to which something was added the way an editor saves a change."""
    return content + b"\n" + part + b"\n%%EOF\n"


def test_a_clean_file_has_none(clean_pdf):
    assert places(clean_pdf, "pdf") == set()
    assert places(redact_docx(crowded_word(), SECRETS), "docx") == set()


def test_the_name_of_the_file(clean_pdf):
    assert places(clean_pdf, "pdf", name=f"关于{NAME}的答复.pdf") == {"文件名"}


@pytest.mark.parametrize(
    "part",
    [
        f"9 0 obj <</Author ({NAME})>> endobj".encode(),
        b"9 0 obj <</Contents <FEFF" + NAME.encode("utf-16-be").hex().encode() + b">>> endobj",
        b"9 0 obj <</T (\\376\\377" + b"".join(b"\\%03o" % x for x in NAME.encode("utf-16-be"))
        + b")>> endobj",
        b"9 0 obj <</Title (" + NAME.encode("gb18030") + b")>> endobj",
        f"9 0 obj <<>> stream\n<x:xmpmeta>{NAME[:2]} {NAME[2:]}</x:xmpmeta>\nendstream".encode(),
        b"9 0 obj <<>> stream\n" + PHONE.encode() + b"\nendstream endobj",
    ],
)  # fmt: skip
def test_metadata_and_notes_in_every_spelling(clean_pdf, part):
    assert places(grown(clean_pdf, part), "pdf") - {"历史版本"}


def test_a_history_of_versions(clean_pdf):
    assert "历史版本" in places(grown(clean_pdf, b"% new"), "pdf")


def test_attachments_by_name_and_by_what_is_in_them(clean_pdf):
    for name, data in ((f"{NAME}.txt", b"x"), ("a.docx", word_of(NAME)), ("b", PHONE.encode())):
        with pypdfium2.PdfDocument(clean_pdf) as pdf:
            pdf.new_attachment(name).set_data(data)
            output = io.BytesIO()
            pdf.save(output)
        found = leaks_in(output.getvalue(), "pdf", "x", SECRETS)
        assert {leak.place for leak in found} >= {"附件"}
        assert any(leak.found.endswith("■") for leak in found), name


def test_text_that_nobody_sees():
    hidden = typeset(f'#set text(font: "Noto Serif SC", fill: white)\n{NAME}')
    assert "第1页文字" in places(hidden, "pdf")


def test_text_across_lines_pages_spaces_and_widths():
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in PHONE)
    assert "第1页文字" in places(pdf_of([NAME[:2], NAME[2:]]), "pdf")
    assert "第1页文字" in places(pdf_of([" ".join(IDENTITY)]), "pdf")
    assert "第1页文字" in places(pdf_of([wide]), "pdf")
    assert "第1页文字" in places(pdf_of(["138-0013-8000"]), "pdf")
    assert "各页相连的文字" in places(pdf_of([NAME[:2]], [NAME[2:]]), "pdf")


def test_what_may_stand_elsewhere_may_not_stand_where_nobody_looks(clean_pdf):
    open_text = pdf_of([f"联系人{NAME}"])
    assert leaks_in(open_text, "pdf", "x", [], may_stand=[NAME]) == []
    assert leaks_in(open_text, "pdf", NAME, [], may_stand=[NAME])
    planted = grown(clean_pdf, f"9 0 obj <</Author ({NAME})>> endobj".encode())
    assert {leak.place for leak in leaks_in(planted, "pdf", "x", [], may_stand=[NAME])} > {
        "历史版本"
    }


def test_word_files():
    clean = redact_docx(crowded_word(), SECRETS)
    planted = {
        "docProps/core.xml": f"<a>{NAME}</a>",
        "customXml/item1.xml": f"<a b='{IDENTITY}'/>",
        f"word/{NAME}.bin": "x",
        "word/embeddings/a.docx": word_of(PHONE),
        "docProps/thumbnail.jpeg": photograph(),
        "word/note.txt": NAME.encode("utf-16-le"),
        "word/comments.xml": f"<w:c {W}><w:t>{NAME[:1]}</w:t><w:t>{NAME[1:]}</w:t></w:c>",
    }
    for name, part in planted.items():
        assert places(with_parts(clean, {name: part}), "docx"), name


def test_word_text_split_over_runs_and_deleted_text():
    document = docx.Document()
    paragraph = document.add_paragraph(NAME[:2])
    paragraph.add_run(NAME[2:])
    assert places(saved(document), "docx") == {"word/document.xml的文字"}
    document = docx.Document()
    deleted = f'<w:del {W} w:id="1"><w:r><w:delText>{PHONE}</w:delText></w:r></w:del>'
    document.add_paragraph()._p.append(parse_xml(deleted))
    assert "word/document.xml的文字" in places(saved(document), "docx")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_pictures(kind):
    assert places(photograph(kind), kind.lower())
    assert places(photograph(kind), kind.lower(), [PHONE])


def test_the_list_of_leaks_does_not_tell_the_secret():
    found = leaks_in(pdf_of([NAME, IDENTITY]), "pdf", NAME, SECRETS)
    assert found
    assert NAME not in str(found) and IDENTITY not in str(found)
    assert {leak.found for leak in found} == {"欧■■■", "2" + "■" * 12}
