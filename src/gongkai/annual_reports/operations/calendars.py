"""Adding a year to the working calendar: every open request's due day follows, on record."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies import operations as agencies
from gongkai.agencies.models import Agency, CalendarYear, Officer
from gongkai.audit.operations import record
from gongkai.casework.operations.history import restamp
from gongkai.rules.calendar_years import CalendarYear as CalendarYearRule


@transaction.atomic
def add_calendar_year(
    *, table: CalendarYearRule, officer: Officer, on: date, at: datetime
) -> CalendarYear:
    """Add or correct a year of the working calendar, and work out every open due day anew.

    Limits count working days (条例 arts 26, 30, 32–34), so they move with the calendar. The trail
    keeps who added the year from which notice, and how many due days it moved.

    :raises NotAllowed: if the officer is not head of the office
    """
    row = agencies.add_calendar_year(table=table, officer=officer, on=on, at=at)
    moved = {
        organ.code: len(changed)
        for organ in Agency.objects.order_by("code")
        if (changed := restamp(agency=organ, cause=f"{row}变动（{row.notice}）"[:200], at=at))
    }
    record(
        action="calendar.add",
        subject=str(row),
        at=at,
        agency=officer.agency,
        officer=officer,
        detail={
            "notice": row.notice,
            "holidays": row.holidays,
            "make_up_days": row.make_up_days,
            "due_days_moved": moved,
        },
    )
    return row
