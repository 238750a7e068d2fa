"""Names taken out of a file's properties: the file opens again and says the same as before."""

import io

import docx
import openpyxl
import pytest
from PIL import Image

from documents.inspections.files_made import (
    NAME,
    crowded_word,
    part_of,
    pdf,
    photograph,
    with_part,
    word,
    workbook,
    written_pdf,
)
from gongkai.documents.inspections import CannotStrip, inspect_file, strip_metadata


def rules(name, content):
    """Return the rules that a file breaks."""
    return {one.rule for one in inspect_file(name, content).findings}


def test_a_word_file_opens_again_without_names():
    stripped = strip_metadata("a.docx", crowded_word())
    document = docx.Document(io.BytesIO(stripped))
    assert document.core_properties.author == document.core_properties.last_modified_by == ""
    assert document.core_properties.comments == ""
    assert part_of(stripped, "word/document.xml") == part_of(crowded_word(), "word/document.xml")
    # The maker of the picture inside is gone too; those who changed the text are told still.
    assert "FILE_LOCATION" not in rules("a.docx", stripped)
    assert {"FILE_CHANGES", "FILE_COMMENT"} <= rules("a.docx", stripped)


def test_a_workbook_opens_again_without_names():
    stripped = strip_metadata("a.xlsx", workbook(crowded=True))
    book = openpyxl.load_workbook(io.BytesIO(stripped))
    assert not book.properties.creator
    assert book["汇总"]["B2"].value == 13900001234
    assert "FILE_PERSON" not in rules("a.xlsx", stripped)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_keeps_its_pixels_and_loses_the_rest(kind):
    before = photograph(kind, turned=6)
    stripped = strip_metadata("a", before)
    one, other = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(stripped))
    assert one.tobytes() == other.tobytes()
    assert NAME.encode() not in stripped
    assert rules("a", stripped) == {"FILE_WITHOUT_TEXT"}
    assert dict(other.getexif()) == ({0x0112: 6} if kind == "JPEG" else {})


def test_a_pdf_loses_its_author_in_place():
    for before in (pdf(NAME), written_pdf(info="/Author (Zhang San) /Title (x)")):
        assert "FILE_PERSON" in rules("a.pdf", before)
        stripped = strip_metadata("a.pdf", before)
        assert len(stripped) == len(before)
        assert rules("a.pdf", stripped) == set()


def test_what_is_signed_or_out_of_reach_is_refused():
    with pytest.raises(CannotStrip, match="电子签名"):
        strip_metadata("a.docx", with_part(word(), "_xmlsignatures/sig1.xml", b"<a/>"))
    with pytest.raises(CannotStrip, match="电子签名"):
        strip_metadata("a.pdf", written_pdf(info="/ByteRange [0 1 2 3]"))
    with pytest.raises(CannotStrip, match="重新导出"):
        strip_metadata(
            "a.pdf",
            written_pdf(extra="/X (Li Si)", info="/Author 7 0 R").replace(
                b"xref", b"7 0 obj (Li Si) endobj\nxref", 1
            ),
        )
    with pytest.raises(CannotStrip, match="不能自动清除"):
        strip_metadata("a.txt", b"text")
