"""Attachments looked through: what a reader does not see is told, what he sees becomes text."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.inspections.files_made import (
    NAME,
    PHONE,
    crowded_word,
    pdf,
    photograph,
    with_part,
    word,
    workbook,
    written_pdf,
)
from gongkai.documents.inspections import inspect_file
from gongkai.rules.prechecks import PRECHECKS, Level, built_in, check_texts

KEY = b"key of the tests"


def rules(name, content):
    """Return the rules that a file breaks, each once."""
    return sorted({one.rule for one in inspect_file(name, content, key=KEY).findings})


def texts(name, content):
    """Return the pieces of a file as text by place."""
    return {one.place: one.text for one in inspect_file(name, content, key=KEY).pieces}


def test_a_clean_word_file_has_text_and_no_findings():
    seen = inspect_file("公告.docx", word(), key=KEY)
    assert seen.findings == []
    assert seen.kind == "docx"
    shown = {one.place: one.text for one in seen.pieces}
    assert shown["attachment:公告.docx/p-1"] == "关于结息的公告"
    assert shown["attachment:公告.docx/table-1/1-2"] == "利率1.5%"


def test_hidden_text_changes_comments_and_names_of_a_word_file():
    assert rules("a.docx", crowded_word()) == [
        "FILE_CHANGES",
        "FILE_COMMENT",
        "FILE_LOCATION",
        "FILE_PERSON",
        "HIDDEN_TEXT",
    ]


def test_hidden_and_deleted_words_become_pieces_of_their_own():
    found = texts("a.docx", crowded_word())
    assert found["attachment:a.docx/p-1"] == "看得见的文字插入的"
    assert found["attachment:a.docx/p-1/hidden-1"] == "隐藏的文字"
    assert found["attachment:a.docx/p-2/hidden-1"] == "白色的文字"
    assert found["attachment:a.docx/p-1/deleted-1"] == f"删除的{PHONE}"
    assert found["attachment:a.docx/comment-1"] == "这里要改"


def test_a_number_in_a_deleted_passage_is_found_by_the_rules_for_text():
    pieces = inspect_file("a.docx", crowded_word(), key=KEY).pieces
    found = check_texts(pieces, words=built_in(), key=KEY, on=date(2024, 3, 1))
    places = [one.place for one in found if one.rule == "MOBILE_NUMBER"]
    assert places == ["attachment:a.docx/p-1/deleted-1"]


def test_names_are_masked_in_what_is_stored():
    for name, content in (("a.docx", crowded_word()), ("a.jpg", photograph())):
        found = repr(inspect_file(name, content, key=KEY).findings)
        assert NAME not in found
        assert PHONE not in found


def test_macros_and_embedded_files_block():
    macro = with_part(word(), "word/vbaProject.bin")
    assert rules("a.docx", macro) == ["FILE_ACTIVE"]
    inside = with_part(word(), "word/embeddings/Microsoft_Excel_Sheet.xlsx")
    assert rules("a.docx", inside) == ["FILE_EMBEDDED"]
    assert PRECHECKS["FILE_ACTIVE"].level is PRECHECKS["FILE_EMBEDDED"].level is Level.BLOCK


def test_a_template_on_somebodys_disk_is_told():
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/attachedTemplate" Target="file:///C:\\Users\\lixiaomeng\\a.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    leaking = with_part(word(), "word/_rels/settings.xml.rels", relation.encode())
    assert rules("a.docx", leaking) == ["LINK_LOCAL"]


def test_a_clean_workbook():
    seen = inspect_file("表.xlsx", workbook(), key=KEY)
    assert seen.findings == []
    assert [one.text for one in seen.pieces] == ["姓名\t电话\t3", "张某\t13900001234\t备注"]
    assert seen.pieces[1].place == "attachment:表.xlsx/sheet-1/row-2"


def test_hidden_sheets_rows_and_comments_of_a_workbook():
    seen = inspect_file("表.xlsx", workbook(crowded=True), key=KEY)
    assert sorted({one.rule for one in seen.findings}) == [
        "FILE_COMMENT",
        "FILE_PERSON",
        "HIDDEN_TEXT",
    ]
    told = [one.message for one in seen.findings if one.rule == "HIDDEN_TEXT"]
    assert any("底稿" in one for one in told)
    assert any("行或列" in one for one in told)
    assert "底稿内容" in [one.text for one in seen.pieces]


def test_pictures_tell_their_maker_and_their_place():
    for kind in ("JPEG", "PNG"):
        seen = inspect_file("a.img", photograph(kind), key=KEY)
        assert sorted({one.rule for one in seen.findings}) == [
            "FILE_LOCATION",
            "FILE_PERSON",
            "FILE_WITHOUT_TEXT",
        ]
        assert {"现场照片", "说明文字"} <= {one.text for one in seen.pieces}


def test_a_pdf_is_read_and_its_author_told():
    seen = inspect_file("a.pdf", pdf(NAME), key=KEY)
    assert [one.rule for one in seen.findings].count("FILE_PERSON") >= 1
    assert "缴存基数" in "".join(one.text for one in seen.pieces)
    found = check_texts(seen.pieces, words=built_in(), key=KEY, on=date(2024, 3, 1))
    assert [one.rule for one in found] == ["MOBILE_NUMBER"]


def test_a_pdf_without_anything_besides_its_text():
    assert rules("a.pdf", pdf()) == []
    assert rules("a.pdf", written_pdf()) == []


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        (
            "FILE_COMMENT",
            {"extra": "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) >>]"},
        ),
        (
            "FILE_ACTIVE",
            {
                "catalog": "/Names << /JavaScript << /Names [(a) "
                "<< /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
            },
        ),
        ("HIDDEN_TEXT", {"catalog": "/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R ] >> >>"}),
    ],
)
def test_what_a_pdf_carries(rule, parts):
    assert rules("a.pdf", written_pdf(**parts)) == [rule]


def test_a_link_in_a_pdf_is_no_note():
    link = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>]"
    assert rules("a.pdf", written_pdf(extra=link)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", word()[:2000]),
        ("a.xlsx", workbook()[:-300]),
        ("a.pdf", b"%PDF-1.7\nnothing"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.rar", b"Rar!\x1a\x07\x00"),
        ("a.docx", b""),
    ],
)
def test_a_broken_file_is_told_with_a_remedy(name, content):
    (found,) = inspect_file(name, content, key=KEY).findings
    assert found.rule == "FILE_UNREADABLE"
    assert found.level is Level.BLOCK
    assert any(word in found.message for word in ("请", "另存"))


def test_a_text_file_is_read_line_by_line():
    content = "第一行\n第二行".encode("gb18030")
    assert list(texts("a.txt", content).values()) == ["第一行", "第二行"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damaged_file_makes_it_fail(data):
    whole = data.draw(st.sampled_from([_WORD, _BOOK, _JPEG, _PNG]))
    place = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(0, 200))
    damaged = whole[:place] + data.draw(st.binary(max_size=50)) + whole[place + length :]
    assert inspect_file("a", damaged, key=KEY).kind


_WORD, _BOOK = crowded_word(), workbook(crowded=True)
_JPEG, _PNG = photograph(), photograph("PNG")
