"""Institutions in force and activities held, for every organ at once."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.oversight.models import Activity, Institution


def institutions_in_force_at_end_of(year: int) -> QuerySet[Institution]:
    """Return the institutions in force on the year's last day, in the order of their numbers."""
    last = date(year, 12, 31)
    in_force = Q(repealed_on=None) | Q(repealed_on__gt=last)
    return Institution.objects.filter(in_force, adopted_on__lte=last)


def activities_of_year(year: int) -> QuerySet[Activity]:
    """Return the activities held in a year."""
    return Activity.objects.filter(held_on__range=(date(year, 1, 1), date(year, 12, 31)))
