"""A report file opened: refused before it is read when it cannot be a healthy one."""

import errno
import stat
from pathlib import Path
from typing import BinaryIO

from gongkai.documents.readings.signatures import format_of
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.workbooks.containers import LARGEST_FILE

_LARGEST_IN_MB = LARGEST_FILE >> 20


def opened(path: Path) -> tuple[str, bytes]:
    """Return a report file's true format and its bytes.

    The format is told by the content, whatever the name says: "html", "docx", "xlsx", "pdf",
    "txt" or "json".

    :raises ReportFileUnreadable: missing, a folder, not permitted, empty, too large, encrypted,
        packed, with macros, a picture, or of a format that is not read
    """
    name = path.name
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise ReportFileUnreadable(f"“{name}”是文件夹，请选择其中的一个报告文件。")
        if not stat.S_ISREG(state.st_mode):
            raise ReportFileUnreadable(f"“{name}”不是普通文件，请选择一个报告文件。")
        if state.st_size > LARGEST_FILE:
            raise ReportFileUnreadable(too_large(name, state.st_size))
        with path.open("rb") as file:
            content = _content(file, state.st_size)
    except OSError as error:
        raise ReportFileUnreadable(_explained(path, error)) from error
    return sniffed(content, name), content


def sniffed(content: bytes, name: str) -> str:
    """Return the true format of a file's bytes, as `opened` does for a path.

    :raises ReportFileUnreadable: as `opened`, for what can be told from the content
    """
    if len(content) > LARGEST_FILE:
        raise ReportFileUnreadable(too_large(name, len(content)))
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReportFileUnreadable(f"文件“{name}”是空的，请重新保存后再上传。")
    return format_of(content, name)


def _content(file: BinaryIO, size: int) -> bytes:
    # Asking for the most at once has room for it all made and given back.
    content = file.read(size + 1)
    return content if len(content) <= size else content + file.read(LARGEST_FILE - size)


def too_large(name: str, size: int) -> str:
    """Return the message for a file of too many bytes."""
    return (
        f"文件“{name}”有{size / 1048576:.0f}MB，超过{_LARGEST_IN_MB}MB的上限，"
        "请压缩其中的图片或只保留报告本身后重新上传。"
    )


def _explained(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP):
        return f"找不到文件“{path}”，请核对路径和文件名。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY):
        return (
            f"没有权限读取文件“{path.name}”，或文件正被其他程序占用；请关闭该文件或检查权限后重试。"
        )
    return f"读取文件“{path.name}”出错（系统错误号{error.errno}），请检查磁盘后重试。"
