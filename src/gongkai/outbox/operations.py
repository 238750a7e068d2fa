"""Announcing changes, and remembering how far a follower has read."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from gongkai.agencies.models import Agency
from gongkai.outbox.models import Change, Consumer

# Any number will do that no other lock of the installation has.
_LOCK = 0x676F6E67


@transaction.atomic
def announce(
    *,
    kind: str,
    subject: str,
    at: datetime,
    agency: Agency | None = None,
    detail: dict[str, Any] | None = None,
) -> Change:
    """Add a change in the caller's transaction, so that it is announced only if it happened.

    Whoever also records to the audit trail does that first, so that no two transactions wait for
    each other.
    """
    if connection.vendor == "postgresql":
        # Numbers are given out before the commit: without this lock a change could appear behind
        # one that a follower has read already, and would never be read.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Change.objects.create(
        kind=kind, subject=subject, at=at, agency=agency, detail=detail or {}
    )


@transaction.atomic
def mark_read(*, consumer: str, up_to: Change) -> None:
    """Remember that a follower has dealt with every change up to this one; never goes back."""
    Consumer.objects.get_or_create(name=consumer)
    Consumer.objects.filter(name=consumer, position__lt=up_to.pk).update(position=up_to.pk)
