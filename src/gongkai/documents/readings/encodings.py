"""The characters behind the bytes of a page or text file, decoded strictly or refused."""

import codecs
import re

from gongkai.documents.readings.sources import ReportFileUnreadable

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_DECLARATION_WITHIN = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ANY_MARK = tuple(mark for mark, _ in _MARKS)
# Pages cut a description in the middle of a character; more damage than that is another encoding.
_TOLERATED = 0.002
_LOST = "\N{REPLACEMENT CHARACTER}"


def decoded(content: bytes, name: str) -> str:
    """Return the text of a page or text file, whatever encoding it declares.

    The order is: byte order mark, UTF-8, what is declared, GB18030 (which holds GBK and GB2312).
    Single broken characters stay as U+FFFD.

    :raises ReportFileUnreadable: if no encoding fits, so that nothing is read as gibberish
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding, name)
    unmarked = _utf_16_without_mark(content)
    if unmarked:
        return _marked(content, unmarked, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _other(content, name)


def as_utf_8(content: bytes, name: str) -> bytes:
    """Return a page's or text file's content written in UTF-8; most of them are already.

    :raises ReportFileUnreadable: as `decoded`
    """
    if not content.startswith(_ANY_MARK) and b"\0" not in content[:4]:
        try:
            content.decode("utf-8")
            return content
        except UnicodeDecodeError:
            pass
    return decoded(content, name).encode("utf-8", "replace")


def _marked(content: bytes, encoding: str, name: str) -> str:
    text = content.decode(encoding, "replace")
    if not _is_intact(text):
        raise ReportFileUnreadable(unknown_encoding(name))
    return text


def _utf_16_without_mark(content: bytes) -> str:
    start = content[:4]
    if start[1:2] == b"\0" and start[3:4] == b"\0" and start[:1] not in (b"", b"\0"):
        return "utf-16-le"
    if start[:1] == b"\0" and start[2:3] == b"\0" and start[1:2] not in (b"", b"\0"):
        return "utf-16-be"
    return ""


def _other(content: bytes, name: str) -> str:
    declared = _declared(content)
    for encoding in dict.fromkeys((declared, "gb18030")):
        try:
            if encoding:
                return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Declared or not: what is nearly all UTF-8, or nearly all GB18030, is that.
    texts = [content.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    best = min(texts, key=lambda text: text.count(_LOST))
    if not _is_intact(best):
        raise ReportFileUnreadable(unknown_encoding(name))
    return best


def _declared(content: bytes) -> str:
    """Return the declared encoding under Python's name, "" if none a Chinese page could have."""
    found = _DECLARED.search(content[:_DECLARATION_WITHIN])
    word = found[1].decode("ascii", "ignore").lower() if found else ""
    if word.startswith(("gb", "x-gbk", "cp936", "936")):
        return "gb18030"
    return {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-big5": "big5hkscs"}.get(word, "")


def _is_intact(text: str) -> bool:
    # Plain letters are alike in all encodings and prove nothing.
    foreign = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", text))
    return text.count(_LOST) <= max(1, foreign) * _TOLERATED + (foreign >= 100)


def unknown_encoding(name: str) -> str:
    """Return the message for a file whose characters cannot be told."""
    return f"文件“{name}”的文字编码无法识别，请用浏览器或记事本打开，另存为UTF-8编码后重新上传。"
