"""Fetching what is new from the 12345 platform; what was taken once is never a second ticket."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import officers_with_role
from gongkai.hotline.models import PlatformFault, PlatformLink, Ticket, TicketSource
from gongkai.hotline.operations.outside.ordering import carry_out
from gongkai.hotline.operations.outside.speaking import in_hand, platform_of
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.operations.tickets.opening import open_ticket
from gongkai.hotline.outlets.platform import Batch, Faulty, PlatformTicket
from gongkai.messages.operations import notify
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.reply_limits import ReplyLimitNotInForce, TicketKind

_MOST_BATCHES = 50


class Fetched(NamedTuple):
    """How many tickets are new, how many orders were carried out, what could not be taken."""

    tickets: int
    orders: int
    faulty: int


def fetch_tickets(*, link: PlatformLink, seconds: float, on: date, at: datetime) -> Fetched:
    """Fetch all that is new; each batch is on record with its cursor before the platform hears.

    Stopped at any moment, the next run goes on where the record ends.
    """
    found = Fetched(0, 0, 0)
    with in_hand(link, at) as free:
        if not free:
            return found
        platform = platform_of(link, seconds)
        cursor = PlatformLink.objects.values_list("cursor", flat=True).get(pk=link.pk)
        for _ in range(_MOST_BATCHES):
            batch = platform.fetch(cursor, at)
            taken = _take(link, batch, on, at)
            found = Fetched(*(sum(both) for both in zip(found, taken, strict=True)))
            if batch.cursor != cursor:
                cursor = batch.cursor
                platform.confirm(cursor, at)
            if batch.is_last:
                break
    return found


def take_ticket(*, agency: Agency, told: PlatformTicket, on: date, at: datetime) -> Ticket:
    """Take one ticket of the platform; the same number again is the same ticket."""
    return open_ticket(
        agency=agency,
        content=TicketContent(
            kind=TicketKind(told.kind),
            content=told.content,
            matter=told.title,
            urgency=told.urgency,
            person_name=told.person_name,
            phone=told.phone,
            is_secret=told.is_secret,
        ),
        source=TicketSource.PLATFORM,
        on=on,
        at=at,
        outside_no=told.number,
        # A day that is over already is no limit anybody could keep; our own holds then.
        due_on=told.due_on if told.due_on is not None and told.due_on >= on else None,
    )


@transaction.atomic
def _take(link: PlatformLink, batch: Batch, on: date, at: datetime) -> Fetched:
    agency = link.agency
    numbers = [told.number for told in batch.tickets]
    known = set(
        Ticket.objects.filter(
            agency=agency, source=TicketSource.PLATFORM, outside_no__in=numbers
        ).values_list("outside_no", flat=True)
    )
    faulty = list(batch.faulty)
    for told in batch.tickets:
        try:
            take_ticket(agency=agency, told=told, on=on, at=at)
        except (CalendarNotPublished, ReplyLimitNotInForce) as refused:
            known.add(told.number)
            faulty.append(Faulty(told.number, str(refused)))
    orders = 0
    for order in batch.orders:
        fault = carry_out(agency=agency, order=order, on=on, at=at)
        if fault is None:
            orders += 1
        else:
            faulty.append(fault)
    for fault in faulty:
        _, is_new = PlatformFault.objects.get_or_create(
            agency=agency, number=fault.number, reason=fault.reason[:300], defaults={"at": at}
        )
        if is_new:
            notify(
                officers=officers_with_role(agency, "TICKET_DISPATCHER", on),
                text=f"12345平台有一条未能接收：{fault.reason}"[:300],
                subject="12345平台",
                at=at,
            )
    PlatformLink.objects.filter(pk=link.pk).update(cursor=batch.cursor)
    return Fetched(len(set(numbers) - known), orders, len(faulty))
