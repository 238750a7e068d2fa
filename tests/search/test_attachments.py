"""Attachments are read once, in a job, and found with their item; a broken file stops nothing."""

from io import BytesIO

import docx
import pytest
import typst
import xlsxwriter

from gongkai.outbox.models import Change
from gongkai.publications.models import PublicationFile
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.queries.file_contents import files_folder
from gongkai.search.attached_texts import lost, read_file, unreadable_files, waiting_files
from gongkai.search.following import follow_once
from gongkai.search.models import AttachedText
from gongkai.search.reading_files import FileUnreadable, text_of_file
from gongkai.search.rebuilding import rebuild
from gongkai.sites.operations.page_publishing import take_down_page
from publications.office import AT, NOW, drafted, published
from search.conftest import search, titles
from sites import making

pytestmark = pytest.mark.django_db


def word_file(text):
    """Return a Word file with a paragraph and a table."""
    document = docx.Document()
    document.add_paragraph(text)
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "表格里的字"
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def sheet_file(text):
    """Return an Excel file with one cell."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept)
    book.add_worksheet().write(0, 0, text)
    book.close()
    return kept.getvalue()


def pdf_file(text):
    """Return a PDF file with one line."""
    return typst.compile(text.encode())


FILES = {
    "docx": (word_file("提前部分还款申请表填写说明"), "还款申请"),
    "xlsx": (sheet_file("各县区网点一览"), "县区网点"),
    "pdf": (pdf_file("#set page(width: 10cm)\n异地转移接续告知单"), "转移接续"),
    "txt": ("逾期贷款催收办法".encode(), "催收办法"),
}


def with_file(place, name, data, **changes):
    """Return a draft with an attachment."""
    item = drafted(place, **changes)
    attach_file(item=item, version=item.version, use="ATTACHMENT", name=name, content=data,
                officer=place.drafter, **NOW)  # fmt: skip
    item.refresh_from_db()
    return item


@pytest.mark.parametrize("kind", FILES)
def test_the_text_of_every_kind_of_file_is_read(kind):
    data, word = FILES[kind]
    assert word in text_of_file(data, f"附件.{kind}")


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7 torn", b"PK\x03\x04broken", FILES["docx"][0][:400], b"\xd0\xcf\x11\xe0" * 99,
     b"\x89PNG\r\n\x1a\n", b"\x00" * 5000],
)  # fmt: skip
def test_a_broken_file_is_refused_in_words(data):
    with pytest.raises(FileUnreadable) as refused:
        text_of_file(data, "附件.pdf")
    assert str(refused.value)


@pytest.fixture
def following(place):
    """Have an index that follows an office."""
    rebuild(AT.date(), AT)
    return place


def take_over():
    while follow_once(AT):
        pass


@pytest.mark.parametrize("kind", ["docx", "xlsx", "txt"])
def test_an_item_is_found_by_its_attachment(following, kind):
    data, word = FILES[kind]
    item = published(following, with_file(following, f"附件.{kind}", data))
    assert search(word, at=AT).total == 0
    take_over()
    hit, = search(word, at=AT).hits  # fmt: skip
    assert hit.shown.title == item.title and hit.file.name == f"附件.{kind}"
    assert [piece.text for piece in hit.file.extract if piece.matched] == [word]
    rebuild(AT.date(), AT)
    assert search(word, at=AT).total == 1
    take_down(item=item, reason="有误", officer=following.leader, **NOW)
    take_over()
    assert search(word, at=AT).total == 0


def test_the_same_file_is_read_once(following):
    data, word = FILES["txt"]
    for title in ("甲公告", "乙公告"):
        published(following, with_file(following, f"{title}.txt", data, title=title))
    take_over()
    assert set(titles(search(word, at=AT))) == {"甲公告", "乙公告"}
    assert AttachedText.objects.count() == 1
    assert Change.objects.filter(kind="search.text_read").count() == 1


def test_a_file_that_cannot_be_read_is_marked_and_stops_nothing(following):
    item = published(following, with_file(following, "附件.txt", "以后会坏的附件".encode()))
    file = PublicationFile.objects.get(item=item)
    AttachedText.objects.create(sha256=file.sha256, name=file.name, asked_at=AT)
    take_over()
    (files_folder() / file.stored_name).write_bytes(b"torn")
    read_file(file.sha256, at=AT)
    take_over()
    marked, = unreadable_files()  # fmt: skip
    assert marked.name == "附件.txt" and "无法解密" in marked.fault
    assert titles(search("办公时间", at=AT)) == [item.title]
    # It is found by its name all the same, and nobody tries it again.
    assert waiting_files() == 0
    read_file(file.sha256, at=AT)
    assert unreadable_files()[0].read_at == AT


def test_a_job_that_was_lost_is_given_out_again(following):
    row = AttachedText.objects.create(sha256="0" * 64, name="附件.pdf", asked_at=AT)
    assert lost(AT) == []
    later = AT.replace(hour=AT.hour + 1)
    assert lost(later) == [row.sha256] and lost(later) == []


def test_a_file_that_is_public_no_longer_is_not_read(following):
    data, _word = FILES["txt"]
    item = published(following, with_file(following, "附件.txt", data))
    file = PublicationFile.objects.get(item=item)
    take_down(item=item, reason="有误", officer=following.leader, **NOW)
    AttachedText.objects.create(sha256=file.sha256, name=file.name, asked_at=AT)
    read_file(file.sha256, at=AT)
    assert not AttachedText.objects.exists()


def page_with_file(place, name, data, slug="zhuanti", title="缴存专题"):
    """Return a draft of a topic that hands out a file."""
    file = making.document(place, name, data)
    blocks = [*making.SIMPLE, {"kind": "FILE", "file": file.pk, "label": "附件"}]
    return making.drafted(place, slug=slug, title=title, blocks=blocks)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_a_topic_is_found_by_the_files_it_hands_out_while_it_is_public(following, kind):
    data, word = FILES[kind]
    draft = page_with_file(following, f"附件.{kind}", data)
    take_over()
    # Nobody reads what nobody is shown.
    assert not AttachedText.objects.exists()
    page = making.published(following, draft)
    take_over()
    hit, = search(word, at=AT).hits  # fmt: skip
    assert hit.shown.title == page.title and hit.file.name == f"附件.{kind}"
    assert [piece.text for piece in hit.file.extract if piece.matched] == [word]
    rebuild(AT.date(), AT)
    assert search(word, at=AT).total == 1
    take_down_page(page=page, reason="有误", officer=following.office_head, **NOW)
    take_over()
    assert search(word, at=AT).total == 0


def test_the_same_file_of_an_item_and_of_topics_is_read_once(following):
    data, word = FILES["docx"]
    published(following, with_file(following, "附件.docx", data, title="公告"))
    for slug in ("jiaocun", "tiqu"):
        draft = page_with_file(following, "附件.docx", data, slug=slug, title=f"{slug}专题")
        making.published(following, draft)
    take_over()
    assert set(titles(search(word, at=AT))) == {"公告", "jiaocun专题", "tiqu专题"}
    change, = Change.objects.filter(kind="search.text_read")  # fmt: skip
    assert len(change.detail["items"]) == 1 and len(change.detail["pages"]) == 2


def test_a_file_of_a_topic_that_is_public_no_longer_is_not_read(following):
    data, _word = FILES["docx"]
    page = making.published(following, page_with_file(following, "附件.docx", data))
    take_over()
    row = AttachedText.objects.get()
    take_down_page(page=page, reason="有误", officer=following.office_head, **NOW)
    AttachedText.objects.filter(pk=row.pk).update(state="WAITING", text="")
    read_file(row.sha256, at=AT)
    assert not AttachedText.objects.exists()
