"""The kinds of file that are taken in."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of file: its media type, the endings a name may have (the usual first), its name."""

    media_type: str
    endings: tuple[str, ...]
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("application/pdf", ("pdf",), "PDF文件")
DOCX = Kind(f"{_OFFICE}.wordprocessingml.document", ("docx",), "Word文档")
XLSX = Kind(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), "Excel表格")
OFD = Kind("application/ofd", ("ofd",), "OFD文件")
JPEG = Kind("image/jpeg", ("jpg", "jpeg"), "JPEG图片")
PNG = Kind("image/png", ("png",), "PNG图片")
TXT = Kind("text/plain", ("txt",), "文本文件")

KINDS = (PDF, DOCX, XLSX, OFD, JPEG, PNG, TXT)
READABLE = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)
"""What a form's file field accepts."""
TAKEN = "PDF、Word（.docx）、Excel（.xlsx）、OFD、图片（.jpg、.png）和文本（.txt）"
"""The kinds, as messages name them."""
