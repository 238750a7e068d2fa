"""Web pages in the ways sites write them and browsers save them."""

import pytest

from documents.readings.sources_made import expected_tables, outline_of, tables_of, texts_of
from gongkai.documents.readings.html import read_html
from gongkai.documents.readings.sources import ReportFileUnreadable, SourceText
from gongkai.documents.reports.html import render_html


def read(markup, encoding="utf-8"):
    content = markup.encode(encoding) if isinstance(markup, str) else markup
    return read_html(content, "年报.html")


def table(inside):
    (only,) = tables_of(read(f"<body><table>{inside}</table></body>"))
    return only


def cell(inside):
    return table(f"<tr><td>{inside}</td><td>尾</td></tr>")[0][0]


def test_our_own_page_comes_through_whole(huludao):
    source = read(render_html(huludao))
    assert tables_of(source) == expected_tables(huludao)
    texts = texts_of(source)
    assert [text for text in huludao.opening if text not in texts] == []
    headings = [b.text for b in source.blocks if isinstance(b, SourceText) and b.level == 2]
    assert headings == [section.title for section in huludao.sections]
    told = [block.text for section in huludao.sections for block in section.blocks]
    assert [text for text in texts if text in set(told)] == told
    assert source.title == f"{huludao.title}（演示数据）"
    assert source.format == "html"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("5", "5"),
        ("&nbsp;", ""),
        ("&nbsp;5&nbsp;", "5"),
        ("　12　", "12"),
        ("1\u200b2\ufeff", "12"),
        ("<p>5</p>", "5"),
        ("\n  <p>\n <span>5</span>\n </p>\n", "5"),
        ("<p>商业</p><p>企业</p>", "商业\n企业"),
        ("商业<br>企业", "商业\n企业"),
        ("<div>商业<br/></div><div>企业</div>", "商业\n企业"),
        ("<font>科</font><b>研</b>机构", "科研机构"),
        ("科研\n      机构", "科研机构"),
        ("1 024", "1 024"),
        ("1&amp;2 &lt;3&gt;", "1&2 <3>"),
        ("<!-- 9 -->5", "5"),
        ("<script>9</script>5", "5"),
        ("<style>9</style>", ""),
        ('<span style="display: none">9</span>5', "5"),
        ("<span hidden>9</span>5", "5"),
        ('<span style="border: none">5</span>', "5"),
        ("<pre>5\n6</pre>", "5\n6"),
        ("\u202e5\u202c", "5"),
    ],
)
def test_what_a_cell_shows(inside, text):
    assert cell(inside) == text


def test_cells_span_as_they_say_within_bounds():
    rows = table(
        '<tr><td rowspan="2" colspan="3">甲</td><td rowspan="99">乙</td></tr>'
        '<tr><td colspan="0">丙</td><td colspan="x">丁</td></tr>'
    )
    assert rows == [["甲 3×2", "乙 1×2"], ["丙", "丁"]]
    assert table('<tr><td colspan="99999">甲</td><td>乙</td></tr>') == [["甲 1000×1", "乙"]]


def test_a_span_of_no_rows_ends_with_its_section():
    rows = table(
        '<tbody><tr><td rowspan="0">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody>'
        "<tbody><tr><td>3</td><td>4</td></tr></tbody>"
    )
    assert rows == [["甲 1×2", "1"], ["2"], ["3", "4"]]


def test_head_and_foot_stand_where_a_browser_shows_them():
    rows = table(
        "<tfoot><tr><td>总计</td><td>3</td></tr></tfoot>"
        "<tbody><tr><td>甲</td><td>1</td></tr></tbody>"
        "<thead><tr><th>类</th><th>数</th></tr></thead>"
    )
    assert rows == [["类", "数"], ["甲", "1"], ["总计", "3"]]


def test_hidden_rows_and_cells_are_not_there():
    rows = table(
        '<tr style="display:none"><td>9</td><td>9</td></tr>'
        '<tr><td style="DISPLAY: NONE">9</td><td>甲</td><td>1</td></tr>'
    )
    assert rows == [["甲", "1"]]


def test_commented_cells_are_not_there():
    assert table("<tr><td>甲</td><!-- <td>9</td> --><td>1</td></tr>") == [["甲", "1"]]


def test_a_layout_table_gives_what_is_in_it():
    source = read(
        "<table><tr><td>菜单</td><td><h2>一、总体情况</h2><p>正文。</p>"
        "<table><tr><td>甲</td><td>1</td></tr></table><p>文后。</p></td></tr></table>"
    )
    assert outline_of(source) == ["菜单", "一、总体情况", "正文。", "表", "文后。"]
    assert tables_of(source) == [[["甲", "1"]]]


