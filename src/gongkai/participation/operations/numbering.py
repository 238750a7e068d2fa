"""Giving receipt numbers without gaps: kept by the transaction that uses them."""

from django.db import connection

from gongkai.agencies.models import Agency

OPINIONS = "YJ"
FAULTS = "ZC"
INTERVIEWS = "FT"

# One statement on every database: the row is made on first use and held from then on.
_NEXT = """
    INSERT INTO participation_participationseries ("agency_id", "year", "series", "last")
    VALUES (%s, %s, %s, 1)
    ON CONFLICT ("agency_id", "year", "series")
    DO UPDATE SET "last" = participation_participationseries."last" + 1
    RETURNING "last"
"""


def next_number(agency: Agency, year: int, series: str) -> str:
    """Return the next number of a series, e.g. ZC2024-00012; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, year, series])
        (number,) = cursor.fetchone()
    return f"{series}{year}-{number:05}"
