"""The register numbers of calls."""

import re

from django.db.models.functions import Length

from gongkai.agencies.models import Agency
from gongkai.casework.operations.numbering import next_in, register_number, skip_numbers
from gongkai.hotline.models import Call

_SERIES, _PREFIX = "call", "RX"
# The exchange's records have a series of their own: an agent never waits for a long import.
_EXCHANGE_SERIES, _EXCHANGE_PREFIX = "exchange-call", "HD"
# SQLite of old allows 999 values in one query.
_AT_ONCE = 900


def call_number(agency: Agency, year: int) -> str:
    """Return the next number of a year that no call has, those from ledgers included."""
    number = register_number(agency, year, _PREFIX, _SERIES)
    taken = Call.objects.filter(agency=agency)
    if not taken.filter(register_no=number).exists():
        return number
    # A ledger brought numbers of the same form: the series goes on after the last of them.
    longest = taken.filter(register_no__regex=rf"^{_PREFIX}{year}-[0-9]{{5,9}}$")
    last = longest.order_by(Length("register_no").desc(), "-register_no").first()
    found = re.search(r"-([0-9]+)$", last.register_no) if last else None
    if found:
        skip_numbers(agency, year, _SERIES, int(found[1]))
    return register_number(agency, year, _PREFIX, _SERIES)


def exchange_numbers(agency: Agency, year: int, count: int) -> list[str]:
    """Return the next numbers of a year for calls of the telephone exchange, that no call has."""
    found: list[str] = []
    calls = Call.objects.filter(agency=agency)
    while len(found) < count:
        wanted = min(count - len(found), _AT_ONCE)
        _key, first = next_in(agency, year, _EXCHANGE_SERIES)
        skip_numbers(agency, year, _EXCHANGE_SERIES, first + wanted - 1)
        some = [f"{_EXCHANGE_PREFIX}{year}-{each:06}" for each in range(first, first + wanted)]
        taken = set(calls.filter(register_no__in=some).values_list("register_no", flat=True))
        found += [number for number in some if number not in taken]
    return found
