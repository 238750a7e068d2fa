"""Which tickets an officer sees, and of which he may read who brought them and what was said."""

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Ticket, TicketState
from gongkai.hotline.permissions import TicketRights


def tickets_seen(agency: Agency, rights: TicketRights) -> QuerySet[Ticket]:
    """Return the organ's tickets that an officer's lists show him.

    A secret one (来源保密) is seen by who dispatches, by its handler or, until it is signed for,
    its department's handlers, and by who may let out its reply; none reads more for that.
    """
    rows = Ticket.objects.filter(agency=agency)
    if rights.dispatches or rights.looks_second:
        return rows
    unit = rights.officer.department_id
    seen = Q(is_secret=False) | Q(handler=rights.officer.pk)
    if unit is not None and rights.handles(unit):
        seen |= Q(handler=None, department=unit) & ~Q(state=TicketState.RECEIVED.value)
    if unit is not None and rights.releases(unit):
        seen |= Q(department=unit)
    return rows.filter(seen)


def may_read(ticket: Ticket, rights: TicketRights) -> bool:
    """Tell whether an officer may read who brought a ticket and what was said."""
    if not rights.sees:
        return False
    return not ticket.is_secret or rights.dispatches or ticket.handler_id == rights.officer.pk
