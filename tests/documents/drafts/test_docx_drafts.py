"""A Word file as a draft: title, structure, pictures, and what is left out and told."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image

from documents.official.samples import MINUTES, NOTICE
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.docx_drafts import read_docx_draft
from gongkai.documents.drafts.pasting import clean_pasted
from gongkai.documents.official.docx import write_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(word):
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def picture():
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(buffer, "PNG")
    return buffer.getvalue()


def made(*paragraphs, title="关于某事的通知"):
    """Return a document with a large centred title and paragraphs of given XML."""
    word = docx.Document()
    head = word.add_paragraph()
    head.alignment = 1
    head.add_run(title).font.size = Pt(22)
    for inside in paragraphs:
        body = word.element.body
        body.insert(len(body) - 1, parse_xml(f"<w:p {W}>{inside}</w:p>"))
    return word


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def body_of(*paragraphs):
    return read_docx_draft(saved(made(*paragraphs))).body


def test_an_official_document_comes_back_with_its_structure():
    draft = read_docx_draft(write_docx(NOTICE), "通知.docx")
    assert draft.title == NOTICE.title and draft.notices == () and draft.images == ()
    assert "<h2>一、缴存基数</h2>" in draft.body and "<h2>二、缴存比例</h2>" in draft.body
    assert "<p>（一）核定标准。职工住房公积金" in draft.body
    assert '<td rowspan="2">市区</td>' in draft.body
    assert '<td colspan="2">按一类标准执行</td>' in draft.body
    assert clean_pasted(draft.body) == draft.body
    assert read_docx_draft(write_docx(MINUTES)).title == MINUTES.title


def test_the_title_may_be_styled_large_or_just_the_first_line():
    word = docx.Document()
    word.add_heading("正式标题", level=0)
    word.add_paragraph("正文。")
    assert read_docx_draft(saved(word))[:2] == ("正式标题", "<p>正文。</p>")
    two = made(run("正文。"), title="关于某事")
    second = two.paragraphs[0].insert_paragraph_before()
    second.alignment = 1
    second.add_run("丙市中心").font.size = Pt(22)
    assert read_docx_draft(saved(two)).title == "丙市中心关于某事"
    word = docx.Document()
    word.add_paragraph("没有格式的标题")
    word.add_paragraph("正文。")
    assert read_docx_draft(saved(word)).title == "没有格式的标题"
    word = docx.Document()
    word.add_paragraph("第一句就是正文。")
    assert read_docx_draft(saved(word))[:2] == ("", "<p>第一句就是正文。</p>")


def test_headings_lists_emphasis_and_links():
    word = made(run("甲"), run("粗", "<w:b/>") + run("平", '<w:b w:val="0"/>'))
    word.add_heading("分节", level=2)
    word.add_paragraph("第一", style="List Number")
    word.add_paragraph("第二", style="List Number")
    word.add_paragraph("圆点", style="List Bullet")
    word.add_paragraph("m").add_run("2").font.superscript = True
    link = word.part.relate_to(
        "https://www.gov.cn/?a=1&b=2", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True
    )
    paragraph = word.add_paragraph("见")
    inside = parse_xml(f"<w:hyperlink {W}>{run('网站')}</w:hyperlink>")
    inside.set(qn("r:id"), link)
    paragraph._p.append(inside)
    assert read_docx_draft(saved(word)).body.split("\n") == [
        "<p>甲</p>",
        "<p><strong>粗</strong>平</p>",
        "<h3>分节</h3>",
        "<ol><li>第一</li><li>第二</li></ol>",
        "<ul><li>圆点</li></ul>",
        "<p>m<sup>2</sup></p>",
        '<p>见<a href="https://www.gov.cn/?a=1&amp;b=2">网站</a></p>',
    ]


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_fields_show_their_result_and_links_of_scripts_are_dropped():
    good = FIELD.format(' HYPERLINK "https://a.cn" ', run("甲")) + run("乙")
    assert body_of(good) == '<p><a href="https://a.cn">甲</a>乙</p>'
    bad = FIELD.format(' HYPERLINK "javascript:alert(1)" ', run("甲"))
    assert body_of(bad) == "<p>甲</p>"
    assert body_of(FIELD.format(" PAGE ", run("3"))) == "<p>3</p>"


def test_recorded_changes_count_as_accepted_and_are_told():
    changed = (
        run("原文")
        + f'<w:ins w:id="1" w:author="张某">{run("加上")}</w:ins>'
        + '<w:del w:id="2" w:author="张某"><w:r><w:delText>去掉</w:delText></w:r></w:del>'
    )
    draft = read_docx_draft(saved(made(changed)))
    assert draft.body == "<p>原文加上</p>"
    assert draft.notices == (
        "文件中有修订痕迹，已按“接受全部修订”导入（插入1处、删除1处），请核对正文。",
    )
    assert "张某" not in draft.body


def test_comments_notes_and_hidden_text_are_left_out_and_told():
    inside = (
        run("正文") + '<w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r><w:footnoteReference w:id="1"/></w:r>' + run("内部意见", "<w:vanish/>")
    )
    draft = read_docx_draft(saved(made(inside)))
    assert draft.body == "<p>正文</p>"
    assert set(draft.notices) == {
        "有1处批注没有导入。",
        "有1处脚注没有导入。",
        "有1处隐藏文字没有导入。",
    }


def test_pictures_come_along_as_files():
    word = made(run("图示："))
    word.add_picture(io.BytesIO(picture()))
    described = next(word.element.body.iter(qn("wp:docPr")))
    described.set("descr", "办理流程图")
    word.add_picture(io.BytesIO(picture()))
    draft = read_docx_draft(saved(word))
    assert '<img src="draft-image:1" alt="办理流程图">' in draft.body
    assert draft.body.count("draft-image:1") == 2 and len(draft.images) == 1
    image = draft.images[0]
    assert (image.number, image.name, image.media_type) == (1, "图片1.png", "image/png")
    assert image.content == picture() and image.alt == "办理流程图"
    assert clean_pasted(draft.body) == draft.body


def test_a_picture_that_pages_cannot_show_is_told():
    word = made(run("图"))
    word.add_picture(io.BytesIO(picture()))
    blob = saved(word)
    with zipfile.ZipFile(io.BytesIO(blob)) as source:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as packed:
            for name in source.namelist():
                content = source.read(name)
                packed.writestr(name, b"\xd7\xcd\xc6\x9a" if "media/" in name else content)
    draft = read_docx_draft(target.getvalue())
    assert draft.images == () and "EMF" in draft.notices[0] and "img" not in draft.body


def test_tables_in_tables_and_empty_ones():
    word = made(run("表"))
    outer = word.add_table(1, 1)
    outer.cell(0, 0).text = "排版用的单格"
    word.add_table(2, 2)
    inner = word.add_table(1, 2)
    inner.cell(0, 0).text = "甲"
    nested = inner.cell(0, 1).add_table(1, 2)
    nested.cell(0, 0).text = "内层"
    body = read_docx_draft(saved(word)).body
    assert "<p>排版用的单格</p>" in body and body.count("<table>") == 1
    assert "<td>甲</td><td>内层</td>" in body


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as packed:
    packed.writestr("word/document.xml", b" " * (60 << 20))
ENTITIES = io.BytesIO()
with zipfile.ZipFile(ENTITIES, "w") as packed:
    packed.writestr(
        "word/document.xml",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    )
EMPTY = io.BytesIO()
with zipfile.ZipFile(EMPTY, "w") as packed:
    packed.writestr("other.xml", "<a/>")


@pytest.mark.parametrize(
    "content, refusal",
    [
        (b"", "不是Word文档（.docx），请用Word或WPS另存为"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "不是Word文档"),
        (b"PK\x03\x04" + b"x" * 600, "已损坏或不完整"),
        (BOMB.getvalue(), "为安全起见不予打开"),
        (ENTITIES.getvalue(), "实体声明"),
        (EMPTY.getvalue(), "没有Word正文"),
    ],
    ids=["empty", "doc", "broken", "bomb", "entities", "no document"],
)
def test_what_is_no_word_file_is_refused_with_the_remedy(content, refusal):
    with pytest.raises(DraftRefused, match=refusal) as refused:
        read_docx_draft(content, "文稿.docx")
    assert "“文稿.docx”" in str(refused.value) and "报告" not in str(refused.value)
