"""Files as people send them, and as attackers do."""

import io
import struct
import zipfile
import zlib

PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CONTENT_TYPES = b'<?xml version="1.0"?><Types><Override PartName="/word/document.xml"/></Types>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def pdf(*inside):
    """Return a PDF with further objects in it."""
    return PDF.replace(b"trailer", b"\n".join(inside) + b"\ntrailer")


def png(width=10, height=10):
    """Return a PNG of a size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + body + b"\0\0\0\0IEND\xaeB`\x82"


def jpeg(width=10, height=10):
    """Return a JPEG of a size."""
    app = b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"
    return b"\xff\xd8" + app + frame + b"\xff\xda\x00\x08\1\1\0\0\x3f\0\0\xff\xd9"


def package(parts=(), main="word/document.xml", method=zipfile.ZIP_DEFLATED):
    """Return an Office or OFD package with further parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(main, b"<document/>")
        for name, content in dict(parts).items():
            archive.writestr(name, content)
    return written.getvalue()


def locked_package():
    """Return a package whose parts claim a password."""
    content = bytearray(package())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)
