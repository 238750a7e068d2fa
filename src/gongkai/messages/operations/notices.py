"""Notices to officers on screen, and that they were read."""

from collections.abc import Iterable
from datetime import datetime

from gongkai.agencies.models import Officer
from gongkai.messages.models import Notice


def notify(*, officers: Iterable[Officer], text: str, subject: str, at: datetime) -> None:
    """Put a notice on the screen of each officer."""
    Notice.objects.bulk_create(
        Notice(officer=officer, text=text, subject=subject, sent_at=at) for officer in officers
    )


def mark_read(*, officer: Officer, subject: str, at: datetime) -> None:
    """Record that an officer has seen what a subject's notices were about."""
    Notice.objects.filter(officer=officer, subject=subject, read_at=None).update(read_at=at)


def settle_notices(*, subject: str, at: datetime) -> None:
    """Put away everybody's notices about a subject that has moved on since."""
    Notice.objects.filter(subject=subject, read_at=None).update(read_at=at)
