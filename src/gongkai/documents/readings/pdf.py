"""A finished report read from a PDF: paragraphs and ruled tables in reading order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from gongkai.documents.readings.pages.flow import Item, flow_of
from gongkai.documents.readings.pages.glyphs import Page
from gongkai.documents.readings.pages.guard import INSTEAD, pages_of
from gongkai.documents.readings.pages.paragraphs import (
    PlacedLine,
    TypeArea,
    joined,
    paragraphs_of,
    type_areas,
)
from gongkai.documents.readings.pages.parts import Part
from gongkai.documents.readings.pages.pictures import is_garbled, is_pictures, picture_pages
from gongkai.documents.readings.pages.rulings import TooManyRules
from gongkai.documents.readings.sources import (
    Block,
    ReportFileUnreadable,
    Source,
    SourceCell,
    SourceTable,
    SourceText,
)


def read_pdf(content: bytes, name: str) -> Source:
    """Return what a PDF with text holds; `name` is the file's name for messages.

    :raises ReportFileUnreadable: no PDF, damaged, encrypted, scanned, or more than a report holds
    """
    title, pages = pages_of(content, name)
    _insist_on_text(pages, name)
    try:
        items = flow_of(pages)
    except TooManyRules as error:
        raise ReportFileUnreadable(
            f"文件“{name}”的表格线过多，超出一份年度报告的范围，不予读取；{INSTEAD}"
        ) from error
    if (pictures := picture_pages(pages)) and not any(isinstance(item, Part) for item in items):
        raise ReportFileUnreadable(
            f"文件“{name}”第{pictures[0]}页是图片，其中的表格无法读取；{INSTEAD}"
        )
    blocks = tuple(_blocks(items))
    return Source("pdf", blocks, title=title if _is_printed(title, blocks) else None)


def _insist_on_text(pages: Sequence[Page], name: str) -> None:
    if is_pictures(pages):
        raise ReportFileUnreadable(f"文件“{name}”是扫描件或图片，没有可以读取的文字；{INSTEAD}")
    if is_garbled(pages):
        raise ReportFileUnreadable(f"文件“{name}”的字体没有文字编码，读出的是乱码；{INSTEAD}")


def _is_printed(title: str, blocks: Sequence[Block]) -> bool:
    """Test if the report itself bears the title in its metadata, often that of last year's file."""
    wanted = "".join(title.split())
    texts = ("".join(block.text.split()) for block in blocks if isinstance(block, SourceText))
    return bool(wanted) and any(wanted in text for text in texts)


def _blocks(items: Sequence[Item]) -> Iterator[Block]:
    areas = type_areas([item for item in items if isinstance(item, PlacedLine)])
    tables = 0
    waiting: list[PlacedLine] = []
    for item in items:
        if isinstance(item, PlacedLine):
            waiting.append(item)
            continue
        yield from _texts(waiting, areas)
        waiting = []
        if len(item.columns) > 2:
            tables += 1
            yield _table(item, tables)
        else:
            yield from _framed(item)
    yield from _texts(waiting, areas)


def _texts(lines: Sequence[PlacedLine], areas: dict[float, TypeArea]) -> Iterator[SourceText]:
    for paragraph in paragraphs_of(lines, areas):
        yield SourceText(paragraph.text, f"第{paragraph.page}页", paragraph.level)


def _framed(part: Part) -> Iterator[SourceText]:
    # Boxes of one column are no table, only a frame around text.
    for cell in part.cells:
        if cell.lines:
            yield SourceText(joined([line.text for line in cell.lines]), f"第{part.page}页")


def _table(part: Part, number: int) -> SourceTable:
    """Return a table with its merged cells as spans; edges at which nothing begins do not count."""
    lefts = sorted({_edge(part, cell.left) for cell in part.cells})
    tops = sorted({cell.row for cell in part.cells})
    rows: dict[int, list[SourceCell]] = {row: [] for row in tops}
    for cell in sorted(part.cells, key=lambda each: each.left):
        left, right = _edge(part, cell.left), _edge(part, cell.right)
        colspan = bisect_left(lefts, right) - bisect_left(lefts, left)
        rowspan = bisect_left(tops, cell.end_row) - bisect_left(tops, cell.row)
        rows[cell.row].append(SourceCell(cell.text, colspan, rowspan))
    pages = f"{part.page}" if part.page == part.last_page else f"{part.page}–{part.last_page}"
    return SourceTable(tuple(tuple(row) for row in rows.values()), f"第{pages}页，表格{number}")


def _edge(part: Part, value: float) -> int:
    return min(range(len(part.columns)), key=lambda number: abs(part.columns[number] - value))
