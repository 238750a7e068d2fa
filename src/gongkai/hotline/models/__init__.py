"""Calls, tickets, and the messages of the website that become tickets."""

from gongkai.hotline.models.calls import Call, CallRoute
from gongkai.hotline.models.site_messages import (
    AnswerWay,
    MessageState,
    PublicState,
    SiteMessage,
    SiteMessageReminder,
)
from gongkai.hotline.models.tickets import Opinion, Ticket, TicketSource

__all__ = [
    "AnswerWay",
    "Call",
    "CallRoute",
    "MessageState",
    "Opinion",
    "PublicState",
    "SiteMessage",
    "SiteMessageReminder",
    "Ticket",
    "TicketSource",
]
