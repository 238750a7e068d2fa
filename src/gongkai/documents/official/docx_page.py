"""Page, grid and what stands outside the type area of an official document in Word."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.reports import docx_styles
from gongkai.rules.document_kinds import Layout

CHARACTERS, LINES = 28, 22
RED = "E60012"

_POINTS = 72 / 25.4
_FOOTER = Mm(20)
# What lifts the number so that its dashes stand 7 mm below the type area.
_LIFT = Mm(5.2)
_ONE = Pt(14)
# In twentieths of a point: 28 characters of 16 pt stand in 156 mm when each is a quarter closer.
_CLOSER = -5
_BORDER_FOLLOWERS = ("w:shd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def set_official_page(word: Any) -> None:
    """Set the margins and the grid of 22 lines by 28 characters (GB/T 9704-2012 5.2)."""
    section = word.sections[0]
    docx_styles.set_page(section)
    section.footer_distance = _FOOTER
    grid = section._sectPr.find(qn("w:docGrid"))
    # Lines alone: what a grid of characters does differs between Word, WPS and LibreOffice.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(225 * _POINTS * 20 / LINES)))
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(_CLOSER))
    properties = word.styles["Normal"].element.get_or_add_rPr()
    properties.insert_element_before(
        closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )
    _leave_no_gaps(word)
    word.settings.odd_and_even_pages_header_footer = True


def _leave_no_gaps(word: Any) -> None:
    """Let no gap stand between Chinese characters and digits."""
    properties = word.styles["Normal"].element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        gap = OxmlElement(name)
        gap.set(qn("w:val"), "0")
        followers = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
        properties.insert_element_before(gap, *followers)


def write_margins(word: Any, document: OfficialDocument) -> None:
    """Write page numbers outside (7.5), marks of drafts, and a letter's lines on its first page."""
    section = word.sections[0]
    write_page_numbers(section)
    headers = [section.header, section.even_page_header]
    if document.layout is Layout.LETTER:
        section.different_first_page_header_footer = True
        headers.append(section.first_page_header)
        foot = section.first_page_footer.paragraphs[0]
        foot.paragraph_format.left_indent = Mm(-8)
        foot.paragraph_format.right_indent = Mm(-6)
        foot.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        foot.paragraph_format.line_spacing = Pt(1)
        draw_border(foot, "bottom", "thinThickSmallGap", 18, space=0)
    if document.marks:
        for header in headers:
            header.paragraphs[0].style = docx_styles.MARK_STYLE
            header.paragraphs[0].add_run("　".join(document.marks))


def write_page_numbers(section: Any) -> None:
    """Write page numbers at the right of odd pages and the left of even ones, one character in."""
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        docx_styles.add_page_number(paragraph)
        paragraph.alignment = side
        paragraph.paragraph_format.space_after = _LIFT
        if side == WD_ALIGN_PARAGRAPH.RIGHT:
            paragraph.paragraph_format.right_indent = _ONE
        else:
            paragraph.paragraph_format.left_indent = _ONE


def draw_border(
    paragraph: Any, side: str, kind: str, eighths: int, *, space: int, colour: str = RED
) -> None:
    """Draw a line at a side of a paragraph, `eighths` of a point thick and `space` points away."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", eighths), ("space", space), ("color", colour)):
        border.set(qn(f"w:{name}"), str(value))
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, *_BORDER_FOLLOWERS)
