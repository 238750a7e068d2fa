"""What a sender says of his answer, once, on his tracking page."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.queries import officers_with_role
from gongkai.hotline.models import Opinion, SiteMessage
from gongkai.hotline.operations.message_acting import MessageRefused, follow, held, touch
from gongkai.hotline.queries.tickets.history import entries_of
from gongkai.messages.operations import notify
from gongkai.rules.ticket_lifecycle import TicketEventKind

OPINIONS = Opinion.choices
"""Code and name of each opinion there is to choose."""


@transaction.atomic
def rate_answer(*, message: SiteMessage, opinion: str, on: date, at: datetime) -> SiteMessage:
    """Keep a sender's opinion with the ticket; it counts as one that was asked for and got.

    A dissatisfied one is told to the clerks.

    :param opinion: a code of Opinion
    :raises MessageRefused: if there is no answer yet, he rated it already, or the code is unknown
    """
    row = held(message)
    if opinion not in Opinion.values:
        raise MessageRefused("评价：没有这个选项，请选择满意、基本满意或者不满意。")
    if row.ticket.fed_back_on is None:
        raise MessageRefused("留言还没有答复，答复以后才能评价。")
    if not is_to_rate(row):
        raise MessageRefused("您已经评价过，谢谢。")
    row.ticket.opinion, row.ticket.called_back_on, row.ticket.reached = opinion, on, True
    follow(row, TicketEventKind.CALLED_BACK, None, on, at, opinion=opinion)
    touch(row, "rated", None, at, opinion=opinion)
    if opinion == Opinion.DISSATISFIED:
        clerks = officers_with_role(row.agency, "CLERK", on)
        text = f"网站留言{row.register_no}的留言人对答复不满意，请了解情况。"
        notify(officers=clerks, text=text, subject=row.register_no, at=at)
    return row


def is_to_rate(row: SiteMessage) -> bool:
    """Tell whether a sender may say how he finds his answer: once, and once more after another."""
    if not row.ticket.opinion:
        return True
    kinds = [entry.kind for entry in entries_of(row.ticket)]
    told = (TicketEventKind.REPLIED, TicketEventKind.CALLED_BACK)
    last = next((kind for kind in reversed(kinds) if kind in told), None)
    return last is TicketEventKind.REPLIED and TicketEventKind.CALLED_BACK in kinds
