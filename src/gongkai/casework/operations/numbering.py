"""Giving numbers without gaps: one after the other, kept by the transaction that uses them."""

from datetime import datetime

from django.db import connection

from gongkai.agencies.models import Agency
from gongkai.casework.models import Letter, NumberSeries, RegisteredNumber

REQUESTS = "request"
MATTERS = "matter"


# One statement on every database: the row is made on first use and held from then on.
_NEXT = """
    INSERT INTO casework_numberseries ("agency_id", "year", "series", "last") VALUES (%s, %s, %s, 1)
    ON CONFLICT ("agency_id", "year", "series")
    DO UPDATE SET "last" = casework_numberseries."last" + 1
    RETURNING "id", "last"
"""


def next_in(agency: Agency, year: int, series: str) -> tuple[int, int]:
    """Return a series' key and its next number, held until the transaction ends; undone with it."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, year, series])
        key, number = cursor.fetchone()
    return key, number


def skip_numbers(agency: Agency, year: int, series: str, used: int) -> None:
    """Go on after a number that was given elsewhere, so that a series never gives it again."""
    rows = NumberSeries.objects.filter(agency=agency, year=year, series=series, last__lt=used)
    rows.update(last=used)


def register_number(agency: Agency, year: int, prefix: str = "SQ", series: str = REQUESTS) -> str:
    """Return the next register number of a year, e.g. SQ2026-00012."""
    _key, number = next_in(agency, year, series)
    return f"{prefix}{year}-{number:05}"


def letter_number(letter: Letter, *, year: int, series: str, at: datetime) -> str:
    """Give a letter the next number of its series, e.g. 葫公积金公开答〔2026〕3号, on record."""
    key, number = next_in(letter.request.agency, year, series)
    text = f"{series}〔{year}〕{number}号"
    RegisteredNumber.objects.create(
        series_id=key, number=number, letter=letter, text=text, registered_at=at
    )
    return text
