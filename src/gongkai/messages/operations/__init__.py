"""Sending notices, mail and messages, each with proof of how far it came."""

from gongkai.messages.operations.notices import (
    News,
    mark_read,
    notify,
    notify_of_all,
    settle_notices,
)
from gongkai.messages.operations.recipients import Recipient
from gongkai.messages.operations.sending import send

__all__ = [
    "News",
    "Recipient",
    "mark_read",
    "notify",
    "notify_of_all",
    "send",
    "settle_notices",
]
