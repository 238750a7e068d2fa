"""Telling by WeChat who wrote by WeChat, and callers who chose it for their bound account."""

from datetime import datetime

from gongkai.fund_services.queries.accounts.wechat import openid_of_phone
from gongkai.hotline.models import AnswerWay, SiteMessage, Ticket
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.recipients import first_open
from gongkai.rules.message_events import Way, event_of

WAYS = (Way.WECHAT, Way.SMS, Way.EMAIL)
"""By which ways a caller is told, the first that is open."""


def tell_of_message(message: SiteMessage, event: str, at: datetime, **fields: str) -> None:
    """Have who wrote by WeChat told there of an event of his message, once for each version."""
    if message.answer_way != AnswerWay.WECHAT:
        return
    send(
        agency=message.agency,
        event=event,
        key=f"site-message-{message.pk}-{message.version}-wechat",
        recipient=Recipient(openid=message.openid, wants=(Way.WECHAT,)),
        fields={"number": message.register_no, **fields},
        at=at,
        subject=message.register_no,
    )


def tell_of_ticket(ticket: Ticket, event: str, at: datetime, **fields: str) -> None:
    """Have a caller who chose WeChat told of an event of his ticket; others as they always were.

    Of a secret one nobody is told by a machine.
    """
    openid = "" if ticket.is_secret else openid_of_caller(ticket)
    if not openid:
        return
    recipient = caller_of(ticket, openid)
    ways = first_open(ticket.agency_id, event_of(event), recipient, WAYS)
    send(
        agency=ticket.agency,
        event=event,
        key=f"ticket-{ticket.pk}-{ticket.version}-{event}",
        recipient=caller_of(ticket, openid, ways),
        fields={"number": ticket.register_no, **fields},
        at=at,
        subject=ticket.register_no,
    )


def openid_of_caller(ticket: Ticket) -> str:
    """Return the follower a caller is, by his number's account that he bound and chose for it."""
    return openid_of_phone(ticket.agency, ticket.phone) if ticket.phone else ""


def caller_of(ticket: Ticket, openid: str, wants: tuple[Way, ...] = ()) -> Recipient:
    """Return who brought a ticket, to be told by some ways."""
    return Recipient(
        name=ticket.person_name,
        phone=ticket.phone,
        email=ticket.email,
        openid=openid,
        wants=wants,
    )
