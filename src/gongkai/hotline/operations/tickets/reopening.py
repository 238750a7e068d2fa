"""Handling a ticket again (二次办理) since its caller was not content."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.hotline.models import MessageState, SiteMessage, Ticket
from gongkai.hotline.operations.tickets.acting import enter, held, require_version, required
from gongkai.hotline.permissions import require_ticket_worker
from gongkai.hotline.queries.tickets.due_days import limit_of
from gongkai.hotline.queries.tickets.people import who_has
from gongkai.messages.operations import notify
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def reopen_ticket(
    *,
    ticket: Ticket,
    reason: str,
    officer: Officer | None,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Ticket:
    """Have an answered ticket handled again by the department that had it, with a new due day.

    A message of the site waits for a new answer in its own list.

    :param officer: None where the caller himself said that he is not content
    :param version: as it was seen; None where nobody looked
    :raises NotAllowed: if the officer works neither on calls nor on the release of replies
    :raises TicketRefused: without a reason, or if it is not answered
    :raises CalendarNotPublished: if the new due day falls in a year without a calendar
    """
    message = _message_of(ticket)
    row = held(ticket)
    if officer is not None:
        rights = require_ticket_worker(officer, row.agency, on)
        if not (rights.opens or rights.looks_second):
            raise NotAllowed("二次办理由热线坐席、工单管理员或审核人员发起，您没有相应角色。")
    require_version(row, version)
    told = required(reason, "二次办理的理由", "请写明诉求人对哪些方面不满意。")
    due_on = limit_of(row).again_by(on, working_calendar())
    row = enter(
        row, TicketEventKind.REOPENED, officer=officer, on=on, at=at, text=told, due_on=due_on
    )
    if message is not None:
        message.state = MessageState.RECEIVED
        message.released_by = message.released_at = message.extended_on = None
        message.return_opinion = f"二次办理：{told}"[:300]
        message.version += 1
        message.save()
    text = f"工单{row.register_no}二次办理，应于{row.due_on}前反馈。"
    notify(officers=who_has(row, on), text=text, subject=row.register_no, at=at)
    return row


def _message_of(ticket: Ticket) -> SiteMessage | None:
    """Return the message of the site behind a ticket, held before the ticket as its acts do."""
    if not ticket.is_in_box:
        return None
    return SiteMessage.objects.select_for_update(of=("self",)).filter(ticket=ticket).first()
