"""The text of an official document in Word: levels, paragraphs, tables."""

from collections.abc import Iterable
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.documents.official.body import BodyBlock, BodyHeading, BodyParagraph, BodyTable
from gongkai.documents.official.content import column_widths
from gongkai.documents.reports import docx_styles

_FACES = {
    1: docx_styles.HEITI,
    2: docx_styles.KAITI,
    3: docx_styles.FANGSONG,
    4: docx_styles.FANGSONG,
}
_TABLE_SIZE = 12
_TYPE_WIDTH = 442


def write_body(word: Any, body: Iterable[BodyBlock]) -> None:
    """Write blocks: 黑体 for the first level, 楷体 for the second, 仿宋 else (第7.3.3条)."""
    for block in body:
        if isinstance(block, BodyParagraph):
            word.add_paragraph(block.text, style=docx_styles.BODY_STYLE)
        elif isinstance(block, BodyHeading):
            _write_heading(word, block)
        else:
            _write_table(word, block)


def _write_heading(word: Any, heading: BodyHeading) -> None:
    paragraph = word.add_paragraph(style=docx_styles.BODY_STYLE)
    run = paragraph.add_run(heading.text)
    docx_styles.set_run_face(run, _FACES[heading.level], docx_styles.BODY_SIZE)
    if heading.rest:
        paragraph.add_run(heading.rest)
        return
    paragraph.paragraph_format.keep_with_next = True
    # Word's outline shows the levels although their look is the document's own.
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(heading.level - 1))
    paragraph._p.get_or_add_pPr().append(level)


def _write_table(word: Any, told: BodyTable) -> None:
    if told.caption:
        caption = word.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        docx_styles.set_run_face(caption.add_run(told.caption), docx_styles.HEITI, 14)
    widths = column_widths(told)
    table = word.add_table(len(told.rows), len(widths), style="Table Grid")
    table.autofit = False
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(told.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            last_row = min(number + cell.rowspan, len(told.rows)) - 1
            last_column = min(column + cell.colspan, len(widths)) - 1
            if column > last_column:
                break
            taken.update(
                (down, across)
                for down in range(number, last_row + 1)
                for across in range(column, last_column + 1)
            )
            made = table.cell(number, column).merge(table.cell(last_row, last_column))
            _write_cell(made, cell.text, is_header=number < told.header_rows)
            column = last_column + 1
    share = _TYPE_WIDTH / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width * share)
        for made in column.cells:
            made.width = Pt(width * share)
    for row in table.rows[: told.header_rows]:
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)


def _write_cell(cell: Any, text: str, *, is_header: bool) -> None:
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    face = docx_styles.HEITI if is_header else docx_styles.FANGSONG
    docx_styles.set_run_face(paragraph.add_run(text), face, _TABLE_SIZE)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    short = len(text) <= 14
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if short else WD_ALIGN_PARAGRAPH.LEFT
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
