"""The form as a Word document: one table, its sections beside their lines."""

import io
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.reports import docx_package, docx_styles
from gongkai.documents.website_forms.document import WebsiteFormDocument

_WIDTHS = (26, 74, 56)
_SIZE = 10.5


def render_form_docx(document: WebsiteFormDocument) -> bytes:
    """Return the form as DOCX, the same bytes for the same form."""
    word = docx.Document()
    docx_package.clean_template(word)
    docx_package.set_chinese_settings(word)
    docx_styles.set_page(word.sections[0])
    docx_styles.define_styles(word)
    docx_package.name_substitutes(word)
    docx_package.set_properties(
        word,
        title=document.title,
        organ=document.organ,
        remarks="　".join(document.marks),
        dated=document.dated,
    )
    word.core_properties.subject = "政府网站工作年度报表"
    docx_styles.add_page_number(word.sections[0].footer.paragraphs[0])
    if document.marks:
        header = word.sections[0].header.paragraphs[0]
        header.style = docx_styles.MARK_STYLE
        header.add_run("　".join(document.marks))
    for note in document.notes:
        word.add_paragraph(note, style=docx_styles.NOTE_STYLE)
    if document.notes:
        word.add_paragraph(style=docx_styles.MARK_STYLE)
    word.add_paragraph(document.title, style="Title").paragraph_format.space_after = Pt(12)
    _write_table(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _write_table(word: Any, document: WebsiteFormDocument) -> None:
    lines = sum(len(part.lines) for part in document.parts)
    table = word.add_table(rows=1 + lines, cols=len(_WIDTHS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), document.title)
    table._tbl.tblPr.find(qn("w:tblLook")).addnext(caption)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    rows = list(table.rows)
    for row in rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    grid = [row.cells for row in rows]
    for cell, text in zip(grid[0], ("类别", "项目", "填报内容"), strict=True):
        _write(cell, text, is_head=True)
    place = 1
    for part in document.parts:
        last = place + len(part.lines) - 1
        head = grid[place][0].merge(grid[last][0])
        for surplus in head.paragraphs[1:]:
            head._tc.remove(surplus._p)
        _write(head, part.title, is_head=True)
        for line in part.lines:
            _write(grid[place][1], line.label)
            _write(grid[place][2], line.words)
            place += 1
    for paragraph in table._tbl.iter(qn("w:p")):
        paragraph.style = docx_styles.TABLE_STYLE
    word.add_paragraph(style=docx_styles.TABLE_STYLE)


def _write(cell: Any, text: str, *, is_head: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    if is_head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(_SIZE), is_head
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