def test_a_table_of_one_cell_or_with_an_article_is_layout():
    assert texts_of(read("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>")) == ["甲", "乙"]
    article = f"<p>{'文' * 400}</p>" * 2
    source = read(f"<table><tr><td>菜单</td><td>{article}</td></tr></table>")
    assert texts_of(source) == ["菜单", "文" * 400, "文" * 400]


def test_paragraphs_are_told_apart_however_they_are_written():
    source = read(
        "前言<div>甲<p>乙</p>丙<br>丁<br/><br/>戊<ul><li>己</ul>庚<span>辛</span>壬</div>"
        "<pre>癸\n子</pre><h3>标<b>题</b></h3>末"
    )
    assert texts_of(source) == ["前言", "甲", "乙", "丙", "丁", "戊", "己", "庚辛壬"] + [
        "癸", "子", "标题", "末"
    ]  # fmt: skip
    levels = {b.text: b.level for b in source.blocks}
    assert (levels["标题"], levels["末"]) == (3, 0)


def test_what_shows_nothing_is_left_out():
    source = read(
        "<head><title>题</title><style>a{}</style></head><body><script>x</script>"
        "<noscript>请启用脚本</noscript><template><p>y</p></template><!-- z -->"
        "<select><option>2023</option></select><div hidden>h</div>"
        "<div style='color:red;display : none'>n</div><p style='overflow:hidden'>见</p></body>"
    )
    assert texts_of(source) == ["见"]


def test_a_page_hidden_until_its_script_runs_is_read():
    assert texts_of(read('<body style="display:none"><p>甲</p></body>')) == ["甲"]


def test_a_caption_stands_before_its_table():
    source = read("<table><caption>统计表</caption><tr><td>甲</td><td>1</td></tr></table><p>后</p>")
    assert outline_of(source) == ["统计表", "表", "后"]


def test_places_are_said_in_chinese():
    source = read("<p>甲</p><table><tr><td>1</td><td>2</td></tr></table><p>乙</p>")
    assert [block.place for block in source.blocks] == ["第1段", "第1个表格", "第2段"]


PAGE = (
    '<html><head><meta charset="{}"><title>某局2023年年报</title></head>'
    "<body><p>本年新收政府信息公开申请１２件，结转“３”件。</p></body></html>"
)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gbk"),
        ("GBK", "gb18030"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("iso-8859-1", "gbk"),
        ("big5", "big5"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-8", "utf-16-be"),
        ("", "gbk"),
    ],
)
def test_every_encoding_is_read_whatever_is_declared(declared, encoding):
    page = PAGE.format(declared)
    if encoding == "big5":
        page = page.replace("结转", "結轉").replace("申请", "申請").replace("开", "開")
        page = page.replace("报", "報").replace("政府信息", "政府資訊")
    source = read(page, encoding)
    assert source.title.startswith("某局2023年年")
    assert "１２件" in texts_of(source)[0]


def test_a_single_broken_character_stays_visible():
    content = PAGE.format("utf-8").replace("年报", "年报" * 200).encode()
    source = read(content.replace("新".encode(), b"\xe6\x96", 1))
    assert "本年\ufffd收" in texts_of(source)[0]


def test_gibberish_is_refused():
    content = b"<html><p>" + bytes(range(128, 256)) * 20
    with pytest.raises(ReportFileUnreadable, match="文字编码无法识别，请"):
        read(content)


@pytest.mark.parametrize(
    ("markup", "dated"),
    [
        ('<meta name="PubDate" content="2024-01-31 10:00"><p>发布时间：2024-02-01</p>',
         "2024-01-31 10:00"),
        ("<p>来源：本站　发布时间：2024-01-31 10:00　字号：大</p>", "2024-01-31 10:00"),
        ("<div>发布日期：<span>2024年1月31日</span></div>", "2024年1月31日"),
        ("<span>日期: 2024/1/31</span>", "2024/1/31"),
        ("<p>更新时间：2024-03-01</p><p>成文日期：2024-01-02</p>", None),
        ("<p>2024年1月31日</p>", None),
    ],
)  # fmt: skip
def test_the_day_of_publication_as_the_page_states_it(markup, dated):
    assert read(f"<body>{markup}</body>").dated == dated


def test_the_title_tag_of_government_sites_goes_before_the_page_title():
    source = read('<title>某局 - 年报</title><meta name="ArticleTitle" content="某局2023年年报">')
    assert source.title == "某局2023年年报"


def test_a_page_without_anything_gives_nothing():
    assert read("<html></html>").blocks == ()
    assert read("<frameset><frame src=a></frameset>").blocks == ()
