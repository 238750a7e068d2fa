"""A bundle holds everything in order, is the same each time, and shows what was changed in it."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256

import docx
import pypdfium2 as pdfium
import pytest
from PIL import Image

from factories import PDF_PAGE
from gongkai.documents.bundles.bundling import bundle, index_text
from gongkai.documents.bundles.pages import NotMerged, merged, page_count, pages_of
from gongkai.documents.bundles.parts import Cover, Part, Sheet, Stage, Table
from gongkai.documents.bundles.verifying import differences

DATED = date(2024, 1, 20)
COVER = Cover("丙市住房公积金管理中心", "依申请公开案卷", (("登记号", "SQ2024-00001"),))
SHEET = Sheet(
    "申请登记表",
    facts=(("登记号", "SQ2024-00001"), ("摘要", "0123456789abcdef" * 4)),
    tables=(
        Table("办理记录", ("日期", "事项"), (("2024-01-02", "收到申请"),) * 60, (1, 3)),
        Table("其他", ("甲",), (), (1,)),
    ),
    text="第一行\n\n第二行 #let *不是标记* 𫚖\u202e",
)


def picture(fmt, size=(1200, 400)):
    out = io.BytesIO()
    Image.new("RGB", size, (31, 78, 140)).save(out, fmt)
    return out.getvalue()


def word():
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def parts():
    return [
        Part(Stage.REPLYING, "file-3", "答复书", "丙公开〔2024〕1号", DATED, "答复书.pdf",
             content=PDF_PAGE),
        Part(Stage.REGISTERING, "sheet-1", "申请登记表", dated=DATED, sheet=SHEET),
        Part(Stage.REGISTERING, "file-1", "../../etc/passwd\u202e", file_name="a.jpg",
             media_type="image/jpeg", content=picture("JPEG")),
        Part(Stage.REGISTERING, "file-2", "说明", file_name="说明.txt", media_type="text/plain",
             content="申请说明".encode("gb18030")),
        Part(Stage.HANDLING, "file-4", "清单", file_name="清单.docx",
             media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             content=word()),
        Part(Stage.HANDLING, "file-5", "坏文件", file_name="坏.pdf", content=b"%PDF-1.4 broken"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made(parts):
    return bundle(COVER, parts, DATED)


def members(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(pdf, place):
    with pdfium.PdfDocument(pdf) as document:
        return document[place].get_textpage().get_text_range()


def test_parts_stand_in_the_order_of_the_law_under_numbered_harmless_names(made):
    stages = [line.stage for line in made.lines]
    assert stages == ["REGISTERING"] * 3 + ["HANDLING"] * 2 + ["REPLYING"]
    names = [line.name for line in made.lines]
    assert names[:2] == ["1-登记/001-申请登记表.pdf", "1-登记/002-passwd.jpg"]
    held = members(made.packed)
    assert set(held) == {*names, "卷内目录.json", "卷内目录.pdf", "SHA256SUMS"}
    assert not any(".." in name or "\u202e" in name for name in held)


def test_files_are_kept_byte_for_byte_and_listed_with_their_digests(made, parts):
    held = members(made.packed)
    for line in made.lines:
        assert sha256(held[line.name]).hexdigest() == line.sha256
        assert len(held[line.name]) == line.size
    assert held["4-答复/006-答复书.pdf"] == PDF_PAGE
    assert json.loads(held["卷内目录.json"]) == json.loads(index_text(made.lines))
    for told in held["SHA256SUMS"].decode().splitlines():
        digest, name = told.split("  ", 1)
        assert sha256(held[name]).hexdigest() == digest


def test_the_same_parts_give_the_same_bytes(made, parts):
    again = bundle(COVER, parts, DATED)
    assert again.packed == made.packed and again.pdf == made.pdf
    with zipfile.ZipFile(io.BytesIO(made.packed)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_pdf_is_numbered_throughout_and_begins_each_part_where_the_index_says(made):
    with pdfium.PdfDocument(made.pdf) as document:
        pages = len(document)
        for place in range(pages):
            assert f"- {place + 1} -" in document[place].get_textpage().get_text_range()
    lines = [line for line in made.lines if line.pages]
    assert lines[-1].first_page + lines[-1].pages - 1 == pages
    assert "依申请公开案卷" in text_of(made.pdf, 0)
    index = text_of(made.pdf, 1).replace("\r\n", "")
    assert "卷内目录" in index and "丙公开〔2024〕1号" in index
    assert made.lines[0].sha256 in index
    for line in lines[:1]:
        assert "申请登记表" in text_of(made.pdf, line.first_page - 1)
        assert line.pages > 1


def test_what_has_no_pages_stands_beside_with_its_digest(made):
    beside = {line.title: line for line in made.lines if not line.pages}
    assert set(beside) == {"清单", "坏文件"}
    assert all("压缩包内" in line.note and line.first_page == 0 for line in beside.values())


def test_text_files_become_pages(made):
    line = next(line for line in made.lines if line.title == "说明")
    assert "申请说明" in text_of(made.pdf, line.first_page - 1)


@pytest.mark.parametrize(("fmt", "size"), [("PNG", (10, 10)), ("JPEG", (3000, 2000))])
def test_a_picture_fills_one_page_and_no_more(fmt, size):
    pdf = pages_of(picture(fmt, size), f"image/{fmt.lower()}")
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        left, bottom, right, top = next(iter(page.get_objects())).get_bounds()
        assert len(document) == 1
        assert 0 <= left < right <= page.get_width() and 0 <= bottom < top <= page.get_height()


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf", "application/zip"])
def test_what_cannot_be_shown_is_told(media_type):
    with pytest.raises(NotMerged):
        pages_of(b"no such thing", media_type)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_gets_its_number_at_the_foot_that_is_seen(rotation):
    turned = PDF_PAGE.replace(b"842]", f"842]/Rotate {rotation}".encode())
    pdf = merged([turned])
    with pdfium.PdfDocument(pdf) as document:
        shown = document[0].render(scale=1).to_pil().convert("L")
    dark = [
        (x, y)
        for x in range(shown.width)
        for y in range(shown.height)
        if shown.getpixel((x, y)) < 128
    ]
    assert dark
    assert min(y for _, y in dark) > shown.height - 30
    assert abs(sum(x for x, _ in dark) / len(dark) - shown.width / 2) < 12
    assert max(x for x, _ in dark) - min(x for x, _ in dark) > 8
    assert page_count(pdf) == 1


def lines_of(made):
    return json.loads(index_text(made.lines))


def test_an_untouched_bundle_has_no_differences(made):
    assert differences(made.packed, lines_of(made)) == []


def test_every_change_in_a_bundle_is_named(made):
    held = members(made.packed)
    held["4-答复/006-答复书.pdf"] += b" "
    del held["1-登记/001-申请登记表.pdf"], held["SHA256SUMS"]
    held["6-其他/x"] = b"x"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    assert differences(out.getvalue(), lines_of(made)) == [
        "缺少第1件“申请登记表”。",
        "第6件“答复书”的内容与目录摘要不符。",
        "多出目录之外的文件“6-其他/x”。",
        "缺少“SHA256SUMS”。",
    ]


def test_a_broken_bundle_is_told(made):
    assert "已损坏" in differences(made.packed[:200], lines_of(made))[0]


def test_a_sheets_digest_is_of_what_it_says():
    assert SHEET.digest == replace(SHEET).digest
    assert SHEET.digest != replace(SHEET, text="别的").digest
