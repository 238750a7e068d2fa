"""Due days that moved with the working calendar."""

from dataclasses import dataclass

from gongkai.agencies.models import Agency
from gongkai.casework.models import DueChange

_SHOWN = 200


@dataclass(frozen=True)
class Moved:
    """How many due days moved, and the newest of the moves."""

    count: int
    changes: list[DueChange]


def moved_by_year(agency: Agency, year: int) -> Moved:
    """Return which due days of an organ moved when a calendar year was added or corrected."""
    rows = DueChange.objects.filter(
        request__agency=agency, cause__startswith=f"{year}年工作日历变动"
    ).select_related("request")
    changes = list(rows.order_by("-at", "-pk")[:_SHOWN])
    return Moved(rows.count() if len(changes) == _SHOWN else len(changes), changes)
