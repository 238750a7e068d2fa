"""The calls and tickets of a year that the annual report counts, for every organ at once."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.hotline.models import Call, Ticket


def calls_of_year(year: int) -> QuerySet[Call]:
    """Return the calls answered in a year."""
    return Call.objects.filter(called_on__range=_days(year))


def tickets_of_year(year: int) -> QuerySet[Ticket]:
    """Return the tickets accepted in a year, and those whose answer fell due in it."""
    days = _days(year)
    return Ticket.objects.filter(Q(accepted_on__range=days) | Q(due_on__range=days))


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
