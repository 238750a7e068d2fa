"""Giving a document its number (发文字号), without gaps in each series of a year."""

from gongkai.publications.models import OfficialDocument
from gongkai.publications.operations.numbering import next_number
from gongkai.publications.queries.documents.numbers import series_key


def document_number(document: OfficialDocument, year: int) -> str:
    """Return the next number of a document's series, e.g. 某公积金发〔2024〕3号.

    It is held until the transaction ends and undone with it, so that none is ever left out.
    """
    number = next_number(document.agency, year, series_key(document.series))
    return f"{document.series}〔{year}〕{number}号"
