"""The lists given beside the reports of a consolidation: their text, and the organs expected."""

from pathlib import Path

LARGEST_FILE = 5 * 1024 * 1024

_ENCODINGS = ("utf-8-sig", "gb18030")
_REMARK = "#"


class ListUnreadable(Exception):
    """A list cannot be read; the message is one Chinese line with the remedy."""


def text_of(path: Path, name: str) -> str:
    """
    Return the text of a small file in UTF-8 or GB18030; `name` is what messages call the list.

    :raises ListUnreadable: if it is not there, too large, or in neither encoding
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ListUnreadable(f"{name}“{path.name}”超过5MB，请只保留需要的行。")
        content = path.read_bytes()
    except OSError as error:
        raise ListUnreadable(f"无法读取{name}“{path}”，请核对路径、文件名和权限。") from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListUnreadable(f"{name}“{path.name}”的编码无法识别，请另存为 UTF-8 编码的文本文件。")


def expected_organs(path: Path) -> tuple[str, ...]:
    """
    Return the names in a list of organs, one a line; lines that begin with # are remarks.

    :raises ListUnreadable: if the file cannot be read or names nobody
    """
    lines = (line.strip() for line in text_of(path, "机关名单").splitlines())
    names = tuple(line for line in lines if line and not line.startswith(_REMARK))
    if not names:
        raise ListUnreadable(f"机关名单“{path.name}”中没有机关名称，请每行写一个机关。")
    return names
