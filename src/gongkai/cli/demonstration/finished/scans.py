"""A report that was printed, signed and scanned: a PDF with a picture on every page."""

import zlib

import pypdfium2

_DOTS = 96 / 72
_WHITE = 255


def scanned(pdf: bytes) -> bytes:
    """Return a PDF as the office scanner would give it back: pictures only, no text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_picture(document, number) for number in range(len(document))]
    finally:
        document.close()
    return _written(pages)


def _picture(document: pypdfium2.PdfDocument, number: int) -> tuple[int, int, bytes]:
    page = document[number]
    bitmap = page.render(scale=_DOTS, grayscale=True)
    try:
        rows = bytes(bitmap.buffer)
        wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
    finally:
        bitmap.close()
        page.close()
    # Sixteen shades are what a scanner set to small files leaves.
    dots = b"".join(rows[row * stride : row * stride + wide] for row in range(high))
    return wide, high, dots.translate(bytes(min(_WHITE, each // 16 * 17) for each in range(256)))


def _written(pages: list[tuple[int, int, bytes]]) -> bytes:
    """Return a PDF (ISO 32000-1) of one picture a page; the same pictures give the same bytes."""
    first = 3
    kids = " ".join(f"{first + 3 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for number, (wide, high, dots) in enumerate(pages):
        at = first + 3 * number
        # A sheet never lies quite straight on the glass.
        drawing = f"q {wide} 3 -3 {high} 2 -2 cm /P Do Q".encode()
        packed = zlib.compress(dots, 9)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {at + 1} 0 R "
            f"/Resources << /XObject << /P {at + 2} 0 R >> >> >>".encode(),
            f"<< /Length {len(drawing)} >>\nstream\n".encode() + drawing + b"\nendstream",
            f"<< /Type /XObject /Subtype /Image /Width {wide} /Height {high} "
            "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode "
            f"/Length {len(packed)} >>\nstream\n".encode()
            + packed
            + b"\nendstream",
        ]
    return _with_index(objects)


def _with_index(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    index = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{index}\n%%EOF\n"
    return written + trailer.encode()
