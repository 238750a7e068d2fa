"""Office packages written part by part, so that a test says exactly what is in them."""

import io
import zipfile

WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_SHEET_NAMES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """Return a ZIP file of parts by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rewritten(content, **changes):
    """Return a package in which parts, named by their last word, are changed by functions."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        change = changes.get(name.rpartition("/")[2].partition(".")[0])
        if change is not None:
            parts[name] = change(parts[name])
    return zipped(parts)


def docx_file(body, **parts):
    """Return a Word file of body XML; `styles`, `numbering` and `relations` hold what is inside."""
    made = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>",
    }
    for part in ("styles", "numbering"):
        if part in parts:
            made[f"word/{part}.xml"] = f"<w:{part} {WORD_NAMES}>{parts[part]}</w:{part}>"
    if "relations" in parts:
        made["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{_RELATIONS}">{parts["relations"]}</Relationships>'
        )
    return zipped(made | parts.get("more", {}))


def paragraph(text, properties=""):
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(*rows):
    """Return a table of rows of cells; a cell is a text, or its properties and its content."""
    made = []
    for row in rows:
        cells = []
        for cell in row:
            properties, content = cell if isinstance(cell, tuple) else ("", paragraph(cell))
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def xlsx_file(sheet_data, *, after="", before="", **parts):
    """Return a workbook of one sheet, given what stands in and around its `sheetData`."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {_SHEET_NAMES}><sheets><sheet name="表" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship '
            'Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {_SHEET_NAMES}>{before}<sheetData>"
            f"{sheet_data}</sheetData>{after}</worksheet>",
        }
        | parts
    )
