"""Blocks written as simple HTML: p, h2 to h4, ul, ol, table, a, strong, sup, sub, br, img."""

from collections.abc import Iterable
from html import escape

from gongkai.documents.drafts.blocks import (
    Block,
    Cell,
    Inline,
    ItemList,
    Paragraph,
    Picture,
    Table,
)


def html_of(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML, one line each."""
    return "\n".join(_block(each) for each in blocks)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = f"h{block.level}" if block.level else "p"
        return f"<{tag}>{_inlines(block.inlines)}</{tag}>"
    if isinstance(block, ItemList):
        return _list(block)
    return _table(block)


def _list(block: ItemList) -> str:
    tag = "ol" if block.is_ordered else "ul"
    start = f' start="{block.start}"' if block.is_ordered and block.start != 1 else ""
    return f"<{tag}{start}>{''.join(_item(item) for item in block.items)}</{tag}>"


def _item(blocks: tuple[Block, ...]) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].level:
        return f"<li>{_inlines(blocks[0].inlines)}</li>"
    return f"<li>{''.join(_block(each) for each in blocks)}</li>"


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption, quote=False)}</caption>" if table.caption else ""
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows)
    return f"<table>{caption}<tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_header else "td"
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count != 1
    )
    if len(cell.blocks) == 1 and not cell.blocks[0].level:
        inside = _inlines(cell.blocks[0].inlines)
    else:
        inside = "".join(_block(each) for each in cell.blocks)
    return f"<{tag}{spans}>{inside}</{tag}>"


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(each) for each in inlines)


def _inline(inline: Inline) -> str:
    if isinstance(inline, Picture):
        return f'<img src="{escape(inline.src)}" alt="{escape(inline.alt)}">'
    text = escape(inline.text, quote=False).replace("\n", "<br>")
    for tag, wanted in ((inline.script, bool(inline.script)), ("strong", inline.strong)):
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(inline.href)}">{text}</a>' if inline.href else text
