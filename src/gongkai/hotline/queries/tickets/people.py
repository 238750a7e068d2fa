"""Who is told of a ticket: handlers of its department, dispatchers, who may release its reply."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Agency, Department, Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.hotline.models import Ticket, TicketState


def handlers_in(agency: Agency, department: int | None, on: date) -> list[Officer]:
    """Return who handles a department's tickets on a day."""
    people = officers_with_role(agency, "TICKET_HANDLER", on)
    return [each for each in people if each.department_id == department]


def who_has(ticket: Ticket, on: date) -> list[Officer]:
    """Return its handler; until it is signed for, its department's; else who dispatches."""
    if ticket.is_in_box:
        return officers_with_role(ticket.agency, "CLERK", on)
    if ticket.handler_id is not None:
        return list(Officer.objects.filter(pk=ticket.handler_id))
    # A department that returned it is kept until another has it, but does not have it any more.
    waits = ticket.state == TicketState.RECEIVED or ticket.department_id is None
    found = [] if waits else handlers_in(ticket.agency, ticket.department_id, on)
    return found or dispatchers(ticket.agency, on)


def dispatchers(agency: Agency, on: date) -> list[Officer]:
    """Return who dispatches an organ's tickets on a day."""
    return officers_with_role(agency, "TICKET_DISPATCHER", on)


def releasers(ticket: Ticket, on: date, but: Officer) -> list[Officer]:
    """Return who may let out a ticket's reply that somebody wrote, without him."""
    found = [
        *(
            each
            for each in officers_with_role(ticket.agency, "DEPARTMENT_HEAD", on)
            if each.department_id == ticket.department_id
        ),
        *officers_with_role(ticket.agency, "REVIEWER", on),
        *officers_with_role(ticket.agency, "OFFICE_HEAD", on),
    ]
    return [each for each in each_once(found) if each.pk != but.pk]


def each_once(people: Iterable[Officer]) -> list[Officer]:
    """Return people without those named before."""
    return list({officer.pk: officer for officer in people}.values())


def departments_of(agency: Agency) -> list[Department]:
    """Return an organ's departments by name."""
    return list(Department.objects.filter(agency=agency).order_by("name", "pk"))
