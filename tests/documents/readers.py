"""Independent readers of the five formats: each gives the tables as full grids of text.

A place covered by a merged cell holds that cell's text. Blanks inside a text do not count.
"""

import io
import json
import re
import zipfile
from collections import defaultdict
from itertools import pairwise

import lxml.html
import openpyxl
import pdfplumber
from lxml import etree
from pdfplumber.utils import extract_text

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text):
    """Return `text` without any white space."""
    return re.sub(r"\s", "", text or "")


def html_tables(blob):
    """Expand rows and columns of each table as a browser does."""
    grids = []
    for table in lxml.html.fromstring(blob.decode()).iter("table"):
        places = {}
        for number, row in enumerate(table.iter("tr")):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while (number, column) in places:
                    column += 1
                for down in range(int(cell.get("rowspan", "1"))):
                    for right in range(int(cell.get("colspan", "1"))):
                        assert (number + down, column + right) not in places
                        places[number + down, column + right] = squeezed(cell.text_content())
        grids.append(_grid(places))
    return grids


def docx_tables(blob):
    """Read gridSpan and vMerge from the raw XML."""
    grids = []
    for table in document_xml(blob).iter(f"{WORD}tbl"):
        places = {}
        for number, row in enumerate(table.iterchildren(f"{WORD}tr")):
            column = 0
            for cell in row.iterchildren(f"{WORD}tc"):
                span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
                merge = cell.find(f"{WORD}tcPr/{WORD}vMerge")
                text = squeezed("".join(part.text or "" for part in cell.iter(f"{WORD}t")))
                if merge is not None and merge.get(f"{WORD}val", "continue") == "continue":
                    assert text == ""
                    text = places[number - 1, column]
                for _ in range(int(span.get(f"{WORD}val")) if span is not None else 1):
                    places[number, column] = text
                    column += 1
        grids.append(_grid(places))
    return grids


def document_xml(blob, part="word/document.xml"):
    """Return a part of an Office package, parsed."""
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return etree.fromstring(package.read(part))


def xlsx_tables(blob, first_row=3):
    """Read the sheets, whose tables begin in row 3, and unfold their merged ranges."""
    grids = []
    for sheet in openpyxl.load_workbook(io.BytesIO(blob)).worksheets[:-1]:
        places = {}
        for row in sheet.iter_rows(min_row=first_row):
            for cell in row:
                assert cell.data_type != "f"
                value = "" if cell.value is None else str(cell.value)
                places[cell.row - first_row, cell.column - 1] = squeezed(value)
        for merged in sheet.merged_cells.ranges:
            if merged.min_row >= first_row:
                text = places[merged.min_row - first_row, merged.min_col - 1]
                for row, column in merged.cells:
                    places[row - first_row, column - 1] = text
        grids.append(_grid(places))
    return grids


def pdf_tables(blob):
    """Find cells by the ruled lines; unfold each over the rows and columns it covers.

    A table that goes on over a page is joined, its repeated head told by the caller.
    """
    grids = []
    with pdfplumber.open(io.BytesIO(blob)) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                if len(table.cells) > 1:
                    grids.append(_unfolded(page, table))
    return grids


def _unfolded(page, table):
    lefts = _clustered(cell[0] for cell in table.cells)
    tops = _clustered(cell[1] for cell in table.cells)
    rights = [*lefts[1:], table.bbox[2]]
    bottoms = [*tops[1:], table.bbox[3]]
    places = {}
    for cell in table.cells:
        text = squeezed(extract_text(_inside(page.chars, cell)))
        for row, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
            for column, (left, right) in enumerate(zip(lefts, rights, strict=True)):
                x, y = (left + right) / 2, (top + bottom) / 2
                if cell[0] < x < cell[2] and cell[1] < y < cell[3]:
                    assert (row, column) not in places
                    places[row, column] = text
    return _grid(places)


def _inside(characters, box):
    # A bracket at the start of a line is set half into the margin, so its middle decides.
    left, top, right, bottom = box
    return [
        character
        for character in characters
        if left < (character["x0"] + character["x1"]) / 2 < right
        and top < (character["top"] + character["bottom"]) / 2 < bottom
    ]


def _clustered(values, apart=1.0):
    ordered = sorted(values)
    return ordered[:1] + [right for left, right in pairwise(ordered) if right - left > apart]


def pdf_text(blob):
    """Return the text of a PDF's pages without white space."""
    with pdfplumber.open(io.BytesIO(blob)) as pdf:
        return squeezed("".join(page.extract_text() for page in pdf.pages))


def json_report(blob):
    """Return the report JSON."""
    return json.loads(blob.decode("utf-8"))


def _grid(places):
    rows = defaultdict(dict)
    for (row, column), text in places.items():
        rows[row][column] = text
    width = {len(row) for row in rows.values()}
    assert len(width) == 1, width
    return [[rows[row][column] for column in range(len(rows[row]))] for row in range(len(rows))]
