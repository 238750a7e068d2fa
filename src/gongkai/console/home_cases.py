"""What waits in disclosure requests, on the overview of the year."""

from dataclasses import dataclass

from gongkai.casework.permissions import may_work
from gongkai.casework.queries.searches import open_searches_of
from gongkai.casework.queries.serving import failed_services
from gongkai.casework.queries.unconfirmed import count_unconfirmed
from gongkai.casework.queries.urgency import Tally, tally_of
from gongkai.console.access import Desk
from gongkai.rules.calendars import WorkingCalendar


@dataclass(frozen=True)
class CasesAtHand:
    """How many open cases stand at each level of urgency; none for who does not see cases."""

    tally: Tally | None
    searches: int
    failed_services: int = 0
    unconfirmed: int = 0


def cases_at_hand(desk: Desk, calendar: WorkingCalendar) -> CasesAtHand | None:
    """Return what waits for an officer; None where nothing ever does."""
    searches = open_searches_of(desk.officer)
    if not may_work(desk.officer, desk.agency, desk.on):
        return CasesAtHand(None, searches) if searches else None
    return CasesAtHand(
        tally_of(desk.agency, desk.on, calendar),
        searches,
        failed_services(desk.agency).count(),
        count_unconfirmed(desk.agency),
    )
