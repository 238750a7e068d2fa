"""Writes a report in a layout: the bytes of the file and what a reader must find in them."""

from documents.readings.layouts.docx import docx_file
from documents.readings.layouts.drawings import drawn, truth_of
from documents.readings.layouts.html import html_file
from documents.readings.layouts.pdf import pdf_file
from documents.readings.layouts.txt import txt_file
from documents.readings.layouts.xlsx import xlsx_file

_WRITERS = {
    "html": html_file,
    "docx": docx_file,
    "pdf": pdf_file,
    "xlsx": xlsx_file,
    "txt": txt_file,
}
FORMATS = tuple(_WRITERS)


def file_of(report, layout):
    """Return the bytes of a report in a layout, and its truth."""
    return written(drawn(report, layout), layout), truth_of(report, layout)


def written(drawing, layout):
    """Return the bytes of a drawing in a layout."""
    return _WRITERS[layout.format](drawing, layout)
