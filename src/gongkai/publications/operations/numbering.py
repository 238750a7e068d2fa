"""Giving numbers without gaps: one after the other, kept by the transaction that uses them."""

from django.db import connection

from gongkai.agencies.models import Agency

INDEX = "索引号"

# One statement on every database: the row is made on first use and held from then on.
_NEXT = """
    INSERT INTO publications_publicationseries ("agency_id", "year", "series", "last")
    VALUES (%s, %s, %s, 1)
    ON CONFLICT ("agency_id", "year", "series")
    DO UPDATE SET "last" = publications_publicationseries."last" + 1
    RETURNING "last"
"""


def next_number(agency: Agency, year: int, series: str) -> int:
    """Return the next number of a series, held until the transaction ends and undone with it."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, year, series])
        (number,) = cursor.fetchone()
    return int(number)


def index_number(agency: Agency, year: int) -> str:
    """Return the next 索引号 of a year, e.g. 12211400MB1234567X/2023-00012 (条例第十二条).

    It begins with the organ's 统一社会信用代码, or with its code here where it has none.
    """
    body = agency.social_credit_code or agency.code
    return f"{body}/{year}-{next_number(agency, year, INDEX):05}"
