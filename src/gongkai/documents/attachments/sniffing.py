"""What a file really is, told by its bytes."""

import re
from collections.abc import Mapping

from gongkai.documents.attachments.kinds import JPEG, PDF, PNG, TAKEN, TXT, Kind
from gongkai.documents.attachments.packages import active, infected, package_kind
from gongkai.documents.attachments.patterns import BUNDLED, pattern_found
from gongkai.documents.attachments.pdfs import require_harmless_pdf
from gongkai.documents.attachments.pictures import require_sound_jpeg, require_sound_png
from gongkai.documents.attachments.refusals import AttachmentRefused

# How other kinds begin, by the name the message gives them.
_REFUSED = (
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"#!", "脚本文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "RTF文件"),
    (b"GIF8", "GIF图片"),
    (b"BM", "BMP图片"),
    (b"II*\0", "TIFF图片"),
    (b"MM\0*", "TIFF图片"),
)
# Photographs as telephones keep them unless they are told otherwise.
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|meta|object|embed)\b|<\?php",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def kind_of(content: bytes, name: str, patterns: Mapping[str, bytes] = BUNDLED) -> Kind:
    """Return the kind of a file's bytes, whatever its name says.

    :raises AttachmentRefused: empty, of a kind that is not taken in, damaged, encrypted, with
        macros or the like, or holding a known pattern
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise AttachmentRefused(f"文件“{name}”是空的，请重新保存后上传。")
    if pattern_found(content, patterns):
        raise AttachmentRefused(infected(name))
    if content.startswith(b"PK\x03\x04"):
        return package_kind(content, name, patterns)
    if content.startswith(b"%PDF-"):
        require_harmless_pdf(content, name)
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        require_sound_png(content, name)
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        require_sound_jpeg(content, name)
        return JPEG
    if content.startswith(_OLE):
        raise AttachmentRefused(
            f"文件“{name}”是旧版Office文件或者设有密码的文件，不能收取；"
            "请取消密码，另存为 .docx、.xlsx 或PDF后重新上传。"
        )
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise AttachmentRefused(
            f"照片“{name}”是HEIC格式，不能收取；请在手机的相机设置中把格式改为“兼容性最佳”后重新拍摄，"
            "或者把照片转存为JPEG（.jpg）后上传。"
        )
    other = next((label for start, label in _REFUSED if content.startswith(start)), "")
    if other:
        raise AttachmentRefused(f"文件“{name}”是{other}，不能收取；可以上传{TAKEN}。")
    return _text(content, name)


def _text(content: bytes, name: str) -> Kind:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        if _MARKUP.search(text):
            raise AttachmentRefused(active(name))
        return TXT
    raise AttachmentRefused(f"无法识别文件“{name}”的类型，不能收取；可以上传{TAKEN}。")
