"""The register numbers of many tickets at once."""

from gongkai.agencies.models import Agency
from gongkai.casework.operations.numbering import next_in, skip_numbers
from gongkai.hotline.models import Ticket

_SERIES, _PREFIX = "ticket", "GD"
# SQLite of old allows 999 values in one query.
_AT_ONCE = 900


def ticket_numbers(agency: Agency, year: int, count: int) -> list[str]:
    """Return the next numbers of a year that no ticket has, those from ledgers included."""
    found: list[str] = []
    while len(found) < count:
        wanted = min(count - len(found), _AT_ONCE)
        _key, first = next_in(agency, year, _SERIES)
        skip_numbers(agency, year, _SERIES, first + wanted - 1)
        some = [f"{_PREFIX}{year}-{number:05}" for number in range(first, first + wanted)]
        rows = Ticket.objects.filter(agency=agency, register_no__in=some)
        taken = set(rows.values_list("register_no", flat=True))
        found += [number for number in some if number not in taken]
    return found
