"""Notices nobody has read yet, and how far mails have come."""

from collections.abc import Iterable

from django.db.models import QuerySet

from gongkai.agencies.models import Officer
from gongkai.messages.models import Mail, Notice


def unread_notices(officer: Officer) -> QuerySet[Notice]:
    """Return an officer's unread notices, newest first."""
    return Notice.objects.filter(officer=officer, read_at=None).order_by("-sent_at", "-pk")


def mails_by_key(keys: Iterable[str]) -> dict[str, Mail]:
    """Return the mails of some keys, each by its key."""
    return {mail.key: mail for mail in Mail.objects.filter(key__in=list(keys))}
