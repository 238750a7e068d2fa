"""A form on paper as a Word document to fill in."""

import io
from datetime import date
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from gongkai.documents.paper_forms.document import Batch, Cell, PaperForm, Section
from gongkai.documents.reports import docx_package, docx_styles

_INK, _GREY = RGBColor(0x1F, 0x4E, 0x8C), RGBColor(0x52, 0x60, 0x6D)
_SIZE, _HEADING, _NOTE = 10.5, 11, 8.5
_WIDTHS = (30, 55, 30, 55)
_TALL = 22


def form_docx(form: PaperForm, dated: date) -> bytes:
    """Return a form as DOCX, the same bytes for the same form and day."""
    word = docx.Document()
    docx_package.clean_template(word)
    docx_package.set_chinese_settings(word)
    docx_styles.define_styles(word)
    docx_package.name_substitutes(word)
    _set_page(word.sections[0])
    docx_package.set_properties(
        word, title=form.title, organ=form.organ, remarks="　".join(form.marks), dated=dated
    )
    _write_marks(word, form)
    _line(word, form.organ, docx_styles.SONGTI, _HEADING, WD_ALIGN_PARAGRAPH.CENTER)
    title = word.add_paragraph(style="Title")
    title.paragraph_format.space_after = Pt(4)
    docx_styles.set_run_face(title.add_run(form.title), docx_styles.TITLE_FACE, 18)
    _line(word, f"办理事项：{form.item}　　　　受理编号：____________", docx_styles.SONGTI, 9.5)
    for section in form.sections:
        _write_section(word, section)
    if form.batch is not None:
        _write_batch(word, form.batch)
    if form.materials:
        _heading(word, "所附材料")
        for name, is_needed in form.materials:
            remark = "" if is_needed else "（符合相应情形的提供）"
            _line(word, f"☐ {name}{remark}", docx_styles.SONGTI, _SIZE)
    _write_declaration(word, form)
    for note in form.notes:
        _line(word, f"注：{note}", docx_styles.SONGTI, _NOTE, colour=_GREY)
    buffer = io.BytesIO()
    word.save(buffer)
    return docx_package.repacked(buffer.getvalue())


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.left_margin = section.right_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _write_marks(word: Any, form: PaperForm) -> None:
    section = word.sections[0]
    if form.marks:
        header = section.header.paragraphs[0]
        header.style = docx_styles.MARK_STYLE
        header.add_run("　".join(form.marks))
    docx_styles.add_page_number(section.footer.paragraphs[0])


def _write_section(word: Any, section: Section) -> None:
    _heading(word, section.title)
    lines = list(section.lines())
    table = _table(word, len(lines), _WIDTHS)
    for row, cells in zip(table.rows, lines, strict=True):
        if any(cell.is_tall for cell in cells):
            row.height = Mm(_TALL)
        for place, cell in enumerate(cells):
            _fill(row.cells[2 * place], cell.label + _optional(cell), is_label=True)
            _fill(row.cells[2 * place + 1], cell.text, is_written=not cell.options)
        if len(cells) == 1 and cells[0].is_wide:
            row.cells[1].merge(row.cells[3])
        elif len(cells) == 1:
            row.cells[2].merge(row.cells[3])


def _optional(cell: Cell) -> str:
    return "" if cell.is_needed else "（需要时填）"


def _write_batch(word: Any, batch: Batch) -> None:
    _heading(word, batch.title)
    rest = (170 - 10) / (len(batch.columns) - 1)
    table = _table(word, len(batch.rows) + 1, (10, *(rest,) * (len(batch.columns) - 1)))
    for cell, text in zip(table.rows[0].cells, batch.columns, strict=True):
        _fill(cell, text, is_label=True)
    _repeat(table.rows[0])
    for row, told in zip(table.rows[1:], batch.rows, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, told, strict=True)):
            _fill(cell, text, is_written=place > 0, size=8)


def _write_declaration(word: Any, form: PaperForm) -> None:
    word.add_paragraph().paragraph_format.line_spacing = Pt(6)
    table = _table(word, 1, (170,))
    whole = OxmlElement("w:cantSplit")
    table.rows[0]._tr.get_or_add_trPr().append(whole)
    cell = table.rows[0].cells[0]
    _fill(cell, form.declaration)
    for _ in range(2):
        _plain(cell.add_paragraph())
    line = cell.add_paragraph()
    _plain(line)
    for signer, signed in zip(form.signers, form.signed, strict=True):
        docx_styles.set_run_face(line.add_run(f"{signer}："), docx_styles.SONGTI, _SIZE)
        _written(line, f"{signed}　　　　　　" if signed else "　　　　　　　　　　", _SIZE)


def _table(word: Any, rows: int, widths: tuple[float, ...]) -> Any:
    table = word.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _repeat(row: Any) -> None:
    """Have a row of headings stand on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _fill(
    cell: Any, text: str, *, is_label: bool = False, is_written: bool = False, size: float = _SIZE
) -> None:
    paragraph = cell.paragraphs[0]
    _plain(paragraph)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2.5)
    if is_label:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if is_written:
        _written(paragraph, text, size)
    else:
        docx_styles.set_run_face(paragraph.add_run(text), docx_styles.SONGTI, size)


def _written(paragraph: Any, text: str, size: float) -> None:
    """Write what somebody filled in, told from the form itself by face and colour."""
    run = paragraph.add_run(text)
    docx_styles.set_run_face(run, docx_styles.KAITI, size)
    run.font.color.rgb = _INK


def _heading(word: Any, text: str) -> None:
    paragraph = word.add_paragraph(style="Heading 1")
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.line_spacing = Pt(20)
    # The style's own indent is in characters, which go before points.
    paragraph._p.pPr.ind.set(qn("w:firstLineChars"), "0")
    docx_styles.set_run_face(paragraph.add_run(text), docx_styles.HEITI, _HEADING)


def _line(
    word: Any,
    text: str,
    face: str,
    size: float,
    alignment: Any = WD_ALIGN_PARAGRAPH.LEFT,
    colour: Any = None,
) -> None:
    paragraph = word.add_paragraph()
    _plain(paragraph)
    paragraph.alignment = alignment
    run = paragraph.add_run(text)
    docx_styles.set_run_face(run, face, size)
    if colour is not None:
        run.font.color.rgb = colour


def _plain(paragraph: Any) -> None:
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.paragraph_format.first_line_indent = Pt(0)
