"""Pages that hold no text to read: scans, pictures, writing turned into outlines."""

from collections.abc import Sequence

from gongkai.documents.readings.pages.glyphs import Page

_LEAST_TEXT = 100
_TEXT_OF_PAGE = 60
_LARGE = 0.5
_UNREADABLE = 0.05


def is_pictures(pages: Sequence[Page]) -> bool:
    """Test if the document is scanned: hardly any visible text, or most pages are pictures."""
    written = sum(_text(page) for page in pages)
    full = [page for page in pages if page.glyphs or page.picture or page.hidden]
    return written < _LEAST_TEXT or 2 * len(picture_pages(pages)) >= len(full)


def picture_pages(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of the pages that are one large picture with hardly any text."""
    return [page.number for page in pages if page.picture >= _LARGE and _text(page) < _TEXT_OF_PAGE]


def is_garbled(pages: Sequence[Page]) -> bool:
    """Test if the fonts do not tell what their characters mean."""
    unknown = sum(page.unknown for page in pages)
    return unknown > _UNREADABLE * sum(len(page.glyphs) for page in pages)


def _text(page: Page) -> int:
    return sum(not glyph.text.isspace() for glyph in page.glyphs)
