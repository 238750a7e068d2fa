"""Delimited text: what its characters and its separator are, and its records with their lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from gongkai.documents.tables.refusals import TableUnreadable

LONGEST_CELL = 128 * 1024
"""Characters of one cell, as the reader has it; more is a quotation mark that was never closed."""

_SEPARATORS = ",\t;"
_LOOKED_AT = 64 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def records_in(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of delimited text, each with the line on which it begins.

    Characters are UTF-8 (or UTF-16 with its mark), else GB18030; the separator is a comma, tab or
    semicolon.

    :raises TableUnreadable: if neither fits, or quotation marks or a cell are out of order
    """
    text = _decoded(content, name)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_separator(text),
        strict=True,
        skipinitialspace=True,
    )
    before = 0
    try:
        for record in reader:
            yield before + 1, record
            before = reader.line_num
    except csv.Error as error:
        why = (
            f"有一格超过{LONGEST_CELL}个字"
            if "field larger" in str(error)
            else "引号没有配对，或者引号之后还有多余的字"
        )
        raise TableUnreadable(
            f"文件“{name}”从第{before + 1}行起无法读取：{why}，请核对该行后重新导出。"
        ) from error


def _decoded(content: bytes, name: str) -> str:
    unknown = f"文件“{name}”的文字编码无法识别，请另存为UTF-8编码的CSV文件后重新上传。"
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise TableUnreadable(unknown) from error
    if b"\0" in content:
        raise TableUnreadable(f"文件“{name}”不是文本文件，请上传CSV文件或者Excel文件。")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableUnreadable(unknown)


def _separator(text: str) -> str:
    """Return the separator that stands most often outside quotation marks in the first lines."""
    counts: Counter[str] = Counter()
    for piece in text[:_LOOKED_AT].split('"')[::2]:
        counts.update(each for each in piece if each in _SEPARATORS)
    return max(_SEPARATORS, key=lambda each: counts[each])
