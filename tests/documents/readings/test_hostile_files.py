"""Files made to harm or only broken: each is refused in one line, or read; nothing else happens."""

import io
import zipfile

import pytest

from documents.readings.office_files import docx_file, paragraph, xlsx_file, zipped
from documents.readings.sources_made import outline_of, tables_of, texts_of
from gongkai.documents.readings import html_guard
from gongkai.documents.readings.docx import read_docx
from gongkai.documents.readings.html import read_html
from gongkai.documents.readings.opening import sniffed
from gongkai.documents.readings.sources import ReportFileUnreadable, Source
from gongkai.documents.readings.xlsx import read_xlsx

TWO_CELLS = "<row><c><v>1</v></c><c><v>2</v></c></row>"


def refusal(read, content):
    with pytest.raises(ReportFileUnreadable) as refused:
        read(content, "年报")
    message = str(refused.value)
    assert "\n" not in message
    assert "请" in message
    return message


def page(markup):
    return f"<html><body>{markup}</body></html>".encode()


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "custom-tag"])
def test_tags_nested_without_end(tag):
    assert "标签嵌套超过1000层" in refusal(read_html, page(f"<{tag}>" * 60_000 + "文"))


@pytest.mark.parametrize(
    "hiding",
    [
        "<div><!--</div>-->",
        '<div title="</div>">',
        "<div><script></div></script>",
        "<div><title></div></title>",
        "<p><div></p>",
        "<div><table><tr><td></div>",
        "<svg><g></x>",
    ],
)
def test_nesting_is_seen_through_tags_that_close_nothing(hiding):
    assert refusal(read_html, page(hiding * 30_000))


def test_nesting_that_a_page_may_have_is_read():
    assert texts_of(read_html(page("<div>" * 5_000 + "文"), "年报")) == ["文"]
    unclosed = page("<p><span><font>文" * 8_000)
    assert len(read_html(unclosed, "年报").blocks) == 8_000


def test_formatting_left_open_is_not_repeated_in_every_paragraph():
    left_open = "".join(f"<b id={number}>" for number in range(3_000))
    source = read_html(page(f"<p>{left_open}" + "<p>文" * 3_000), "年报")
    assert len(source.blocks) == 3_000


def test_links_in_a_guarded_page_still_show_their_text():
    source = read_html(page("<p><a href=x>甲</a><b>乙</b></p>" * 4_000), "年报")
    assert set(texts_of(source)) == {"甲乙"}


def test_a_tag_with_attributes_without_end():
    attributes = " ".join(f"a{number}" for number in range(300_000))
    assert "网页代码过多" in refusal(read_html, page(f"<p {attributes}>文</p>"))


@pytest.mark.parametrize("piece", ["<script>", "<!--", "<style>", "<title>", '<a "', "<"])
def test_what_is_opened_and_never_closed(piece):
    try:
        assert isinstance(read_html(page("<p>文</p>" + piece * 200_000), "年报"), Source)
    except ReportFileUnreadable as refused:
        assert "网页代码过多" in str(refused)


def test_a_saved_page_with_pictures_and_scripts_inside_is_read():
    picture = f'<img src="data:image/png;base64,{"A/b+" * 400_000}">'
    script = f"<script>{'if (a < b) {x(1);} ' * 20_000}</script>"
    source = read_html(page(f"<p>前</p>{picture}{script}<p>后</p>"), "年报")
    assert texts_of(source) == ["前", "后"]


def test_a_large_page_keeps_what_stands_between_comments_and_scripts():
    noted = (
        "<!-- <script> --><p>甲</p><!--[if !mso]><!--><p>乙</p><!--<![endif]--><script>1</script>"
    )
    source = read_html(page(f"<!-->{noted}<p>丙</p>{'<p>丁<br>' * 6_000}"), "年报")
    assert texts_of(source)[:4] == ["甲", "乙", "丙", "丁"]


def test_a_large_page_written_carelessly_is_read():
    line = "<tr><td><p><font size=2><b>甲</p></td><td><span><p>1</span></p><o:p></o:p></td></tr>"
    tables = tables_of(read_html(page(f"<table>{line * 1_500}</table>"), "年报"))
    assert tables == [[["甲", "1"]] * 1_500]


def test_a_page_of_too_much_markup():
    assert "网页代码过多" in refusal(read_html, page("<p>文" * 250_000))


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_html, page("<table><tr>" + "<td>1</td>" * 10_000)),
        (read_docx, docx_file(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 10_000}</w:tr></w:tbl>")),
        (read_xlsx, xlsx_file(f"<row>{'<c><v>1</v></c>' * 10_000}</row>")),
    ],
    ids=["html", "docx", "xlsx"],
)
def test_a_table_of_ten_thousand_columns(read, content):
    assert "有10000列，超过200列的上限" in refusal(read, content)


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_html, page("<table>" + "<tr><td>1</td><td>2</td></tr>" * 6_000)),
        (read_docx, docx_file(
            f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 2 + '</w:tr>') * 6_000}</w:tbl>")),
        (read_xlsx, xlsx_file(TWO_CELLS * 6_000)),
    ],
    ids=["html", "docx", "xlsx"],
)  # fmt: skip
def test_a_table_of_too_many_rows(read, content):
    assert "超过5000行的上限" in refusal(read, content)


