"""What waits in publishing, on the overview of the year."""

from gongkai.console.access import Desk
from gongkai.publications.permissions import may_read
from gongkai.publications.queries.tasks import PublishingTasks, tasks_of


def publishing_at_hand(desk: Desk) -> PublishingTasks | None:
    """Return what waits for an officer; None for who has no part in publishing."""
    if not may_read(desk.officer, desk.agency, desk.on):
        return None
    return tasks_of(desk.officer, desk.on)
