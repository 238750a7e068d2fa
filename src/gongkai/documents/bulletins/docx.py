"""A bulletin as a Word document to edit: text, tables, and charts drawn by Word."""

import io
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.bulletins.document import BulletinDocument, BulletinTable
from gongkai.documents.bulletins.docx_charts import add_chart
from gongkai.documents.characters import writable
from gongkai.documents.reports import docx_package, docx_styles

_TABLE_SIZE = 10


def render_bulletin_docx(document: BulletinDocument) -> bytes:
    """Return a bulletin as DOCX, the same bytes for the same bulletin."""
    word = docx.Document()
    docx_package.clean_template(word)
    docx_package.set_chinese_settings(word)
    docx_styles.set_page(word.sections[0])
    docx_styles.define_styles(word)
    docx_package.name_substitutes(word)
    docx_package.set_properties(
        word,
        title=_line(document.title),
        organ=_line(document.organ),
        remarks=_line(document.remark),
        dated=document.dated,
    )
    word.core_properties.subject = "热线工作情况"
    docx_styles.add_page_number(word.sections[0].footer.paragraphs[0])
    if document.remark:
        header = word.sections[0].header.paragraphs[0]
        header.style = docx_styles.MARK_STYLE
        header.add_run(_line(document.remark))
    title = word.add_paragraph(_line(document.title), style="Title")
    title.paragraph_format.space_after = Pt(6)
    _centred(word, f"{document.organ}　{document.period}", 12, after=10)
    charts = 0
    for section in document.sections:
        word.add_paragraph(_line(section.title), style="Heading 1")
        for text in section.text:
            word.add_paragraph(_line(text), style=docx_styles.BODY_STYLE)
        for plot in section.plots:
            charts += 1
            _centred(word, plot.title, 12, kept=True)
            paragraph = _centred(word, "", 12)
            add_chart(word, paragraph, plot, charts, document.dated)
        for table in section.tables:
            _table(word, table)
    _write_end(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _centred(word: Any, text: str, size: float, *, after: float = 2, kept: bool = False) -> Any:
    paragraph = word.add_paragraph(style=docx_styles.TABLE_STYLE)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = kept
    if text:
        docx_styles.set_run_face(paragraph.add_run(_line(text)), docx_styles.HEITI, size)
    return paragraph


def _table(word: Any, spec: BulletinTable) -> None:
    _centred(word, spec.caption, 12, kept=True)
    rows = [spec.headers, *spec.rows]
    table = word.add_table(rows=len(rows), cols=len(spec.headers), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), _line(spec.caption))
    table._tbl.tblPr.find(qn("w:tblLook")).addnext(caption)
    for column, width in zip(table.columns, spec.widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))
        if texts is spec.headers:
            properties.append(OxmlElement("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(spec.widths[place])
            paragraph = cell.paragraphs[0]
            paragraph.style = docx_styles.TABLE_STYLE
            if texts is spec.headers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif place in spec.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(_line(text))
            run.font.size, run.font.bold = Pt(_TABLE_SIZE), texts is spec.headers
            paragraph.paragraph_format.space_before = Pt(1.5)
            paragraph.paragraph_format.space_after = Pt(1.5)


def _write_end(word: Any, document: BulletinDocument) -> None:
    word.add_paragraph(style=docx_styles.TABLE_STYLE)
    day = document.dated
    for text in (document.organ, f"{day.year}年{day.month}月{day.day}日"):
        paragraph = word.add_paragraph(_line(text), style=docx_styles.SIGNATURE_STYLE)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _line(text: str) -> str:
    return " ".join(writable(text).split(" "))
