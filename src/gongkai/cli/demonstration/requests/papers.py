"""Papers of the living cases, made for them: one page, and where its lines stand."""

from collections.abc import Sequence
from datetime import date

import pypdfium2

from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.letters.pdf import letter_pdf

Box = tuple[float, float, float, float]
# A little more than the letters themselves, as a hand would mark them: in points.
_MARGIN = 2.0


def paper(organ: str, title: str, lines: Sequence[str], dated_on: date) -> bytes:
    """Return a paper as PDF that says 演示数据 on its page."""
    document = LetterDocument(
        organ=organ,
        title=title,
        addressee="",
        paragraphs=tuple(lines),
        number=f"演示〔{dated_on.year}〕1号",
        dated_on=dated_on,
        is_demonstration=True,
    )
    return letter_pdf(document)


def box_of(pdf: bytes, text: str) -> Box:
    """Return the box around a text of the first page, as shares of it from the top left.

    :raises LookupError: if the text is not there
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        words = page.get_textpage()
        found = words.search(text).get_next()
        if found is None:
            raise LookupError(text)
        boxes = [words.get_charbox(found[0] + number) for number in range(found[1])]
        width, height = page.get_size()
    finally:
        document.close()
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (
        (left - _MARGIN) / width,
        1 - (top + _MARGIN) / height,
        (right + _MARGIN) / width,
        1 - (bottom - _MARGIN) / height,
    )
