"""Opening a ticket: on record with its number and due day at once."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.casework.operations.numbering import register_number
from gongkai.hotline.models import Ticket, TicketSource
from gongkai.hotline.operations.tickets.acting import enter, here
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.queries.call_backs.plans import call_back_plan
from gongkai.hotline.queries.tickets.limits import own_limits
from gongkai.messages.operations import notify
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.caller_numbers import plain_number
from gongkai.rules.prechecks.findings import without_numbers
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import TicketEventKind
from gongkai.rules.ticket_limits import TicketDue, ticket_limit

_SERIES = "ticket"


@transaction.atomic
def open_ticket(
    *,
    agency: Agency,
    content: TicketContent,
    source: TicketSource,
    officer: Officer | None = None,
    on: date,
    at: datetime,
    outside_no: str = "",
    due_on: date | None = None,
    form_token: str = "",
    is_told: bool = True,
) -> Ticket:
    """Open a ticket that is due by the limit of its kind and urgency; it waits to be dispatched.

    :param outside_no: of the 12345 platform; the same number again is the same ticket
    :param due_on: the day the platform asks for, instead of the kind's own limit
    :param form_token: of the form it was typed in; the same form again is the same ticket
    :param is_told: False where who dispatches is told of many at once
    :raises CalendarNotPublished: if the due day falls in a year without a calendar
    :raises ReplyLimitNotInForce: if no limit is on record for the day
    """
    number = register_number(agency, on.year, "GD", _SERIES)
    # The number's lock is held: whoever took in the same one a moment ago has been seen.
    if outside_no:
        earlier = Ticket.objects.filter(agency=agency, source=source, outside_no=outside_no).first()
        if earlier is not None:
            transaction.set_rollback(True)
            return earlier
    if form_token:
        earlier = Ticket.objects.filter(agency=agency, form_token=form_token).first()
        if earlier is not None:
            transaction.set_rollback(True)
            return earlier
    # A ledger may have brought the number with it.
    while Ticket.objects.filter(agency=agency, register_no=number).exists():
        number = register_number(agency, on.year, "GD", _SERIES)
    limit = ticket_limit(content.kind, content.urgency, on, own_limits(agency))
    due = TicketDue(due_on, None) if due_on else limit.due(on, here(at), working_calendar())
    phone = plain_number(content.phone)
    is_secret = content.is_secret or content.kind is TicketKind.REPORT
    ticket = Ticket.objects.create(
        agency=agency,
        register_no=number,
        source=source,
        kind=content.kind.value,
        matter=matter_of(content),
        content=content.content,
        topic=content.topic,
        urgency=content.urgency,
        outside_no=outside_no,
        form_token=form_token,
        person_name=content.person_name,
        phone=phone,
        phone_digest=keyed_digest("phone", phone),
        email=content.email,
        is_secret=is_secret,
        accepted_on=on,
        accepted_at=at,
        due_on=due.on,
        first_due_on=due.on,
        due_at=due.at,
        call_back_due=bool(phone or content.email)
        and not is_secret
        and call_back_plan(agency).chooses(number),
    )
    enter(
        ticket,
        TicketEventKind.RECEIVED,
        officer=officer,
        on=on,
        at=at,
        source=str(source),
        ticket_kind=content.kind.value,
        urgency=content.urgency,
        due_on=due.on,
        due_at=due.at,
        # The platform's own day stays whatever becomes of kind and urgency here.
        is_fixed=True if due_on else None,
    )
    if not is_told:
        return ticket
    notify(
        officers=officers_with_role(agency, "TICKET_DISPATCHER", on),
        text=f"受理工单{number}（{content.kind.label}），应于{due.on}前反馈，请派单。",
        subject=number,
        at=at,
    )
    return ticket


def matter_of(content: TicketContent) -> str:
    """Return a matter in one line that tells of no person; of a secret one its kind alone."""
    if content.kind is TicketKind.REPORT or content.is_secret:
        return f"{content.kind.label}（内容保密）"
    told = " ".join((content.matter or content.content).split())
    return without_numbers(told.replace(content.person_name.strip() or "\0", "某某"))[:300]
