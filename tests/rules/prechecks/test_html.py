"""Rich text: taken apart into pieces, and checked for what its words do not tell."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.rules.prechecks import Level, check_html, link_fault, pieces_of_html
from rules.prechecks.test_rules import KEY


def rules(html):
    return [one.rule for one in check_html(html, "body", key=KEY)]


def texts(html):
    return {one.place: one.text for one in pieces_of_html(html, "body")}


def test_paragraphs_cells_and_alternative_texts_are_pieces_with_places():
    html = (
        "<h2>标题</h2><p>身份<b>证</b>号</p><table><tr><th>姓名</th><td>甲</td></tr>"
        "<tr><td>乙</td></tr></table><img src='a.png' alt='流程图'>"
    )
    assert texts(html) == {
        "body/p-1": "标题",
        "body/p-2": "身份证号",
        "body/table-1/1-1": "姓名",
        "body/table-1/1-2": "甲",
        "body/table-1/2-1": "乙",
        "body/img-1/alt": "流程图",
    }


@pytest.mark.parametrize(
    ("hidden", "place"),
    [
        ('<span style="display: none">密</span>', "body/hidden-1"),
        ('<span style="visibility:hidden">密</span>', "body/hidden-1"),
        ('<span style="font-size: 0px">密</span>', "body/hidden-1"),
        ('<span style="color:#FFFFFF">密</span>', "body/hidden-1"),
        ('<font color="white">密</font>', "body/hidden-1"),
        ("<div hidden>密</div>", "body/hidden-1"),
        ("<!-- 密 -->", "body/comment-1"),
    ],
)
def test_hidden_text_is_told_and_becomes_a_piece(hidden, place):
    html = f"<p>前{hidden}后</p>"
    (one,) = check_html(html, "body", key=KEY)
    assert (one.rule, one.level, one.place) == ("HIDDEN_TEXT", Level.BLOCK, place)
    assert texts(html)[place] == "密"


@pytest.mark.parametrize(
    "html",
    [
        '<p style="background:#036;color:#fff">白字</p>',
        '<p style="font-size:10px;color:#333">小字</p>',
        '<p style="display:block">正文</p>',
    ],
)
def test_what_can_be_seen_is_not_hidden(html):
    assert rules(html) == []


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("IMAGE_WITHOUT_TEXT", '<img src="a.png">', '<img src="a.png" alt="办理流程图">'),
        (
            "IMAGE_WITHOUT_TEXT",
            '<img src="a.png" alt="微信图片_2023.png">',
            '<img src="a.png" alt="图">',
        ),
        ("TABLE_EMPTY", "<table><tr><td> </td></tr></table>", "<table><tr><td>1</td></tr></table>"),
        ("PASTED_MARKUP", '<p class="MsoNormal">a</p>', '<p class="lead">a</p>'),
        ("PASTED_MARKUP", "<p>a</p><!--[if gte mso 9]>x<![endif]-->", "<p>a</p>"),
        ("LINK_ACTIVE", '<a href="java\nscript:alert(1)">a</a>', '<a href="#top">a</a>'),
        ("LINK_ACTIVE", "<script>alert(1)</script>", "<p>script</p>"),
        ("LINK_ACTIVE", '<p onclick="x()">a</p>', '<p id="x">a</p>'),
        ("LINK_LOCAL", '<a href="file:///C:/a.doc">a</a>', '<a href="/media/a.doc">a</a>'),
        (
            "LINK_OUTSIDE",
            '<a href="https://example.com/">a</a>',
            '<a href="https://www.gov.cn/">a</a>',
        ),
    ],
)
def test_rule(rule, wrong, right):
    assert rules(wrong) == [rule]
    assert rules(right) == []


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("https://www.hld.gov.cn/a", None),
        ("https://gjj.example.cn/a", None),
        ("/a/b", None),
        ("mailto:gjj@example.cn", None),
        ("tel:0429-3112345", None),
        ("mailto:gjj.example.cn", "LINK_FAULTY"),
        ("www.hld.gov.cn", "LINK_FAULTY"),
        ("htp://www.hld.gov.cn", "LINK_FAULTY"),
        ("http://", "LINK_FAULTY"),
        ("", "LINK_FAULTY"),
        ("http://10.0.0.5/a", "LINK_PRIVATE"),
        ("http://localhost:8000/", "LINK_PRIVATE"),
        ("http://oa/", "LINK_PRIVATE"),
        ("http://[::1]/", "LINK_PRIVATE"),
        ("http://files.intranet/", "LINK_PRIVATE"),
        (r"D:\通知.doc", "LINK_LOCAL"),
        (r"\\server\share", "LINK_LOCAL"),
        ("data:text/html,x", "LINK_ACTIVE"),
        ("https://evil-gov.cn/", "LINK_OUTSIDE"),
        ("https://gov.cn.example.com/", "LINK_OUTSIDE"),
    ],
)
def test_links(link, rule):
    fault = link_fault(link, ("example.cn",))
    assert (fault and fault.rule) == rule


def test_what_cannot_be_read_to_its_end_is_not_let_pass():
    assert rules("<div>" * 3_000 + "密") == ["MARKUP_TOO_DEEP"]
    assert rules("<p " + " ".join(f"a{n}=1" for n in range(9_000)) + ">密") == ["MARKUP_TOO_DEEP"]


def test_a_number_in_hidden_text_is_masked():
    told = repr(check_html("<!-- 13900001234 --><a href='http://a..cn/13900001234'>a</a>", "body"))
    assert "13900001234" not in told


@given(
    st.lists(st.sampled_from([*"<>/='\" ", "p", "table", "td", "img", "!--", "--", "密"])).map(
        "".join
    )
)
@example("\0<p>密")
@example("\ud800")
@example("<?xml <!DOCTYPE x [<!ENTITY a 'b'>]>&a;")
def test_any_markup_is_taken_apart(html):
    for one in pieces_of_html(html, "body"):
        assert one.text.strip()
        assert one.place.startswith("body/")
    check_html(html, "body", key=KEY)
