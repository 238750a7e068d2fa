"""The mail that takes an answer to a sender who asked for one."""

from datetime import datetime

from gongkai.hotline.models import AnswerWay, SiteMessage
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.carrying import carry_one, next_moment
from gongkai.messages.operations.mailing import may_mail
from gongkai.rules.message_events import Way

_EVENT = "message.answered"


def goes_by_mail(message: SiteMessage) -> bool:
    """Tell whether a released answer is to be mailed, and can be."""
    return _wants_mail(message) and message.released_at is not None and may_mail()


def tell_of_extension(*, message: SiteMessage, at: datetime) -> None:
    """Have a sender who asked for mail told of the later due day, in the caller's transaction."""
    if not (_wants_mail(message) and may_mail()):
        return
    due_on = message.ticket.due_on
    send(
        agency=message.agency,
        event="message.extended",
        key=f"site-message-{message.pk}-extended-{due_on}",
        recipient=_sender(message),
        fields={"number": message.register_no, "due": due_on.isoformat()},
        at=at,
        subject=message.register_no,
    )


def send_answer(*, message: SiteMessage, at: datetime) -> datetime | None:
    """Mail an answer once; return when to try again, None if it is sent or has failed for good.

    In the organ's quiet hours it waits for their end.
    """
    if not goes_by_mail(message):
        return None
    rows = send(
        agency=message.agency,
        event=_EVENT,
        key=f"site-message-{message.pk}",
        recipient=_sender(message),
        fields={"number": message.register_no, "answer": message.answer},
        at=at,
        subject=message.register_no,
    )
    for row in rows:
        carry_one(key=row.pk, at=at)
    moments = [moment for row in rows if (moment := next_moment(row.pk)) is not None]
    return min(moments, default=None)


def _wants_mail(message: SiteMessage) -> bool:
    return message.answer_way == AnswerWay.EMAIL and bool(message.email)


def _sender(message: SiteMessage) -> Recipient:
    return Recipient(name=message.name, email=message.email, wants=(Way.EMAIL,))
