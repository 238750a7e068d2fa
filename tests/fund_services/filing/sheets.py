"""Workbooks of batches, written as an employer's office writes them."""

import io

import openpyxl


def changed(content, change):
    """Return a workbook's bytes after something was done to its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def cells(content, sheet=0):
    """Return the rows of a workbook's sheet as values."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]
