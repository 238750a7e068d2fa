"""A piece of information as files to hand over: a DOCX of the text, its attachments, a note."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml.ns import qn

from gongkai.documents.drafts.blocks import Block, Inline, ItemList, Paragraph, Run
from gongkai.documents.drafts.html_reading import read_blocks

_FONT = "仿宋"


def handover(
    *,
    title: str,
    facts: Mapping[str, str],
    body: str,
    files: Iterable[tuple[str, bytes]],
    at: datetime,
) -> bytes:
    """Return a ZIP with 正文.docx, 说明.txt and the attachments, numbered in their order."""
    note = "\n".join(f"{label}：{text}" for label, text in facts.items() if text)
    parts = [
        ("正文.docx", _docx(title, facts, body)),
        ("说明.txt", f"{title}\n\n{note}\n".encode()),
    ]
    parts += [(f"附件{n:02}_{name}", content) for n, (name, content) in enumerate(files, start=1)]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(ZipInfo(name, at.timetuple()[:6]), content, ZIP_DEFLATED)
    return packed.getvalue()


def _docx(title: str, facts: Mapping[str, str], body: str) -> bytes:
    document = Document()
    style = document.styles["Normal"]
    style.font.name = _FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.add_heading(title, level=1)
    for label, text in facts.items():
        if text:
            document.add_paragraph(f"{label}：{text}")
    for block in read_blocks(body):
        _write(document, block)
    document.core_properties.author = document.core_properties.title = ""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _write(document: Any, block: Block) -> None:
    if isinstance(block, Paragraph):
        if block.level:
            document.add_heading(block.text, level=block.level)
        else:
            _fill(document.add_paragraph(), block.inlines)
        return
    if isinstance(block, ItemList):
        for number, item in enumerate(block.items, start=block.start):
            for place, inner in enumerate(item):
                if place == 0 and isinstance(inner, Paragraph):
                    mark = f"{number}. " if block.is_ordered else "• "
                    _fill(document.add_paragraph(mark), inner.inlines)
                else:
                    _write(document, inner)
        return
    width = max((sum(cell.colspan for cell in row) for row in block.rows), default=0)
    if not width:
        return
    if block.caption:
        document.add_paragraph(block.caption)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for row in block.rows:
        cells, place = table.add_row().cells, 0
        for cell in row:
            if place >= width:
                break
            text = "\n".join(paragraph.text for paragraph in cell.blocks)
            cells[place].text = text
            place += cell.colspan


def _fill(paragraph: Any, inlines: Iterable[Inline]) -> None:
    for inline in inlines:
        if isinstance(inline, Run):
            paragraph.add_run(inline.text).bold = inline.strong or None
        else:
            paragraph.add_run(f"（图：{inline.alt}，见附件）")
