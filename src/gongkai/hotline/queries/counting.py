"""The calls and tickets of a year that the annual report counts, for every organ at once."""

from datetime import date

from django.db.models import QuerySet

from gongkai.hotline.models import Call, Ticket


def calls_of_year(year: int) -> QuerySet[Call]:
    """Return the calls answered in a year."""
    return Call.objects.filter(called_on__range=_days(year))


def tickets_accepted_in(year: int) -> QuerySet[Ticket]:
    """Return the tickets accepted in a year."""
    return Ticket.objects.filter(accepted_on__range=_days(year))


def tickets_due_in(year: int) -> QuerySet[Ticket]:
    """Return the tickets whose answer fell due in a year, whenever they were accepted."""
    return Ticket.objects.filter(due_on__range=_days(year))


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
