"""Files of the demonstration's items: papers, plain text, and pictures of a page."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2

from gongkai.cli.demonstration.requests.papers import paper

_DOTS = 100 / 72
# Title and lines of a paper, without its head, as shares of the page.
_LEFT, _TOP, _RIGHT, _BOTTOM = 0.12, 0.25, 0.88, 0.49


def made(told: Mapping[str, Any], organ: str, dated_on: date) -> bytes:
    """Return the bytes of a file as its ending says."""
    if "text" in told:
        return str(told["text"]).encode()
    pdf = paper(organ, told["paper"], told["lines"], dated_on)
    return _picture(pdf) if told["name"].endswith(".png") else pdf


def _picture(pdf: bytes) -> bytes:
    """Return title and first lines of a paper as PNG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_DOTS, grayscale=True).to_pil()
    finally:
        document.close()
    wide, high = picture.size
    shown = picture.crop(
        (int(wide * _LEFT), int(high * _TOP), int(wide * _RIGHT), int(high * _BOTTOM))
    )
    written = BytesIO()
    shown.save(written, "PNG", optimize=True)
    return written.getvalue()