def test_tables_too_many_together():
    table = f"<w:tbl>{('<w:tr>' + '<w:tc/>' * 100 + '</w:tr>') * 40}</w:tbl>"
    assert "各表格合计超过200000个单元格" in refusal(read_docx, docx_file(table * 60))


def test_spans_beyond_all_bounds_do_no_harm():
    cell = '<td colspan="4000000000" rowspan="4000000000">甲</td>'
    assert tables_of(read_html(page(f"<table><tr>{cell}<td>乙</td></tr></table>"), "年报"))
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr><w:p/></w:tc>'
    assert tables_of(read_docx(docx_file(f"<w:tbl><w:tr>{wide * 2}</w:tr></w:tbl>"), "年报"))


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A1:A1048576"])
def test_merged_cells_over_a_whole_sheet(reference):
    merges = f'<mergeCell ref="{reference}"/>' * 15_000
    content = xlsx_file(TWO_CELLS, after=f"<mergeCells>{merges}</mergeCells>")
    assert "合并单元格跨越过多的行" in refusal(read_xlsx, content)


def test_a_format_without_end_does_no_harm():
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
        f'<numFmt numFmtId="200" formatCode="{"[y" * 100_000}"/></numFmts><cellXfs>'
        '<xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    assert tables_of(read_xlsx(xlsx_file(TWO_CELLS, **{"xl/styles.xml": styles}), "年报"))


def test_hidden_columns_named_again_and_again_do_no_harm():
    columns = '<col min="1" max="16384" hidden="1"/>' * 50_000
    content = xlsx_file(TWO_CELLS, before=f"<cols>{columns}</cols>")
    assert read_xlsx(content, "年报").blocks == ()


def test_styles_that_inherit_from_one_another_in_a_circle():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="a{n}"><w:basedOn w:val="a{1 - n}"/></w:style>'
        for n in (0, 1)
    )
    content = docx_file(paragraph("文", '<w:pStyle w:val="a0"/>'), styles=styles)
    assert outline_of(read_docx(content, "年报")) == ["文"]


BOMB = (
    '<?xml version="1.0"{}?><!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">'
    "]><x>&e;&e;&e;&e;</x>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'


@pytest.mark.parametrize(
    "declaring",
    [
        BOMB.format("").encode(),
        BOMB.format(' encoding="utf-16"').encode("utf-16"),
        OUTSIDE.encode(),
    ],
    ids=["entities", "in UTF-16", "outside"],
)
@pytest.mark.parametrize(
    ("read", "part"),
    [
        (read_docx, "word/document.xml"),
        (read_docx, "word/styles.xml"),
        (read_xlsx, "xl/workbook.xml"),
        (read_xlsx, "xl/sharedStrings.xml"),
        (read_xlsx, "xl/worksheets/sheet1.xml"),
    ],
)
def test_declared_entities(read, part, declaring):
    whole = docx_file("<w:p/>") if read is read_docx else xlsx_file(TWO_CELLS)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert "含有实体声明" in refusal(read, zipped(parts | {part: declaring}))


@pytest.mark.parametrize("read", [sniffed, read_docx, read_xlsx])
def test_a_zip_bomb_by_its_ratio(read):
    bomb = zipped({"word/document.xml": b"\0" * (32 << 20), "xl/workbook.xml": ""})
    assert "解压后有32MB、2个部分，与报告不相称" in refusal(read, bomb)


def test_a_zip_bomb_that_lies_about_its_size():
    bomb = zipped({"word/document.xml": b" " * (32 << 20)})
    lying = bomb.replace((32 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert sniffed(lying, "年报") == "docx"
    assert "已损坏或不完整" in refusal(read_docx, lying)


def test_a_part_too_large_to_be_a_report_s():
    # Hardly packed at all, so that only its size tells.
    large = zipped({"word/document.xml": b"<x/>" * (7 << 20)}, zipfile.ZIP_STORED)
    assert "解压后的内容过多" in refusal(read_docx, large)


def test_a_part_of_too_many_tags():
    many = zipped({"word/document.xml": b"<x/>" * (2 << 20)}, zipfile.ZIP_STORED)
    assert "解压后的内容过多" in refusal(read_docx, many)


def test_a_package_of_too_many_parts():
    parts = {f"word/{number}.xml": "" for number in range(6_000)}
    assert "6000个部分，与报告不相称" in refusal(sniffed, zipped(parts))


def test_a_package_packed_in_another_way():
    packed = zipped({"word/document.xml": b"x" * 1000}, zipfile.ZIP_LZMA)
    assert "已损坏或不完整" in refusal(sniffed, packed)


def test_xml_nested_without_end():
    deep = docx_file("<w:tbl><w:tr><w:tc>" * 100_000)
    assert "已损坏或不完整" in refusal(read_docx, deep)


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
def test_a_package_without_content(part):
    content = zipped({part: "<x/>"})
    if part.startswith("word"):
        assert "已损坏或不完整" in refusal(read_docx, content)
    else:
        assert read_xlsx(content, "年报").blocks == ()


def test_the_guard_leaves_ordinary_pages_as_they_are():
    ordinary = page('<div class="a"><a href="b">甲</a><p><b>乙</b></p></div>' * 150)
    assert html_guard.harmless(ordinary, "年报") is ordinary
