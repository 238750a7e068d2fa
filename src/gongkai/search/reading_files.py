"""The text in a file, read by the guarded readers that take in what anybody hands in."""

from collections.abc import Callable, Iterator, Mapping

from gongkai.documents.inspections.pdf import facts_of
from gongkai.documents.readings.docx import read_docx
from gongkai.documents.readings.encodings import decoded
from gongkai.documents.readings.html import read_html
from gongkai.documents.readings.opening import sniffed
from gongkai.documents.readings.sources import (
    Block,
    ReportFileUnreadable,
    Source,
    SourceTable,
    SourceText,
)
from gongkai.documents.readings.xlsx import read_xlsx
from gongkai.documents.redactions.areas import RedactionRefused

MOST_TEXT = 400_000
"""Characters of a file that are searched."""

_READERS: Mapping[str, Callable[[bytes, str], Source]] = {
    "docx": read_docx,
    "xlsx": read_xlsx,
    "html": read_html,
}


class FileUnreadable(ValueError):
    """No text can be read from the file; the message says what it is, in Chinese."""


def text_of_file(content: bytes, name: str) -> str:
    """Return the text of a PDF, DOCX, XLSX, HTML or plain file, an empty line between paragraphs.

    :raises FileUnreadable: broken, locked, too large, only pictures, or another format
    """
    try:
        kind = sniffed(content, name)
        if kind == "pdf":
            text = "\n\n".join(facts_of(content)["texts"])
        elif kind in _READERS:
            text = "\n\n".join(_texts(_READERS[kind](content, name).blocks))
        else:
            text = decoded(content, name)
    except (ReportFileUnreadable, RedactionRefused) as refusal:
        raise FileUnreadable("已损坏、设有密码、过大、只有图片或者不是可读取的格式") from refusal
    except (ValueError, RecursionError, MemoryError, OverflowError, LookupError) as fault:
        raise FileUnreadable(f"读取时出错（{type(fault).__name__}）") from fault
    text = text.replace("\x00", "").encode("utf-8", "replace").decode()
    if not text.strip():
        raise FileUnreadable("没有文字，可能是扫描件")
    return text[:MOST_TEXT]


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, SourceText):
            yield block.text
        elif isinstance(block, SourceTable):
            yield from ("，".join(cell.text for cell in row) for row in block.rows)
        else:
            yield from ("，".join(row) for row in block.rows)
