"""Text pasted from Word, WPS or a page: its structure kept, everything else dropped."""

from gongkai.documents.drafts.html_reading import read_blocks
from gongkai.documents.drafts.html_writing import html_of


def clean_pasted(html: str) -> str:
    """Return pasted HTML as simple HTML; cleaning it again changes nothing.

    Kept: headings (as h2 to h4), paragraphs, lists, tables with merged cells, links to pages,
    pictures that readers can reach, bold, raised and lowered characters. Dropped: styles, fonts,
    comments, hidden text, scripts, forms, everything of Office's own.

    :raises DraftRefused: if there is more of it than a document can have
    """
    return html_of(read_blocks(html))
