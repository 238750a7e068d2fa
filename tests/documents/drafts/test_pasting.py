"""What is pasted from Word, WPS and pages: structure stays, everything else goes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.links import kept_address
from gongkai.documents.drafts.pasting import clean_pasted

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="x"><head>
<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal{mso-style-parent:""} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 style='text-align:center'><span style='font-family:方正小标宋'>住房公积金问答<o:p></o:p></span></h1>
<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span lang=EN-US
style='font-size:16.0pt;font-family:仿宋_GB2312'><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal><span style='font-family:仿宋_GB2312'>　　根据</span><b><span>《条例》</span></b><span>，
可以</span><a href="https://www.hld.gov.cn/a?x=1&amp;y=2" target=_blank onclick="track()"><span
style='color:blue'>查询</span></a><span style='display:none'>内部意见</span><span
style='mso-hide:all'>隐藏</span>面积90m<sup>2</sup>。<![if !supportAnnotations]><a
href="#_msocom_1">[甲1]</a><![endif]></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>身份证</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:Wingdings;mso-list:Ignore'>l<span>&nbsp;</span></span><![endif]>原件</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>购房合同</p>
<p class=MsoNormal style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>一、</span>办理条件</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='height:1cm'>
<td width=200 colspan=2 rowspan=2 style='border:solid'><p class=MsoNormal>合并</p></td><td><p>甲</p></td></tr>
<tr><td><p>乙</p><p>丙</p></td></tr></table><!--EndFragment--></body></html>"""  # noqa: E501

CLEANED = """<h2>住房公积金问答</h2>
<p>根据<strong>《条例》</strong>， 可以<a href="https://www.hld.gov.cn/a?x=1&amp;y=2">查询</a>面积90m<sup>2</sup>。[甲1]</p>
<ol><li><p>身份证</p><ul><li>原件</li></ul></li><li>购房合同</li></ol>
<p>一、办理条件</p>
<table><tbody><tr><td colspan="2" rowspan="2">合并</td><td>甲</td></tr><tr><td><p>乙</p><p>丙</p></td></tr></tbody></table>"""  # noqa: E501


def test_word():
    assert clean_pasted(WORD).replace("， 可以", "，可以") == CLEANED.replace("， 可以", "，可以")


