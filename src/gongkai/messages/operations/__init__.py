"""Sending notices and mail, each with proof that it went out."""

from gongkai.messages.operations.notices import mark_read, notify, settle_notices

__all__ = ["mark_read", "notify", "settle_notices"]
