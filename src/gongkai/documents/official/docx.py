"""An official document as a Word document to edit, in the layout of GB/T 9704-2012."""

import io
from datetime import date
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from gongkai.documents.official.content import attachment_label
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.docx_body import write_body
from gongkai.documents.official.docx_head import write_head
from gongkai.documents.official.docx_imprint import write_imprint
from gongkai.documents.official.docx_page import set_official_page, write_margins
from gongkai.documents.official.docx_signature import write_signature
from gongkai.documents.official.titles import break_title
from gongkai.documents.reports import docx_package, docx_styles
from gongkai.rules.document_kinds import Layout

_UNDATED = date(2000, 1, 1)
_TITLE_PITCH = 35
_LONGEST_LAST = 150


def write_docx(document: OfficialDocument) -> bytes:
    """Return an official document as DOCX, the same bytes for the same document.

    The fonts are named as the standard has them (方正小标宋, 仿宋_GB2312, 黑体, 楷体_GB2312) with a
    substitute for each. Word decides on the pages: 版记 stands at the foot of the last one, or in a
    section that begins on an even page where the PDF has it on a page of its own.
    """
    word = docx.Document()
    docx_package.clean_template(word)
    docx_package.set_chinese_settings(word)
    docx_styles.define_styles(word)
    docx_package.name_substitutes(word)
    docx_package.set_properties(
        word,
        title=document.title.replace("\n", ""),
        organ="、".join(document.organs),
        remarks="　".join(document.marks),
        dated=document.formed_on or _UNDATED,
    )
    word.core_properties.subject = document.kind.label
    set_official_page(word)
    write_margins(word, document)
    write_head(word, document)
    _write_title(word, document.title, lines_above=2)
    if document.salutation:
        word.add_paragraph(document.salutation)
    write_body(word, document.body)
    last_of_text = len(word.paragraphs) - 1
    _write_attachment_note(word, document)
    _write_attendance(word, document)
    if document.layout is not Layout.MINUTES:
        write_signature(word, document)
        # No page bears a signature alone; a long text may part anywhere.
        last = word.paragraphs[last_of_text]
        alone = len(document.body) == 1 or len(last.text) > _LONGEST_LAST
        for paragraph in word.paragraphs[last_of_text + alone : -1]:
            paragraph.paragraph_format.keep_with_next = True
    if document.note_text:
        word.add_paragraph(document.note_text, style=docx_styles.BODY_STYLE)
    _write_attachments(word, document)
    write_imprint(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _write_title(word: Any, title: str, *, lines_above: int) -> None:
    paragraph = word.add_paragraph(style="Title")
    for place, line in enumerate(break_title(title)):
        if place:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(line)
    paragraph.paragraph_format.space_before = Pt(lines_above * docx_styles.LINE_PITCH)
    paragraph.paragraph_format.line_spacing = Pt(_TITLE_PITCH)


def _write_attachment_note(word: Any, document: OfficialDocument) -> None:
    """Write 附件说明, names that run on aligned with their beginning: 第7.3.4条."""
    names = [each.name.rstrip("。；，") for each in document.attachments]
    if not names:
        return
    word.add_paragraph()
    size = docx_styles.BODY_SIZE
    for place, name in enumerate(names, start=1):
        number = f"{place}." if len(names) > 1 else ""
        label = "附件：" if place == 1 else "　　　"
        paragraph = word.add_paragraph(f"{label}{number}{name}")
        hang = 3 * size + len(number) * size / 2
        paragraph.paragraph_format.left_indent = Pt(2 * size + hang)
        paragraph.paragraph_format.first_line_indent = Pt(-hang)


def _write_attendance(word: Any, document: OfficialDocument) -> None:
    """Write who was at the meeting, labels in 黑体: 第10.3条."""
    size = docx_styles.BODY_SIZE
    for place, (label, names) in enumerate(document.attendance):
        paragraph = word.add_paragraph()
        docx_styles.set_run_face(paragraph.add_run(label), docx_styles.HEITI, size)
        paragraph.add_run(names)
        paragraph.paragraph_format.left_indent = Pt(5 * size)
        paragraph.paragraph_format.first_line_indent = Pt(-3 * size)
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(docx_styles.LINE_PITCH)


def _write_attachments(word: Any, document: OfficialDocument) -> None:
    """Write each attachment on a page of its own, its title on the third line: 第7.3.7条."""
    for place, each in enumerate(document.attachments, start=1):
        if not each.body:
            continue
        label = word.add_paragraph()
        label.paragraph_format.page_break_before = True
        text = attachment_label(place, len(document.attachments))
        docx_styles.set_run_face(label.add_run(text), docx_styles.HEITI, docx_styles.BODY_SIZE)
        word.add_paragraph()
        _write_title(word, each.name.rstrip("。；，"), lines_above=0)
        write_body(word, each.body)
