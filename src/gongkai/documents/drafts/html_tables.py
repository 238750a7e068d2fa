"""A table of a page as blocks: its cells with their spans, nested tables laid open."""

from collections.abc import Callable, Iterable
from typing import Any

from gongkai.documents.drafts.blocks import (
    MOST_CELLS,
    TALLEST,
    WIDEST,
    Block,
    Cell,
    DraftRefused,
    ItemList,
    Paragraph,
    Table,
)

BlocksIn = Callable[[Any, int], tuple[Block, ...]]
_SECTIONS = ("thead", "tbody", "tfoot")


def read_table(node: Any, blocks_in: BlocksIn, depth: int) -> list[Block]:
    """Return a table; one with a single cell only lays the page out and is given without it.

    :raises DraftRefused: if it is larger than a document's table can be
    """
    cells: list[list[tuple[Any, tuple[Block, ...]]]] = []
    for row in _rows(node):
        cells.append([])
        for cell in _children(row, ("td", "th")):
            cells[-1].append((cell, blocks_in(cell, depth + 2)))
    filled = [row for row in cells if row]
    if sum(len(row) for row in filled) > MOST_CELLS or len(filled) > TALLEST:
        raise DraftRefused(
            f"表格超过{TALLEST}行或者{MOST_CELLS}个单元格，请改为附件，或拆分后再粘贴。"
        )
    if len(filled) == 1 and len(filled[0]) == 1:
        return list(filled[0][0][1])
    if not any(blocks for row in filled for _, blocks in row):
        return []
    captions = [each.text() or "" for each in _children(node, ("caption",))]
    rows = tuple(
        tuple(
            Cell(
                tuple(paragraphs_in(blocks)),
                _span(cell, "colspan", WIDEST),
                _span(cell, "rowspan", TALLEST),
                cell.tag == "th",
            )
            for cell, blocks in row
        )
        for row in filled
    )
    return [Table(rows, " ".join(" ".join(captions).split()))]


def paragraphs_in(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    """Yield the paragraphs of blocks, those of lists and nested tables too, without levels."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block._replace(level=0)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from paragraphs_in(item)
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell.blocks


def _rows(node: Any) -> Iterable[Any]:
    for child in _children(node, ("tr", *_SECTIONS)):
        if child.tag == "tr":
            yield child
        else:
            yield from _children(child, ("tr",))


def _children(node: Any, tags: tuple[str, ...]) -> Iterable[Any]:
    child = node.first_child
    while child is not None:
        if child.tag in tags:
            yield child
        child = child.next


def _span(cell: Any, name: str, most: int) -> int:
    stated = (cell.attributes.get(name) or "").strip()
    count = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1
    return min(max(count, 1), most)
