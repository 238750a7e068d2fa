"""Numbers of receipts without gaps, kept by the transaction that uses them."""

from django.db import connection

from gongkai.agencies.models import Agency

# One statement on every database: the row is made on first use and held from then on.
_NEXT = """
    INSERT INTO fund_services_receiptseries ("agency_id", "year", "last") VALUES (%s, %s, 1)
    ON CONFLICT ("agency_id", "year")
    DO UPDATE SET "last" = fund_services_receiptseries."last" + 1
    RETURNING "last"
"""


def next_receipt(agency: Agency, year: int) -> str:
    """Return the next number of a year, e.g. BJ2026-000012; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, year])
        (number,) = cursor.fetchone()
    return f"BJ{year}-{number:06}"
