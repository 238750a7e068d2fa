"""Sending notices, mail and messages, each with proof of how far it came."""

from gongkai.messages.operations.notices import mark_read, notify, settle_notices
from gongkai.messages.operations.recipients import Recipient
from gongkai.messages.operations.sending import send

__all__ = ["Recipient", "mark_read", "notify", "send", "settle_notices"]
