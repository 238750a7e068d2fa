"""A letter as a Word document to edit, in the layout of GB/T 9704-2012 10.1."""

import io
from datetime import date
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.reports import docx_package, docx_styles

_RED = RGBColor(0xE6, 0x00, 0x12)
_LARGEST_MARK = 36
_TYPE_WIDTH = 440
_UNDATED = date(2000, 1, 1)


def letter_docx(document: LetterDocument) -> bytes:
    """Return a letter as DOCX, the same bytes for the same letter."""
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
        dated=document.dated_on or _UNDATED,
    )
    word.core_properties.subject = document.genre
    _write_margins(word, document)
    number = word.add_paragraph(document.number_text)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = word.add_paragraph(document.title, style="Title")
    title.paragraph_format.space_before = Pt(2 * docx_styles.LINE_PITCH)
    if document.salutation:
        word.add_paragraph(document.salutation)
    for line in document.text:
        word.add_paragraph(line, style=docx_styles.BODY_STYLE)
    if document.enclosure_lines:
        word.add_paragraph(style=docx_styles.BODY_STYLE)
    for line in document.enclosure_lines:
        word.add_paragraph(line, style=docx_styles.BODY_STYLE)
    _write_signature(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _write_margins(word: Any, document: LetterDocument) -> None:
    """Write the letterhead on the first page, and page numbers from the second on."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    # The letterhead stands 30 mm from the top; what it needs pushes the text down.
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    mark = section.first_page_header.paragraphs[0]
    _head(mark, document)
    word.settings.odd_and_even_pages_header_footer = True
    docx_styles.add_page_number(section.footer.paragraphs[0])
    docx_styles.add_page_number(section.even_page_footer.paragraphs[0])
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    section.footer.paragraphs[0].paragraph_format.right_indent = Pt(14)
    section.even_page_footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    section.even_page_footer.paragraphs[0].paragraph_format.left_indent = Pt(14)
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.left_indent = foot.paragraph_format.right_indent = Mm(-7)
    foot.paragraph_format.line_spacing = Pt(1)
    _draw_lines(foot, "thinThickSmallGap", side="bottom")
    if document.marks:
        for header in (section.first_page_header, section.header, section.even_page_header):
            paragraph = header.paragraphs[0]
            if header is not section.first_page_header and not paragraph.text:
                paragraph.style = docx_styles.MARK_STYLE
                paragraph.add_run("　".join(document.marks))
        shown = section.first_page_header.add_paragraph(style=docx_styles.MARK_STYLE)
        shown.add_run("　".join(document.marks))


def _head(paragraph: Any, document: LetterDocument) -> None:
    size = min(_LARGEST_MARK, 465 // max(len(document.organ), 1))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    # The lines are 170 mm long, 7 mm beyond the type area on each side.
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)
    run = paragraph.add_run(document.organ)
    docx_styles.set_run_face(run, docx_styles.TITLE_FACE, size)
    run.font.color.rgb = _RED
    _draw_lines(paragraph, "thickThinSmallGap", side="bottom")


def _draw_lines(paragraph: Any, kind: str, *, side: str) -> None:
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "18"), ("space", "11"), ("color", "E60012")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def _write_signature(word: Any, document: LetterDocument) -> None:
    """Write organ and date with room for the seal: the date four characters in (7.3.5.1)."""
    word.add_paragraph()
    size = docx_styles.BODY_SIZE
    date_width = len(document.date_text) * size * 0.78
    organ_width = len(document.organ) * size
    centre = 4 * size + date_width / 2
    for line, width in ((document.organ, organ_width), (document.date_text, date_width)):
        paragraph = word.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent = min(max(centre - width / 2, 0), _TYPE_WIDTH - width)
        paragraph.paragraph_format.right_indent = Pt(max(indent, 0))
        paragraph.paragraph_format.keep_with_next = line is document.organ
