"""A file of any kind looked through; whatever is wrong with it comes back as findings."""

from gongkai.documents.inspections.docx import inspect_docx
from gongkai.documents.inspections.office import unreadable
from gongkai.documents.inspections.pdf import inspect_pdf, refused
from gongkai.documents.inspections.pictures import JPEG, PNG, look_at_picture
from gongkai.documents.inspections.seen import Inspected, Seen
from gongkai.documents.inspections.xlsx import inspect_xlsx
from gongkai.documents.readings.archives import Package
from gongkai.documents.readings.encodings import decoded
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.redactions.areas import RedactionRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN = (".txt", ".csv")


def inspect_file(name: str, content: bytes, *, key: bytes = b"") -> Inspected:
    """Return the texts of a file and what a reader of it does not see; never raises for bad files.

    The kind is told by the bytes: "docx", "xlsx", "pdf", "jpeg", "png", "txt", or "other".

    :param key: secret of the installation, as for check_texts
    """
    seen = Seen(name, key)
    if content.startswith(b"PK"):
        return _package(content, seen)
    if b"%PDF-" in content[:1024]:
        try:
            inspect_pdf(content, seen)
        except RedactionRefused as error:
            refused(seen, error)
        return seen.done("pdf")
    if content.startswith((PNG, JPEG)):
        look_at_picture(content, seen)
        told = "图片中的文字无法自动检查，请人工核对有无个人信息。"
        seen.find("FILE_WITHOUT_TEXT", "", name, told)
        return seen.done("png" if content.startswith(PNG) else "jpeg")
    if name.lower().endswith(_PLAIN):
        return _plain(content, seen)
    told = f"文件“{name}”无法检查，请另存为 .docx、.xlsx 或PDF后重新上传。"
    if content.startswith(_OLE):
        told = (
            f"文件“{name}”是旧版Office文件或设有密码，无法检查；"
            "请另存为 .docx、.xlsx 或PDF后重新上传。"
        )
    seen.find("FILE_UNREADABLE", "", name, told)
    return seen.done("other")


def _package(content: bytes, seen: Seen) -> Inspected:
    kind = "other"
    try:
        package = Package(content, seen.name)
        if "word/document.xml" in package.names:
            kind = "docx"
            inspect_docx(package, seen)
        elif "xl/workbook.xml" in package.names:
            kind = "xlsx"
            inspect_xlsx(package, seen)
        else:
            raise ReportFileUnreadable(
                f"文件“{seen.name}”是压缩包或其他格式，无法检查；请解压后逐个上传，或另存为PDF。"
            )
    except ReportFileUnreadable as error:
        unreadable(seen, error)
    return seen.done(kind)


def _plain(content: bytes, seen: Seen) -> Inspected:
    try:
        text = decoded(content, seen.name)
    except ReportFileUnreadable as error:
        unreadable(seen, error)
        return seen.done("txt")
    for number, line in enumerate(text.splitlines(), start=1):
        seen.say(f"p-{number}", line)
    return seen.done("txt")
