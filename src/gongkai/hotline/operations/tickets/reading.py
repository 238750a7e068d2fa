"""Reading whom a ticket is from, and what a secret one says: limited, and always on record."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.hotline.models import Ticket
from gongkai.hotline.permissions import require_ticket_worker
from gongkai.hotline.queries.tickets.visible import may_read


class TicketPerson(NamedTuple):
    """Who brought a ticket and what was said, in full."""

    name: str
    phone: str
    email: str
    content: str


@transaction.atomic
def read_ticket(*, ticket: Ticket, officer: Officer, on: date, at: datetime) -> TicketPerson:
    """Return who brought a ticket and what was said; that it was read is on record.

    :raises NotAllowed: if the officer does not work on the organ's tickets, or it is secret and
        he neither dispatches it nor is its handler
    """
    rights = require_ticket_worker(officer, ticket.agency, on)
    if not may_read(ticket, rights):
        raise NotAllowed("来源保密的工单，诉求人和内容只向工单管理员和指定的承办人显示。")
    record(
        action="ticket.read_person",
        subject=ticket.register_no,
        at=at,
        agency=ticket.agency,
        officer=officer,
        detail={"is_secret": ticket.is_secret},
    )
    return TicketPerson(ticket.person_name, ticket.phone, ticket.email, ticket.content)
