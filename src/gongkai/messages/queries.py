"""Notices nobody has read yet."""

from django.db.models import QuerySet

from gongkai.agencies.models import Officer
from gongkai.messages.models import Notice


def unread_notices(officer: Officer) -> QuerySet[Notice]:
    """Return an officer's unread notices, newest first."""
    return Notice.objects.filter(officer=officer, read_at=None).order_by("-sent_at", "-pk")
