"""A table of a file's bytes, whatever its format: header and rows with their lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gongkai.documents.tables.delimited import records_in
from gongkai.documents.tables.refusals import TableUnreadable
from gongkai.documents.tables.sheets import sheet_in
from gongkai.documents.workbooks.containers import LARGEST_FILE

MOST_ROWS = 300_000
_MOST_COLUMNS = 200
_SEARCHED_ROWS = 10
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Table:
    """Column names and rows, each with the line or row where it stands in the file.

    Rows are as long as the header at least. `since_1904` tells how days are counted in numbers.
    """

    headers: tuple[str, ...]
    rows: list[tuple[int, list[Any]]]
    since_1904: bool = False

    @property
    def digest(self) -> str:
        """Return what tells tables of the same columns in the same order."""
        return sha256("\x1f".join(self.headers).encode()).hexdigest()


def table_in(content: bytes, name: str) -> Table:
    """Return the table in a file's bytes: CSV, or the first filled sheet of a workbook.

    :raises TableUnreadable: with a one-line message and its remedy
    """
    if len(content) > LARGEST_FILE:
        raise TableUnreadable(f"文件“{name}”超过50MB的上限，请按时间拆成几个文件上传。")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise TableUnreadable(f"文件“{name}”是空的，请重新导出后再上传。")
    if content.startswith(_WORKBOOKS):
        sheet = sheet_in(content, name)
        return _table(sheet.records, name, sheet.since_1904)
    return _table(records_in(content, name), name, False)


def _table(records: Iterable[tuple[int, list[Any]]], name: str, since_1904: bool) -> Table:
    headers: tuple[str, ...] = ()
    rows: list[tuple[int, list[Any]]] = []
    above = 0
    for line, values in records:
        filled = sum(1 for value in values if not _is_blank(value))
        if not filled:
            continue
        if not headers:
            # A title above the table is one cell.
            if filled >= 2:
                headers = _headers(values, line, name)
            above += 1
            if above > _SEARCHED_ROWS:
                break
            continue
        if len(rows) >= MOST_ROWS:
            raise TableUnreadable(f"文件“{name}”超过{MOST_ROWS}行，请按时间拆成几个文件上传。")
        rows.append((line, values + [""] * (len(headers) - len(values))))
    if not headers:
        raise TableUnreadable(
            f"文件“{name}”中没有找到表头，请核对是否为导出的明细表：表头应在前{_SEARCHED_ROWS}行以内，"
            "各列以逗号、制表符或分号分隔。"
        )
    if not rows:
        raise TableUnreadable(f"文件“{name}”只有表头，没有数据行，请核对导出的时间范围。")
    return Table(headers, rows, since_1904)


def _headers(values: list[Any], line: int, name: str) -> tuple[str, ...]:
    headers = ["".join(str(value).split())[:100] for value in values]
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > _MOST_COLUMNS:
        raise TableUnreadable(
            f"文件“{name}”的表头有{len(headers)}列，最多{_MOST_COLUMNS}列，请只导出需要的列。"
        )
    named = [each for each in headers if each]
    twice = next((each for each in named if named.count(each) > 1), "")
    if twice:
        raise TableUnreadable(
            f"文件“{name}”第{line}行的表头中，“{twice[:30]}”出现两次，无法分辨，请改名或删除其中一列。"
        )
    return tuple(headers)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
