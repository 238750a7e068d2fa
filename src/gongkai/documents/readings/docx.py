"""Word documents read from their XML: paragraphs, tables and text boxes in their order."""

from collections.abc import Iterator
from typing import Any

from gongkai.documents.readings.archives import Package, corrupt
from gongkai.documents.readings.docx_names import (
    OTHER_FORMAT,
    PARAGRAPH,
    RELATION,
    TABLE,
    WORD,
)
from gongkai.documents.readings.docx_numbering import numbering_of
from gongkai.documents.readings.docx_paragraphs import ParagraphReader, blocks_in
from gongkai.documents.readings.docx_styles import ParagraphStyles
from gongkai.documents.readings.docx_tables import cells_in, read_rows, rows_in
from gongkai.documents.readings.html import read_html
from gongkai.documents.readings.limits import MOST_BLOCKS, TableRoom
from gongkai.documents.readings.signatures import format_of
from gongkai.documents.readings.sources import (
    Block,
    ReportFileUnreadable,
    Source,
    SourceTable,
    SourceText,
)

_MAIN = "word/document.xml"
_PICTURES = (f"{WORD}drawing", f"{WORD}pict", f"{WORD}object")


def read_docx(content: bytes, name: str) -> Source:
    """Return what a Word document shows in its body; headers, footers and notes are left out.

    Of recorded changes what was inserted counts and what was deleted does not. Tables that hold
    tables or a single cell only lay the page out: what is in them is given without them.

    :raises ReportFileUnreadable: if it is broken, too large, or has pictures instead of text
    """
    package = Package(content, name)
    root = package.xml(_MAIN)
    body = None if root is None else root.find(f"{WORD}body")
    if body is None:
        raise ReportFileUnreadable(corrupt(name))
    flow = _Flow(package, name)
    flow.walk(body)
    if not flow.blocks and next(body.iter(*_PICTURES), None) is not None:
        raise ReportFileUnreadable(
            f"文件“{name}”里只有图片，读不出其中的数字；请向报送单位索取可编辑的Word文件或网页原文。"
        )
    return Source("docx", tuple(flow.blocks))


class _Flow:
    """Paragraphs and tables collected from the body, in order."""

    def __init__(self, package: Package, name: str) -> None:
        self.blocks: list[Block] = []
        self._package = package
        self._name = name
        self._paragraphs = ParagraphReader(
            ParagraphStyles(package),
            numbering_of(package.xml("word/numbering.xml")),
        )
        self._room = TableRoom(name)
        self._texts = self._tables = 0

    def walk(self, parent: Any) -> None:
        """Collect everything in the body, a text box or a cell."""
        for block in blocks_in(parent):
            if block.tag == PARAGRAPH:
                self._paragraph(block)
            elif block.tag == TABLE:
                self._table(block)
            elif block.tag == OTHER_FORMAT:
                self._other_format(block)

    def _paragraph(self, paragraph: Any) -> None:
        lines, level, boxes = self._paragraphs.read(paragraph)
        for line in lines:
            self._say(line, level)
        for box in boxes:
            self.walk(box)

    def _say(self, text: str, level: int) -> None:
        self._texts += 1
        self.blocks.append(SourceText(text, f"第{self._texts}段", level))
        if self._texts > MOST_BLOCKS:
            raise ReportFileUnreadable(
                f"文件“{self._name}”的段落超过{MOST_BLOCKS}个，不像一份报告，"
                "请只保留报告本身，另存后重新上传。"
            )

    def _table(self, table: Any) -> None:
        if any(nested is not table for nested in table.iter(TABLE)) or _has_one_cell(table):
            for cell in _cells(table):
                self.walk(cell)
            return
        self._tables += 1
        place = f"第{self._tables}个表格"
        rows = read_rows(table, self._paragraphs, self._room, place)
        self.blocks.append(SourceTable(rows, place))

    def _other_format(self, chunk: Any) -> None:
        """Take in a web page that a converter left for Word to convert."""
        part = self._package.relations(_MAIN).get(chunk.get(f"{RELATION}id", ""), "")
        content = self._package.part(part)
        if content is None or not _is_page(content, self._name):
            raise ReportFileUnreadable(
                f"文件“{self._name}”嵌有其他格式的内容，请用Word打开并另存后重新上传。"
            )
        for block in read_html(content, self._name).blocks:
            if isinstance(block, SourceTable):
                self._tables += 1
                self.blocks.append(block._replace(place=f"第{self._tables}个表格"))
            elif isinstance(block, SourceText):
                self._say(block.text, block.level)


def _is_page(content: bytes, name: str) -> bool:
    try:
        return format_of(content, name) == "html"
    except ReportFileUnreadable:
        return False


def _has_one_cell(table: Any) -> bool:
    cells = _cells(table)
    return next(cells, None) is not None and next(cells, None) is None


def _cells(table: Any) -> Iterator[Any]:
    for row in rows_in(table):
        yield from cells_in(row)
