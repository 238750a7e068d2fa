"""What a file really is, told by its bytes; what is no report gets its own remedy."""

import re
from pathlib import PurePath

from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.encodings import unknown_encoding
from gongkai.documents.readings.sources import ReportFileUnreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_EXCEL_STREAMS = ("Workbook".encode("utf-16-le"), "B\0o\0o\0k\0\0\0".encode("ascii"))
_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"\0\0\x01\0",
    b"8BPS",
)
_PACKED = {
    b"Rar!\x1a\x07": "RAR压缩包",
    b"7z\xbc\xaf\x27\x1c": "7z压缩包",
    b"\x1f\x8b": "GZ压缩包",
    b"BZh": "BZ2压缩包",
    b"\xfd7zXZ\0": "XZ压缩包",
}
# The PDF standard lets readers look for the header in the first kilobyte (ISO 32000-1 annex H).
_PDF_WITHIN = 1024
_JSON = re.compile(rb"[\[{]\s*[\"\[{}\]]")
_PAGE = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|meta|title|table|tbody|tr|td|div|p|span|br|h[1-6]|"
    rb"center|font|article|section|pre|ul|ol|a)(?=[\s/>])",
    re.I,
)
_MHTML = re.compile(rb"MIME-Version:|From: <?Saved by", re.I)
_WORD_XML = re.compile(
    rb"<\?mso-application|schemas\.microsoft\.com/office/word/2003/wordml|"
    rb"urn:schemas-microsoft-com:office:spreadsheet|xmlPackage",
    re.I,
)
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\r\n\x0c\x0b\x1a")
_BLANK = b" \t\r\n\x0b\x0c"
_NOT_READ = "可读取的格式为 .docx、.xlsx、.html、.pdf（文字版）、.txt、.json"


def format_of(content: bytes, name: str) -> str:
    """Return "html", "docx", "xlsx", "pdf", "txt" or "json".

    :raises ReportFileUnreadable: for every other format, with what to do instead
    """
    if content.startswith(b"PK"):
        return _packed_format(content, name)
    if content.startswith(_OLE):
        raise ReportFileUnreadable(_old_office(content, name))
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if _is_picture(content):
        raise ReportFileUnreadable(
            f"文件“{name}”是图片（扫描件或照片），读不出其中的数字；请向报送单位索取Word文件或网页原文。"
        )
    for mark, kind in _PACKED.items():
        if content.startswith(mark):
            raise ReportFileUnreadable(f"文件“{name}”是{kind}，请解压后上传其中的报告文件。")
    return _text_format(content, name)


def _is_picture(content: bytes) -> bool:
    start = content[:16]
    if start.startswith(_PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return True
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return True
    # A bitmap's two reserved numbers are zero; a text may begin with the same two letters.
    return start[:2] == b"BM" and start[6:10] == b"\0\0\0\0"


def _packed_format(content: bytes, name: str) -> str:
    package = Package(content, name)
    names = package.names
    if "word/document.xml" in names or any(each.startswith("word/") for each in names):
        kind, remedy = "docx", ".docx"
    elif "xl/workbook.bin" in names:
        raise ReportFileUnreadable(
            f"文件“{name}”是二进制工作簿（.xlsb），请用Excel或WPS另存为“.xlsx”后重新上传。"
        )
    elif any(each.startswith("xl/") for each in names):
        kind, remedy = "xlsx", ".xlsx"
    else:
        raise ReportFileUnreadable(_other_package(package, name))
    if any(each.lower().endswith("vbaproject.bin") for each in names):
        raise ReportFileUnreadable(
            f"文件“{name}”带有宏，为安全起见不予打开；请另存为不带宏的“{remedy}”后重新上传。"
        )
    return kind


def _other_package(package: Package, name: str) -> str:
    if any(each.lower() == "ofd.xml" for each in package.names):
        return f"文件“{name}”是OFD版式文件，暂不支持；请导出为PDF，或索取Word文件或网页原文。"
    if "content.xml" in package.names:
        kind = "电子表格" if b"spreadsheet" in package.mimetype() else "文档"
        suffix = ".xlsx" if kind == "电子表格" else ".docx"
        return f"文件“{name}”是开放文档格式的{kind}，请另存为“{suffix}”后重新上传。"
    if any(each.startswith("ppt/") for each in package.names):
        return f"文件“{name}”是演示文稿，请上传报告的Word文件、网页或文字版PDF。"
    return f"文件“{name}”是ZIP压缩包，请解压后上传其中的报告文件。"


def _old_office(content: bytes, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if _ENCRYPTED in content:
        return f"文件“{name}”设有打开密码，请取消密码后另存，再重新上传。"
    if _WORD_STREAM in content or suffix in (".doc", ".wps", ".dot"):
        kind = "WPS文字" if suffix == ".wps" else "旧版Word"
        return f"文件“{name}”是{kind}格式，请用Word或WPS打开，另存为“.docx”后重新上传。"
    if any(each in content for each in _EXCEL_STREAMS) or suffix in (".xls", ".et"):
        kind = "WPS表格" if suffix == ".et" else "旧版Excel"
        return f"文件“{name}”是{kind}格式，请用Excel或WPS打开，另存为“.xlsx”后重新上传。"
    return f"文件“{name}”是旧版办公软件格式，请打开后另存为“.docx”或“.xlsx”再重新上传。"


def _text_format(content: bytes, name: str) -> str:
    """Tell page, JSON and plain text apart; UTF-16 is looked at without its zero bytes."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]
    looked_at = content.replace(b"\0", b"") if is_wide else content
    start = looked_at.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK)[:2000]
    if start.startswith(b"{\\rtf"):
        raise ReportFileUnreadable(
            f"文件“{name}”是RTF格式，请用Word或WPS打开，另存为“.docx”后重新上传。"
        )
    if _MHTML.match(start):
        raise ReportFileUnreadable(
            f"文件“{name}”是单个文件网页（MHTML），请在浏览器中另存为“网页，仅HTML”后重新上传。"
        )
    if start.startswith(b"<") and _WORD_XML.search(start):
        raise ReportFileUnreadable(
            f"文件“{name}”是Office的XML格式，请打开后另存为“.docx”或“.xlsx”再重新上传。"
        )
    if _JSON.match(start):
        return "json"
    if b"<" in looked_at and _PAGE.search(looked_at):
        return "html"
    if not is_wide and b"\0" in content:
        raise ReportFileUnreadable(f"文件“{name}”的格式无法识别，{_NOT_READ}，请另存后重新上传。")
    if not is_wide and _mostly_control(content[:4096]):
        raise ReportFileUnreadable(unknown_encoding(name))
    return "txt"


def _mostly_control(start: bytes) -> bool:
    control = len(start) - len(start.translate(None, _CONTROL))
    return control * 20 > len(start)
