"""Files told by what is in them, and those that are refused in one line with the remedy."""

import json
import os
import struct
import zipfile

import pytest

from documents.readings.office_files import docx_file, paragraph, xlsx_file, zipped
from gongkai.documents.readings.opening import opened
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.workbooks.containers import LARGEST_FILE

PAGE = "<html><body><p>年度报告</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def wide(text):
    return text.encode("utf-16-le")


def refusal(path):
    with pytest.raises(ReportFileUnreadable) as refused:
        opened(path)
    message = str(refused.value)
    assert "\n" not in message
    assert path.name in message
    return message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", PAGE.encode(), "html"),
        ("a.html", b"\xef\xbb\xbf" + PAGE.encode(), "html"),
        ("a.htm", PAGE.encode("gbk"), "html"),
        ("a.html", PAGE.encode("utf-16"), "html"),
        ("a.html", PAGE.encode("utf-16-le"), "html"),
        ("a.html", b"<TABLE><TR><TD>1", "html"),
        ("a.xhtml", b'<?xml version="1.0"?><html xmlns="x"><p>1</p></html>', "html"),
        ("a.doc", PAGE.encode(), "html"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        ("a.docx", docx_file(paragraph("甲")), "docx"),
        ("a.doc", docx_file(paragraph("甲")), "docx"),
        ("a.xlsx", xlsx_file(""), "xlsx"),
        ("a.txt", xlsx_file(""), "xlsx"),
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.pdf", b"\n junk \n%PDF-1.4\n", "pdf"),
        ("a.txt", "一、总体情况\n甲|乙\n".encode(), "txt"),
        ("a.txt", "一、总体情况\n甲|乙\n".encode("gb18030"), "txt"),
        ("a.txt", "一、总体情况 1<2\n".encode("utf-16"), "txt"),
        ("BM.txt", "BMS项目年度报告，共12件。".encode(), "txt"),
        ("a.json", json.dumps({"year": 2023}).encode(), "json"),
        ("a.json", b'\xef\xbb\xbf {\n "year": 2023}', "json"),
        ("a.txt", b'[{"year": 2023}]', "json"),
    ],
)
def test_the_format_is_told_by_the_content(tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    assert opened(path) == (kind, content)


def macro(main):
    return zipped({main: "<x/>", main.replace("document.xml", "") + "vbaProject.bin": "x"})


@pytest.mark.parametrize(
    ("name", "content", "reason", "remedy"),
    [
        ("a.docx", b"", "是空的", "请重新保存"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", "是空的", "请重新保存"),
        ("a.docx", OLE + wide("EncryptedPackage"), "设有打开密码", "请取消密码"),
        ("a.doc", OLE + wide("WordDocument"), "旧版Word格式", "另存为“.docx”"),
        ("a.docx", OLE + wide("WordDocument"), "旧版Word格式", "另存为“.docx”"),
        ("a.wps", OLE + wide("WordDocument"), "WPS文字格式", "另存为“.docx”"),
        ("a.xls", OLE + wide("Workbook"), "旧版Excel格式", "另存为“.xlsx”"),
        ("a.et", OLE + wide("Workbook"), "WPS表格格式", "另存为“.xlsx”"),
        ("a.bin", OLE, "旧版办公软件格式", "另存为“.docx”或“.xlsx”"),
        ("a.docm", macro("word/document.xml"), "带有宏", "另存为不带宏的“.docx”"),
        ("a.xlsx", zipped({"xl/workbook.xml": "", "xl/vbaProject.bin": ""}), "带有宏", "“.xlsx”"),
        ("a.xlsb", zipped({"xl/workbook.bin": ""}), "二进制工作簿", "另存为“.xlsx”"),
        ("a.pptx", zipped({"ppt/presentation.xml": ""}), "演示文稿", "请上传报告的Word文件"),
        ("a.ofd", zipped({"OFD.xml": ""}), "OFD版式文件，暂不支持", "请导出为PDF"),
        ("a.odt", zipped({"mimetype": "x.text", "content.xml": ""}), "开放文档", "“.docx”"),
        ("a.ods", zipped({"mimetype": "x.spreadsheet", "content.xml": ""}), "开放", "“.xlsx”"),
        ("a.zip", zipped({"年报.docx": "x"}), "ZIP压缩包", "请解压后上传"),
        ("a.rar", b"Rar!\x1a\x07\x01\0", "RAR压缩包", "请解压后上传"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4", "7z压缩包", "请解压后上传"),
        ("a.gz", b"\x1f\x8b\x08\0", "GZ压缩包", "请解压后上传"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0", "是图片", "请向报送单位索取Word文件"),
        ("a.pdf", b"\xff\xd8\xff\xe0\0", "是图片", "请向报送单位索取Word文件"),
        ("a.tif", b"II*\0\x08\0", "是图片", "请向报送单位索取Word文件"),
        ("a.tiff", b"MM\0*\0\0", "是图片", "请向报送单位索取Word文件"),
        ("a.bmp", b"BM" + struct.pack("<IHHI", 99, 0, 0, 54), "是图片", "请向报送单位索取"),
        ("a.webp", b"RIFF\x01\0\0\0WEBPVP8 ", "是图片", "请向报送单位索取Word文件"),
        ("a.heic", b"\0\0\0\x18ftypheic", "是图片", "请向报送单位索取Word文件"),
        ("a.rtf", b"{\\rtf1\\ansi", "RTF格式", "另存为“.docx”"),
        ("a.mht", b"MIME-Version: 1.0\r\n<html>", "单个文件网页", "另存为“网页，仅HTML”"),
        ("a.mht", b"From: <Saved by Blink>\r\n<html>", "单个文件网页", "另存为“网页，仅HTML”"),
        ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "XML格式",
         "另存为“.docx”"),
        ("a.exe", b"MZ\x90\0\x03\0", "格式无法识别", "请另存后重新上传"),
        ("a.bin", b"\x01\x02\x03\x04\x05" * 20, "无法识别", "请"),
        ("a.docx", docx_file("x")[:-30], "已损坏或不完整", "请用Office或WPS打开并另存"),
    ],
)  # fmt: skip
def test_what_is_refused_and_what_to_do_instead(tmp_path, name, content, reason, remedy):
    path = tmp_path / name
    path.write_bytes(content)
    message = refusal(path)
    assert reason in message
    assert remedy in message


def test_a_file_that_is_not_there(tmp_path):
    assert "找不到文件" in refusal(tmp_path / "无.docx")
    (tmp_path / "a.txt").write_text("甲")
    assert "找不到文件" in refusal(tmp_path / "a.txt" / "b.txt")


def test_a_folder(tmp_path):
    assert "是文件夹，请选择" in refusal(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "管道.txt"
    os.mkfifo(path)
    assert "不是普通文件，请选择" in refusal(path)


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "年报.docx"
    path.write_bytes(b"x")

    def locked(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "open", locked)
    assert "没有权限读取文件“年报.docx”，或文件正被其他程序占用" in refusal(path)


def test_a_disk_that_fails(tmp_path, monkeypatch):
    path = tmp_path / "年报.docx"
    path.write_bytes(b"x")

    def failing(self, *_, **__):
        raise OSError(5, "Input/output error", str(self))

    monkeypatch.setattr(type(path), "open", failing)
    assert "出错（系统错误号5），请检查磁盘" in refusal(path)


def test_too_large_a_file_is_not_read(tmp_path):
    path = tmp_path / "年报.html"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert "有1024MB，超过50MB的上限，请" in refusal(path)
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert "超过50MB的上限" in refusal(path)


def test_a_package_with_a_password(tmp_path):
    path = tmp_path / "年报.docx"
    path.write_bytes(docx_file(paragraph("甲")))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    content[directory + 8] |= 1
    path.write_bytes(content)
    assert "设有密码，请取消密码" in refusal(path)
