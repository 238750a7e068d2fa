"""Severed Word files, opened again as archives and by python-docx."""

import io

import docx
import pytest

from documents.redactions.files import (
    NAME,
    SECRETS,
    crowded_word,
    everything_in,
    with_parts,
    word_of,
)
from gongkai.documents.redactions.areas import RedactionRefused
from gongkai.documents.redactions.docx import count_in_docx, docx_lines, redact_docx
from gongkai.documents.redactions.leaks import leaks_in


def test_the_secrets_are_gone_from_every_nook():
    content = crowded_word()
    before = everything_in(content).decode("utf-8", "ignore")
    assert all(secret in before for secret in SECRETS)
    output = redact_docx(content, SECRETS)
    after = everything_in(output)
    for secret in SECRETS:
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert secret.encode(encoding) not in after, secret
    told = "\n".join(docx_lines(output))
    assert NAME not in "".join(told.split())
    assert "申请人■■■■，身份证■■■■" in told
    assert "电话 ■■■■ 可以公开的部分" in told
    assert "全角 ■■■■" in told
    assert "已插入■■■■甲" in told and "框内■■■■乙" in told
    assert "已删除" not in told and "隐藏文字" not in told
    assert leaks_in(output, "docx", "成品.docx", SECRETS) == []


def test_python_docx_opens_it_and_finds_no_properties_comments_or_changes():
    output = redact_docx(crowded_word(), SECRETS)
    document = docx.Document(io.BytesIO(output))
    assert document.core_properties.author != NAME
    assert document.tables[0].cell(0, 0).text == "姓名"
    assert document.tables[0].cell(0, 1).text == "■■■■"
    assert document.sections[0].header.paragraphs[0].text == "页眉■■■■"
    names = everything_in(output).decode("utf-8", "ignore")
    for gone in ("docProps", "customXml", "comments", "w:ins ", "w:del ", "docVar", "vanish"):
        assert gone not in names, gone


def test_the_same_file_and_strings_give_the_same_bytes():
    content = crowded_word()
    assert redact_docx(content, SECRETS) == redact_docx(content, SECRETS)


def test_a_string_is_counted_where_a_reader_sees_it():
    content = word_of("张三与张三丰", "张 三", "李四")
    assert count_in_docx(content, "张三") == 3
    assert count_in_docx(content, "王五") == 0
    assert count_in_docx(content, "，") == 0


def test_a_short_number_inside_a_longer_one_is_another_number():
    output = redact_docx(word_of("金额100元", "共2100元"), ["100"])
    assert docx_lines(output) == ["金额■■■■元", "共2100元"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "实体声明"),
        ({"word/document.xml": b"<w:document"}, "损坏"),
        ({"word/big.xml": b"a" * (30 << 20)}, "解压后过大"),
        ({"[Content_Types].xml": b"<Types/>"}, "普通的Word文档"),
    ],
)
def test_hostile_word_files_are_refused(parts, told):
    content = with_parts(word_of("一"), parts)
    with pytest.raises(RedactionRefused, match=told):
        redact_docx(content, [])


@pytest.mark.parametrize(
    ("kind", "told"),
    [("vbaProject", "宏"), ("oleObject", "嵌入"), ("chart", "图表"), ("aFChunk", "嵌入")],
)
def test_macros_and_objects_are_refused(kind, told):
    document = docx.Document()
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/thing.bin"), "application/octet-stream", b"x", None
    )
    document.part.relate_to(
        part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    )
    output = io.BytesIO()
    document.save(output)
    with pytest.raises(RedactionRefused, match=told):
        redact_docx(output.getvalue(), [])


def test_a_broken_archive_is_refused():
    with pytest.raises(RedactionRefused, match="损坏"):
        redact_docx(word_of("一")[:2000], [])
