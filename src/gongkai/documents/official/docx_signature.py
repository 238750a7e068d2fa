"""Signature and day of an official document in Word: GB/T 9704-2012 第7.3.5条."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt

from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.docx_head import clear_cell_margins
from gongkai.documents.reports import docx_styles

_SIZE, _PITCH = docx_styles.BODY_SIZE, docx_styles.LINE_PITCH
_TYPE_WIDTH = 442.0
_STEP = _TYPE_WIDTH / 28
_SEALS_APART = 125


def write_signature(word: Any, document: OfficialDocument) -> None:
    """Write the organs and the day, with room for seals or without."""
    if not document.has_seal:
        _write_unsealed(word, document)
    elif len(document.organs) == 1:
        _write_sealed(word, document)
    else:
        _write_joint(word, document)


def _write_sealed(word: Any, document: OfficialDocument) -> None:
    """Write the day four characters in and the organ centred above it: 第7.3.5.1条."""
    day, organ = _width(document.date_text), _width(document.organs[0])
    centre = max(4 * _STEP + day / 2, organ / 2)
    for line in (document.organs[0], document.date_text):
        paragraph = word.add_paragraph(line)
        # Both stand on one axis, whatever the width of the digits in the typeface at hand.
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.left_indent = Pt(max(_TYPE_WIDTH - 2 * centre, 0))
        if line is document.organs[0]:
            paragraph.paragraph_format.space_before = Pt(1.6 * _PITCH)
            paragraph.paragraph_format.keep_with_next = True


def _write_unsealed(word: Any, document: OfficialDocument) -> None:
    """Write the organs two characters in, the day's first two further right: 第7.3.5.2条."""
    for place, organ in enumerate(document.organs):
        is_last = place == len(document.organs) - 1
        day, width = _width(document.date_text), _width(organ)
        inset = 4 * _STEP + day - width if is_last and day > width else 2 * _STEP
        paragraph = _right(word, organ, max(inset, 0))
        paragraph.paragraph_format.keep_with_next = True
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(_PITCH)
        if is_last:
            start = _TYPE_WIDTH - max(inset, 0) - width
            dated = word.add_paragraph(document.date_text)
            dated.paragraph_format.left_indent = Pt(max(start, 0) + 2 * _STEP)


def _write_joint(word: Any, document: OfficialDocument) -> None:
    """Write the organs so that no two seals touch, the day below the last: 第7.3.5.1条."""
    longest = max(map(len, document.organs))
    columns = min(len(document.organs), 3 if longest <= 9 else 2)
    count = len(document.organs)
    rows = -(-count // columns)
    spacer = word.add_paragraph()
    spacer.paragraph_format.space_after = Pt(_PITCH * 0.6)
    table = word.add_table(rows, columns)
    full = count - count % columns
    before = (columns - count % columns) % columns
    for place, organ in enumerate(document.organs):
        at = place if place < full else place + before
        cell = table.cell(at // columns, at % columns)
        paragraph = cell.paragraphs[0]
        paragraph.add_run(organ)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if place == count - 1:
            dated = cell.add_paragraph(document.date_text)
            dated.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif at // columns < rows - 1:
            table.rows[at // columns].height = Pt(_SEALS_APART)
    clear_cell_margins(table)
    spacer.paragraph_format.keep_with_next = True
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _right(word: Any, text: str, inset: float) -> Any:
    paragraph = word.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.right_indent = Pt(inset)
    return paragraph


def _width(text: str) -> float:
    return sum(_STEP / 2 if character.isascii() else _STEP for character in text)
