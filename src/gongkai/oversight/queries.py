"""Institutions in force and activities held, for every organ at once."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.oversight.models import Activity, ActivityKind, Institution


def institutions_in_force_at_end_of(year: int) -> QuerySet[Institution]:
    """Return the institutions in force on the year's last day, in the order of their numbers."""
    last = date(year, 12, 31)
    in_force = Q(repealed_on=None) | Q(repealed_on__gt=last)
    return Institution.objects.filter(in_force, adopted_on__lte=last)


def activities_of_year(year: int) -> QuerySet[Activity]:
    """Return the activities held in a year."""
    return Activity.objects.filter(held_on__range=(date(year, 1, 1), date(year, 12, 31)))


def interviews_held_on(agency: Agency, day: date) -> list[Activity]:
    """Return the interviews of an organ on record for a day."""
    held = Activity.objects.filter(agency=agency, held_on=day, kind=ActivityKind.INTERVIEW)
    return list(held.order_by("register_no"))


def interview_on_record(agency: Agency, register_no: str) -> Activity | None:
    """Return an organ's interview by its register number, None where there is none."""
    rows = Activity.objects.filter(agency=agency, kind=ActivityKind.INTERVIEW)
    return rows.filter(register_no=register_no).first()
