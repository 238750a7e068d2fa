"""What publishing must not let slip, on the overview of the year."""

from gongkai.console.access import Desk
from gongkai.publications.permissions import may_read
from gongkai.publications.queries.monitoring import MonitorTally, tally
from gongkai.rules.calendars import WorkingCalendar


def monitor_at_hand(desk: Desk, calendar: WorkingCalendar) -> MonitorTally | None:
    """Return in numbers what needs somebody's attention; None for who does not see drafts."""
    if not may_read(desk.officer, desk.agency, desk.on):
        return None
    return tally(desk.agency, desk.on, calendar)
