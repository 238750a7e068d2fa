"""The head of an official document in Word: corner, red mark, number, red line."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.docx_page import draw_border
from gongkai.documents.reports import docx_styles
from gongkai.rules.document_kinds import Layout

_RED = RGBColor(0xE6, 0x00, 0x12)
_MM = 72 / 25.4
_CORNER_LINES = 3
_NARROWEST = 0.6
# Points that are left of 4 mm below the number's own line.
_TO_LINE = 5
_LARGEST, _LARGEST_LETTER, _LARGEST_JOINT = 52.0, 44.0, 34.0
_PITCH, _SIZE = docx_styles.LINE_PITCH, docx_styles.BODY_SIZE


def write_head(word: Any, document: OfficialDocument) -> None:
    """Write everything above the title: GB/T 9704-2012 第7.2条, 第10.1条, 第10.3条."""
    if document.layout is Layout.LETTER:
        _write_letter_head(word, document)
        return
    _write_corner(word, document, _CORNER_LINES)
    if len(document.head) == 1:
        text = document.head[0] + document.head_word
        size, ratio = _mark_size(len(text), _LARGEST, 152)
        mark = _mark(word.add_paragraph(), text, size, ratio)
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # 35 mm to the ink of the mark, less three lines and what its own line has above the ink.
        mark.paragraph_format.space_before = Pt(35.7 * _MM - _CORNER_LINES * _PITCH - 0.12 * size)
    else:
        _write_joint_mark(word, document)
    _write_number(word, document)


def _mark_size(count: int, most: float, width: float) -> tuple[float, float]:
    """Return size in points and how narrow, so that a mark fills at most `width` mm."""
    size = min(most, width * _MM / (count * _NARROWEST))
    return round(size * 2) / 2, min(1.0, width * _MM / (count * size))


def _mark(paragraph: Any, text: str, size: float, ratio: float) -> Any:
    run = paragraph.add_run(text)
    docx_styles.set_run_face(run, docx_styles.TITLE_FACE, size)
    run.font.color.rgb = _RED
    properties = run._r.get_or_add_rPr()
    if ratio < 1:
        narrow = OxmlElement("w:w")
        narrow.set(qn("w:val"), str(int(ratio * 100)))
        properties.insert_element_before(narrow, "w:kern", "w:position", "w:sz", "w:szCs")
    off_grid(paragraph)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(round(size * 1.15, 1))
    return paragraph


def _write_joint_mark(word: Any, document: OfficialDocument) -> None:
    """Write the organs' names below one another, spread to one width, 文件 beside them: 7.2.4."""
    longest = max(map(len, document.head))
    columns = longest + len(document.head_word)
    size, ratio = _mark_size(columns, _LARGEST_JOINT, 152)
    spacer = word.add_paragraph()
    off_grid(spacer)
    spacer.paragraph_format.line_spacing = Pt(35.7 * _MM - _CORNER_LINES * _PITCH - 0.12 * size)
    table = word.add_table(len(document.head), 2 if document.head_word else 1)
    table.autofit = False
    table.alignment = 1
    width = longest * size * ratio + 6
    table.columns[0].width = Pt(width)
    if document.head_word:
        table.columns[1].width = Pt(2.4 * size * ratio)
    for row, line in zip(table.rows, document.head, strict=True):
        cell = row.cells[0]
        cell.width = Pt(width)
        _mark(cell.paragraphs[0], line, size, ratio)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
    if document.head_word:
        beside = table.cell(0, 1).merge(table.cell(len(document.head) - 1, 1))
        beside.width = Pt(2.4 * size * ratio)
        for extra in beside.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        _mark(beside.paragraphs[0], document.head_word, size, ratio)
        beside.vertical_alignment = 1
    clear_cell_margins(table)


def _write_corner(word: Any, document: OfficialDocument, lines: int) -> None:
    for place in range(max(lines, len(document.corner))):
        role, text = document.corner[place] if place < len(document.corner) else ("", "")
        paragraph = word.add_paragraph()
        run = paragraph.add_run(text)
        if role == "mark":
            docx_styles.set_run_face(run, docx_styles.HEITI, _SIZE)


def _write_number(word: Any, document: OfficialDocument) -> None:
    """Write the number, who signs beside it, and the red line 4 mm below: 7.2.5 to 7.2.7."""
    rows = [document.signatories[at : at + 2] for at in range(0, len(document.signatories), 2)]
    for place, names in enumerate(rows or [()]):
        paragraph = word.add_paragraph()
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(2 * _PITCH)
        number = document.number_text if place == max(len(rows) - 1, 0) else ""
        if not rows:
            paragraph.add_run(number)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        paragraph.paragraph_format.left_indent = Pt(_SIZE)
        stop = Mm(156) - Pt(_SIZE)
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{number}\t")
        if place == 0:
            paragraph.add_run("签发人：")
        shown = paragraph.add_run("　".join(names))
        docx_styles.set_run_face(shown, docx_styles.KAITI, _SIZE)
    if document.layout is Layout.MINUTES:
        _write_issued(word, document)
    # The line reaches from edge to edge although the text above it may not.
    line = word.add_paragraph()
    off_grid(line)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(1)
    draw_border(line, "bottom", "single", 12, space=_TO_LINE)


def _write_issued(word: Any, document: OfficialDocument) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Pt(_SIZE)
    stop = Mm(156) - Pt(_SIZE)
    paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{document.organs[0]}\t{document.date_text}")


def _write_letter_head(word: Any, document: OfficialDocument) -> None:
    text = "".join(document.head[:1])
    size, ratio = _mark_size(len(text), _LARGEST_LETTER, 164)
    section = word.sections[0]
    section.header_distance = Mm(30.7) - Pt(0.12 * size)
    header = section.first_page_header
    mark = header.paragraphs[0]
    if document.marks:
        mark = header.add_paragraph()
    _mark(mark, text, size, ratio)
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # The lines are 170 mm long and centred on the paper: 8 mm beyond the type area and 6 mm.
    mark.paragraph_format.left_indent, mark.paragraph_format.right_indent = Mm(-8), Mm(-6)
    draw_border(mark, "bottom", "thickThinSmallGap", 18, space=2)
    number = word.add_paragraph(document.number_text)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number.paragraph_format.space_before = Pt(0)
    _write_corner(word, document, 0)


def off_grid(paragraph: Any) -> None:
    """Take a paragraph off the grid of lines: its own height holds."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(snap, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def clear_cell_margins(table: Any) -> None:
    """Take away the space that Word leaves at the sides of cells."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
