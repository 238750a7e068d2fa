"""Requests whose receipt was not confirmed yet: 条例第三十一条."""

from datetime import date, timedelta
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar


class Unconfirmed(NamedTuple):
    """A request to confirm, the working day by whose end, and whether that has passed."""

    request: DisclosureRequest
    confirm_on: date | None
    is_late: bool


def unconfirmed_requests(agency: Agency, on: date, calendar: WorkingCalendar) -> list[Unconfirmed]:
    """Return an organ's requests that wait to be confirmed, the oldest first.

    Confirming belongs on the working day of arrival; what came on a day off, on the next one.
    """
    waiting = DisclosureRequest.objects.filter(agency=agency, state="AWAITING_CONFIRMATION")
    found = []
    for request in waiting.order_by("arrived_on", "pk"):
        day = confirm_on(request.arrived_on, calendar)
        found.append(Unconfirmed(request, day, day is not None and on > day))
    return found


def count_unconfirmed(agency: Agency) -> int:
    """Return how many of an organ's requests wait to be confirmed."""
    return DisclosureRequest.objects.filter(agency=agency, state="AWAITING_CONFIRMATION").count()


def confirm_on(arrived_on: date | None, calendar: WorkingCalendar) -> date | None:
    """Return the working day on which a request is to be confirmed; None where none is known."""
    if arrived_on is None:
        return None
    try:
        if calendar.is_working_day(arrived_on):
            return arrived_on
        return calendar.add_working_days(arrived_on - timedelta(days=1), 1)
    except CalendarNotPublished:
        return None
