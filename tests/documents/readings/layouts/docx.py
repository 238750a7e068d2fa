"""A report as a Word file: merged cells or none, runs torn apart, text boxes, own numbering."""

import io

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.readings.layouts.drawing import Grid, Role, placed

_TEXT_BOX = """<w:r {ns}><mc:AlternateContent
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>
<w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>
</w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>
<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""
_NUMBERING = """<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>"""
_NUMBER = '<w:num {ns} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
_DELETED = (
    '<w:del {ns} w:id="9" w:author="某" w:date="2024-01-02T00:00:00Z"><w:r><w:delText>{text}'
    "</w:delText></w:r></w:del>"
)


def docx_file(drawing, layout):
    """Return the bytes of a Word file."""
    document = docx.Document()
    chance = layout.random("docx")
    document.sections[0].header.paragraphs[0].text = "政府信息公开工作年度报告"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    numbered = layout.page["numbering"] and _all_sections(drawing)
    if numbered:
        _add_numbering(document)
    for block in drawing.blocks:
        if isinstance(block, Grid):
            _table(document, block, layout, chance)
        elif block.role is Role.TITLE and layout.page["title"] == "textbox":
            _text_box(document.add_paragraph(), block.printed)
        elif block.role is Role.HEADING:
            _heading(document, block, layout, numbered)
        else:
            _fill(document.add_paragraph(), block.printed, layout, chance)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _all_sections(drawing):
    # A list that leaves one out would number the others anew.
    headings = [block for block in drawing.blocks if getattr(block, "role", "") == Role.HEADING]
    return len(headings) == 6


def _add_numbering(document):
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    first.addprevious(parse_xml(_NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(_NUMBER.format(ns=nsdecls("w"))))


def _heading(document, block, layout, numbered):
    style = "Heading 1" if layout.page["headings"] == "styled" else None
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(block.text if numbered else block.printed).bold = True
    if numbered:
        properties = paragraph._p.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val = 0
        number.get_or_add_numId().val = 77


def _text_box(paragraph, text):
    inside = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    paragraph._p.append(parse_xml(_TEXT_BOX.format(ns=nsdecls("w"), inside=inside)))


def _fill(paragraph, text, layout, chance):
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_run().add_break()
        for piece in _pieces(line, layout, chance):
            paragraph.add_run(piece)
            if layout.page["runs"] == "split":
                paragraph._p.append(OxmlElement("w:proofErr", {qn("w:type"): "gramStart"}))


def _pieces(text, layout, chance):
    if layout.page["runs"] == "whole" or len(text) < 2:
        return [text]
    at = sorted(chance.sample(range(1, len(text)), min(3, len(text) - 1)))
    return [text[a:b] for a, b in zip([0, *at], [*at, len(text)], strict=True)]


def _table(document, grid, layout, chance):
    table = document.add_table(rows=len(grid.rows), cols=grid.columns)
    table.style = "Table Grid"
    # Every look-up of a cell walks the table, so each is fetched once.
    cells = [list(row.cells) for row in table.rows]
    for (row, column), cell in placed(grid.rows).items():
        first = cells[row][column]
        if cell.colspan > 1 or cell.rowspan > 1:
            first = first.merge(cells[row + cell.rowspan - 1][column + cell.colspan - 1])
        paragraph = first.paragraphs[0]
        if cell.path and cell.text and layout.page["revisions"] and chance.random() < 0.1:
            paragraph._p.append(parse_xml(_DELETED.format(ns=nsdecls("w"), text="70707")))
        _fill(paragraph, cell.text, layout, chance)
    document.add_paragraph()
