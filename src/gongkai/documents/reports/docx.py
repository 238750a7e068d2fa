"""The annual report as a Word document with real styles, fields and merged tables."""

import io
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.reports import docx_package, docx_styles
from gongkai.documents.reports.document import BlockKind, ReportDocument
from gongkai.documents.reports.grid import PlacedCell, PlacedTable
from gongkai.documents.reports.measures import CELL_MARGIN, TableMeasures, measured

_TWIPS_PER_MILLIMETRE = 1440 / 25.4
_NARROW_ROW, _WIDE_ROW = Mm(8.0), Mm(6.0)


def render_docx(document: ReportDocument) -> bytes:
    """Return `document` as DOCX, the same bytes for the same document."""
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
        remarks=document.mark_line,
        dated=document.dated,
    )
    _write_margins(word, document)
    _write_opening(word, document)
    for section in document.sections:
        heading = word.add_paragraph(section.title, style="Heading 1")
        if section.tables:
            heading.paragraph_format.space_after = Pt(6)
        for block in section.blocks:
            style = "Heading 2" if block.kind is BlockKind.SUBHEADING else docx_styles.BODY_STYLE
            word.add_paragraph(block.text, style=style)
        for table in section.tables:
            _write_table(word, table)
    _write_signature(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _write_margins(word: Any, document: ReportDocument) -> None:
    section = word.sections[0]
    docx_styles.add_page_number(section.footer.paragraphs[0])
    if document.marks:
        header = section.header.paragraphs[0]
        header.style = docx_styles.MARK_STYLE
        header.add_run(document.mark_line)


def _write_opening(word: Any, document: ReportDocument) -> None:
    for note in document.notes:
        word.add_paragraph(note, style=docx_styles.NOTE_STYLE)
    if document.notes:
        word.add_paragraph(style=docx_styles.MARK_STYLE)
    title = word.add_paragraph(style="Title")
    organ, kind = document.title_lines
    title.add_run(organ).add_break(WD_BREAK.LINE)
    title.add_run(kind)
    for line in document.opening:
        word.add_paragraph(line, style=docx_styles.BODY_STYLE)


def _write_signature(word: Any, document: ReportDocument) -> None:
    word.add_paragraph(style=docx_styles.BODY_STYLE)
    for line in document.signature:
        paragraph = word.add_paragraph(line, style=docx_styles.SIGNATURE_STYLE)
        paragraph.paragraph_format.keep_with_next = line != document.signature[-1]


def _write_table(word: Any, spec: PlacedTable) -> None:
    measures = measured(spec)
    table = word.add_table(rows=spec.rows, cols=spec.columns, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _describe(table, spec.caption)
    for column, width in zip(table.columns, measures.widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(table.rows):
        row.height = _WIDE_ROW if spec.is_wide else _NARROW_ROW
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))
        if number < spec.head:
            properties.append(OxmlElement("w:tblHeader"))
    grid = [row.cells for row in table.rows]
    for entry in spec.cells:
        cell = grid[entry.row][entry.column]
        if entry.is_merged:
            cell = cell.merge(grid[entry.last_row][entry.last_column])
            for surplus in cell.paragraphs[1:]:
                cell._tc.remove(surplus._p)
        cell.width = Mm(measures.width(entry))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write_cell(cell.paragraphs[0], entry, measures, centred=spec.is_centred(entry))
    for paragraph in table._tbl.iter(qn("w:p")):
        # By its id, which equals the name: looking styles up by name takes longer than all else.
        # Covered cells need the style too, for Word gives their empty lines height.
        paragraph.style = docx_styles.TABLE_STYLE
    _keep_on_one_page(table)
    # A table needs a paragraph after it, which also sets it off from what follows.
    word.add_paragraph(style=docx_styles.TABLE_STYLE)


def _write_cell(
    paragraph: Any, entry: PlacedCell, measures: TableMeasures, *, centred: bool
) -> None:
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(entry.text)
    if measures.size != docx_styles.TABLE_SIZE:
        run.font.size = Pt(measures.size)
    characters = measures.line_length(entry)
    if characters is not None:
        room = Mm(measures.width(entry) - 2 * CELL_MARGIN)
        indent = max(0, (room - Pt((characters + 0.1) * measures.size)) // 2)
        paragraph.paragraph_format.left_indent = indent
        paragraph.paragraph_format.right_indent = indent


def _describe(table: Any, text: str) -> None:
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side, width in (
        ("top", 0.4),
        ("left", CELL_MARGIN),
        ("bottom", 0.4),
        ("right", CELL_MARGIN),
    ):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(width * _TWIPS_PER_MILLIMETRE)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins)
    look.addnext(caption)


def _keep_on_one_page(table: Any) -> None:
    for row in table._tbl.tr_lst[:-1]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()
