"""A short list of wrong and sensitive words, read from a CSV file of three columns."""

import csv
import io

from gongkai.documents.readings.encodings import decoded
from gongkai.documents.readings.sources import ReportFileUnreadable

LARGEST_LIST = 1024 * 1024
"""The most bytes of one list."""

_COLUMNS = 3
_HEADS = ("错误表述", "错误", "错词", "wrong")


class WordListUnreadable(ValueError):
    """The file is no such list; the message names line and remedy, in Chinese."""


def read_word_list(content: bytes, name: str) -> list[tuple[str, str, str]]:
    """
    Return what a CSV file lists: wrong, right, source; empty lines and a head are passed over.

    UTF-8, UTF-16 and GB18030 are read, as spreadsheets write them.

    :raises WordListUnreadable: if it is too large, no text, or a line lacks a column
    """
    if len(content) > LARGEST_LIST:
        raise WordListUnreadable(
            f"文件“{name}”超过{LARGEST_LIST // 1024 // 1024}MB，请拆分后分别导入。"
        )
    try:
        text = decoded(content, name)
    except ReportFileUnreadable as unreadable:
        raise WordListUnreadable(
            f"文件“{name}”不是文本，请在表格软件中另存为“CSV（逗号分隔）”后再导入。"
        ) from unreadable
    if "\0" in text:
        raise WordListUnreadable(
            f"文件“{name}”不是CSV，请在表格软件中另存为“CSV（逗号分隔）”后再导入。"
        )
    found = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1):
            if any(cell.strip() for cell in cells) and not (number == 1 and _is_head(cells)):
                found.append(_row(cells, number, name))
    except csv.Error as error:
        raise WordListUnreadable(
            f"文件“{name}”的引号不配对，请在表格软件中重新另存为CSV。"
        ) from error
    return found


def _is_head(cells: list[str]) -> bool:
    return cells[0].strip().lstrip("\ufeff") in _HEADS


def _row(cells: list[str], number: int, name: str) -> tuple[str, str, str]:
    filled = [cell.strip() for cell in cells]
    if len(filled) < _COLUMNS or any(filled[_COLUMNS:]):
        raise WordListUnreadable(
            f"文件“{name}”第{number}行：应有三列（错误表述、规范表述、依据），现为{len(filled)}列。"
        )
    return filled[0].lstrip("\ufeff"), filled[1], filled[2]
