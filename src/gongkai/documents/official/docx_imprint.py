"""版记 of an official document in Word: a frame at the foot of the page (GB/T 9704-2012 7.4)."""

from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.docx_box import box_at_foot, new_paragraph
from gongkai.documents.official.docx_head import off_grid
from gongkai.documents.official.docx_page import draw_border, write_page_numbers
from gongkai.documents.official.pdf import Imprint, imprint_of
from gongkai.documents.reports import docx_styles
from gongkai.rules.document_kinds import Layout

_SIZE, _PITCH, _RULE = 14, 21, 2
# In eighths of a point: 0.35 mm and 0.25 mm.
_THICK, _THIN = 8, 6


def write_imprint(word: Any, document: OfficialDocument) -> None:
    """Write 版记 on the last page, or in a section that begins on an even one.

    Word breaks pages by itself; whether 版记 has a page of its own is taken over from the PDF.
    """
    rows = _rows(document)
    if not rows:
        return
    place = imprint_of(document)
    if place is not Imprint.BELOW_TEXT:
        section = word.add_section(WD_SECTION.EVEN_PAGE)
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False
        if place is Imprint.NEXT_PAGE:
            write_page_numbers(section)
    bare = document.layout is Layout.LETTER
    anchor = word.add_paragraph()
    anchor.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    anchor.paragraph_format.line_spacing = Pt(1)
    lines = sum(_lines(label, text) for label, text in rows)
    height = lines * _PITCH + (0 if bare else (len(rows) + 1) * _RULE)
    content = box_at_foot(anchor, width=156 * 72 / 25.4, height=height)
    for number, parts in enumerate(rows):
        if not bare:
            _rule(content, _THICK if number == 0 else _THIN)
        _write_row(new_paragraph(content), parts)
    if not bare:
        _rule(content, _THICK)


def _rows(document: OfficialDocument) -> list[tuple[str, str]]:
    rows = []
    if document.imprint_copies:
        rows.append(("抄送：", document.imprint_copies))
    printed = document.printed_by or document.imprint_day
    if printed and document.layout is not Layout.LETTER:
        rows.append((document.printed_by, f"\t{document.imprint_day}"))
    return rows


def _write_row(paragraph: Any, parts: tuple[str, str]) -> None:
    label, text = parts
    style = paragraph.paragraph_format
    style.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.line_spacing = Pt(_PITCH)
    style.right_indent = Pt(_SIZE)
    if text.startswith("\t"):
        style.left_indent = Pt(_SIZE)
        style.tab_stops.add_tab_stop(Mm(156) - Pt(_SIZE), WD_TAB_ALIGNMENT.RIGHT)
    else:
        style.left_indent = Pt(_SIZE * (len(label) + 1))
        style.first_line_indent = Pt(-_SIZE * len(label))
    docx_styles.set_run_face(paragraph.add_run(label + text), docx_styles.FANGSONG, _SIZE)


def _rule(content: Any, eighths: int) -> None:
    """Write a line from edge to edge: the text between two lines is indented, they are not."""
    paragraph = new_paragraph(content)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(_RULE)
    docx_styles.set_run_face(paragraph.add_run(""), docx_styles.FANGSONG, 1)
    draw_border(paragraph, "bottom", "single", eighths, space=0, colour="000000")
    off_grid(paragraph)


def _lines(label: str, text: str) -> int:
    """Return how many lines of 4号 a row takes."""
    if text.startswith("\t"):
        return 1
    fitting = int((156 * 72 / 25.4 - 2 * _SIZE) / _SIZE) - len(label)
    return -(-len(text) // fitting)
