"""Adding a year to the working calendar, on record."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies import operations as agencies
from gongkai.agencies.models import CalendarYear, Officer
from gongkai.audit.operations import record
from gongkai.rules.calendar_years import CalendarYear as CalendarYearRule


@transaction.atomic
def add_calendar_year(
    *, table: CalendarYearRule, officer: Officer, on: date, at: datetime
) -> CalendarYear:
    """Add or correct a year of the working calendar, and record who did it from which notice.

    :raises NotAllowed: if the officer is not head of the office
    """
    row = agencies.add_calendar_year(table=table, officer=officer, on=on, at=at)
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
        },
    )
    return row