# pasted, and what is left
PASTED = [
    ("", ""),
    ("只是文字", "<p>只是文字</p>"),
    ("<p>甲<br>乙</p>", "<p>甲<br>乙</p>"),
    ("<div>甲<div>乙</div>丙</div>", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"),
    ("<h2>甲</h2><h3>乙</h3><h5>丙</h5>", "<h2>甲</h2>\n<h3>乙</h3>\n<h4>丙</h4>"),
    ("<h1>甲</h1><h2>乙</h2>", "<h2>甲</h2>\n<h3>乙</h3>"),
    ("<h2><b>甲</b></h2>", "<h2>甲</h2>"),
    ("<b style='font-weight:normal'>甲<span style='font-weight:700'>乙</span></b>",
     "<p>甲<strong>乙</strong></p>"),
    ("<p>甲</p><p>&nbsp;</p><p><br></p><p>　</p>", "<p>甲</p>"),
    ("<ul><li>甲<ul><li>乙</li></ul></li></ul>",
     "<ul><li><p>甲</p><ul><li>乙</li></ul></li></ul>"),
    ("<ul><li>甲</li><ul><li>乙</li></ul></ul>",
     "<ul><li><p>甲</p><ul><li>乙</li></ul></li></ul>"),
    ("<ol start=3><li>甲</li></ol>", '<ol start="3"><li>甲</li></ol>'),
    ("<table><tr><td>只有一格</td></tr></table>", "<p>只有一格</p>"),
    ("<table><thead><tr><th>甲<th>乙</thead><tr><td>1<td>2</table>",
     "<table><tbody><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"),
    ("<table><caption>表1</caption><tr><td>甲<td>乙</table>",
     "<table><caption>表1</caption><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"),
    ('<img src="https://a.cn/b.png" alt="示意图" onerror=x>',
     '<p><img src="https://a.cn/b.png" alt="示意图"></p>'),
    ('<img src="file:///C:/clip_image001.png">', ""),
    ('<img src="data:image/png;base64,AAAA">', ""),
    ('<p><img src="draft-image:3" alt=""></p>', '<p><img src="draft-image:3" alt=""></p>'),
    ("<script>alert(1)</script><style>p{}</style><p>甲</p>", "<p>甲</p>"),
    ("<p onclick='x' style='color:red' class=a id=b>甲</p>", "<p>甲</p>"),
    ('<a href="javascript:alert(1)">甲</a>', "<p>甲</p>"),
    ('<a href=" java\nscript:alert(1)">甲</a>', "<p>甲</p>"),
    ('<a href="&#106;avascript&colon;alert(1)">甲</a>', "<p>甲</p>"),
    ('<a href="data:text/html,x">甲</a>', "<p>甲</p>"),
    ('<a href="file:///C:/x.doc">甲</a>', "<p>甲</p>"),
    ('<a href="#_Toc123">甲</a>', "<p>甲</p>"),
    ('<a href="//evil.example">甲</a>', "<p>甲</p>"),
    ('<a href="/zwgk/1.html">甲</a>', '<p><a href="/zwgk/1.html">甲</a></p>'),
    ('<a href="mailto:a@b.cn">甲</a>', '<p><a href="mailto:a@b.cn">甲</a></p>'),
    ("<svg><script>1</script><p>甲</svg>乙", "<p>甲乙</p>"),
    ("<iframe src=x></iframe><object></object><form><input value=1>甲</form>", "<p>甲</p>"),
    ("<p>1 &lt; 2 &amp;amp; 3</p>", "<p>1 &lt; 2 &amp;amp; 3</p>"),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", None),
    ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", None),
]  # fmt: skip


@pytest.mark.parametrize("pasted, left", PASTED)
def test_what_is_left(pasted, left):
    found = clean_pasted(pasted)
    assert left is None or found == left
    assert clean_pasted(found) == found
    assert_harmless(found)


TAGS = set(
    re.findall(r"\w+", "p h2 h3 h4 ul ol li table caption tbody tr th td a strong sup sub br img")
)
ATTRIBUTES = {"href", "src", "alt", "colspan", "rowspan", "start"}


def assert_harmless(html):
    for tag, attributes in re.findall(r"</?([^\s>]*)([^>]*)>", html):
        assert tag in TAGS, html
        names = re.findall(r'\s([^\s=]+)="[^"]*"', attributes)
        assert set(names) <= ATTRIBUTES, html
        assert not re.sub(r'\s[^\s=]+="[^"]*"', "", attributes).strip(), html
        for value in re.findall(r'(?:href|src)="([^"]*)"', attributes):
            assert re.match(r"https?://|mailto:|tel:|/(?!/)|draft-image:\d", value, re.I), html


PIECES = """
<p> </p> <div> </div> <b> </b> <h1> <h2> </h2> <h6> </h6> <ul> </ul> <ol_start=4> </ol> <li>
</li> <table> </table> <tr> <td> <td_colspan=3> <th_rowspan=2> </td> <caption> </caption> <sup>
</sup> <br> <a_href=javascript:x> <a_href=https://a.cn/?q=1&amp;b> </a> <script> </script> <svg>
<math> <style> </style> <!-- --> <![if_!x]> <![endif]> <template> </template> <select> <option>
<textarea> </textarea> <p_style='mso-list:l0_level1'> <p_style='mso-list:l0_level3'>
<span_style='mso-list:Ignore'>1.</span> <span_style='mso-list:Ignore'>·</span>
<span_style='mso-list:Ignore'>一、</span> &lt; &amp;amp; &nbsp; <img_src=/a.png_alt='甲"乙'>
<img_src=x_onerror=y> 甲 乙。 x 3 _ <pre> </pre> <frameset> <noscript>
"""
PIECE = st.sampled_from(PIECES.split()).map(lambda piece: piece.replace("_", " "))
MARKUP = st.lists(st.one_of(PIECE, st.text(max_size=6)), max_size=40).map("".join)


@settings(max_examples=400)
@given(MARKUP)
def test_cleaning_twice_changes_nothing_and_nothing_harmful_is_left(markup):
    once = clean_pasted(markup)
    assert clean_pasted(once) == once
    assert_harmless(once)


@settings(max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from("jJavascript:\t\n\x00 &/#\\htps.cn甲\u200b\u2028"), max_size=30
    )
)
def test_no_address_that_is_kept_runs_a_script(address):
    kept = kept_address(address)
    assert not kept or re.match(r"https?://.|mailto:|tel:|/(?![/\\])|/$", kept, re.I)


def test_what_is_too_much_is_refused_with_the_remedy():
    with pytest.raises(DraftRefused, match="超过4MB的上限，请分次粘贴"):
        clean_pasted("甲" * (2 << 20))
    with pytest.raises(DraftRefused, match="单元格，请改为附件，或拆分后再粘贴"):
        clean_pasted("<table>" + "<tr><td>1<td>2" * 2_001 + "</table>")
    with pytest.raises(DraftRefused, match="代码过多或者嵌套过深"):
        clean_pasted("<div>" * 20_000 + "甲")


def test_deep_nesting_is_flattened():
    deep = "<ul><li>甲" * 80 + "</ul>" * 80
    found = clean_pasted(deep)
    assert clean_pasted(found) == found and found.count("<ul>") <= 7
