"""Announcing changes, and remembering how far a follower has read."""

from datetime import datetime
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.outbox.models import Change, Consumer


def announce(
    *,
    kind: str,
    subject: str,
    at: datetime,
    agency: Agency | None = None,
    detail: dict[str, Any] | None = None,
) -> Change:
    """Add a change in the caller's transaction, so that it is announced only if it happened."""
    return Change.objects.create(
        kind=kind, subject=subject, at=at, agency=agency, detail=detail or {}
    )


def mark_read(*, consumer: str, up_to: Change) -> None:
    """Remember that a follower has dealt with every change up to this one."""
    Consumer.objects.update_or_create(name=consumer, defaults={"position": up_to.pk})
