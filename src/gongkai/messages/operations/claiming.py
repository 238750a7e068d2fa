"""Holding a dispatch while a gateway is spoken to: by a lease, for no transaction may be open then.

The lease is the moment in `next_at`: whoever moves it there has the dispatch until then, and each
later write asks for that very moment. What is to be sent is SENDING before the gateway hears of
it: whoever finds it so after a lease has run out knows that nobody knows, and asks first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from gongkai.messages.models import Dispatch, DispatchState
from gongkai.messages.operations.waiting import first_moment_for
from gongkai.messages.outlets.speaking import OutletFault
from gongkai.rules.message_events import Way

LEASE = timedelta(minutes=30)
"""How long a worker may be at one dispatch; a dead one's is taken over after that."""

MOST_TRIES = 8
"""How many tries may fail before a dispatch waits for somebody's decision."""

PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 480, 1440))
"""How long to wait after the first, second … failure, a fifth more or less."""

_WORKED_ON = (
    DispatchState.QUEUED,
    DispatchState.SENDING,
    DispatchState.DOUBTFUL,
    DispatchState.SENT,
)


class Overtaken(Exception):
    """Somebody else has the dispatch now, or a delivery report came meanwhile."""


@dataclass
class Work:
    """A dispatch that one worker has; `was` is how he found it, before it was SENDING."""

    dispatch: Dispatch
    was: DispatchState
    lease: datetime
    at: datetime

    @property
    def is_asked_before(self) -> bool:
        """Tell whether the gateway may have the message already."""
        return self.was in (DispatchState.SENDING, DispatchState.DOUBTFUL)

    def keep(self, **changes: Any) -> None:
        """Store changes at once.

        :raises Overtaken: if the dispatch is not this worker's any more
        """
        mine = Dispatch.objects.filter(pk=self.dispatch.pk, next_at=self.lease)
        if not mine.update(**changes):
            raise Overtaken
        for name, value in changes.items():
            setattr(self.dispatch, name, value)
            self.lease = value if name == "next_at" and value is not None else self.lease

    def sent(self, outside_id: str, next_at: datetime | None) -> None:
        """Record that the gateway took it."""
        self.keep(
            state=DispatchState.SENT,
            sent_at=self.at,
            outside_id=outside_id,
            failure="",
            next_at=next_at,
        )

    def put_off(self, fault: OutletFault) -> None:
        """Have it tried again after a fault that left it undone, or end it after too many."""
        if self.dispatch.attempts >= MOST_TRIES:
            self.failed(str(fault))
            return
        self.keep(
            state=DispatchState.QUEUED,
            asked_at=None,
            failure=str(fault)[:300],
            next_at=self.at + self._rest(fault),
        )

    def doubt(self, fault: OutletFault) -> None:
        """Record that nobody knows what became of it, to be asked about later a few times."""
        again = self.at + self._rest(fault)
        self.keep(
            state=DispatchState.DOUBTFUL,
            failure=str(fault)[:300],
            next_at=again if self.dispatch.attempts < MOST_TRIES else None,
        )

    def failed(self, why: str) -> None:
        """Record that it will not arrive unless somebody does something."""
        self.keep(state=DispatchState.FAILED, failed_at=self.at, failure=why[:300], next_at=None)

    def _rest(self, fault: OutletFault) -> timedelta:
        pause = pause_after(self.dispatch.pk, self.dispatch.attempts)
        return max(pause, timedelta(seconds=fault.after or 0))


def claim(key: int, at: datetime) -> Work | None:
    """Return a dispatch that is due for whoever is first to take it, None for all others.

    One whose turn comes in the quiet hours is put off until their end.
    """
    row = (
        Dispatch.objects.select_related("agency", "mail")
        .filter(pk=key, next_at__lte=at, state__in=_WORKED_ON)
        .first()
    )
    if row is None:
        return None
    was, lease = DispatchState(row.state), at + LEASE
    mine = Dispatch.objects.filter(pk=key, state=was, next_at=row.next_at)
    if was == DispatchState.QUEUED:
        moment = first_moment_for(row.agency, Way(row.way), row.is_urgent, at)
        if moment > at:
            mine.update(next_at=moment)
            return None
    changes: dict[str, Any] = {"next_at": lease}
    if was != DispatchState.SENT:
        changes |= {
            "state": DispatchState.SENDING,
            "claimed_at": at,
            "attempts": F("attempts") + 1,
            "asked_at": Coalesce("asked_at", at),
        }
    with transaction.atomic():
        if not mine.update(**changes):
            return None
    row.refresh_from_db(fields=["state", "attempts", "asked_at", "next_at", "claimed_at"])
    return Work(row, was, lease, at)


def pause_after(key: int, tries: int) -> timedelta:
    """Return how long to wait after a failure; each dispatch differs, so that they do not crowd."""
    spread = sha256(f"{key}:{tries}".encode()).digest()[0] / 255
    return PAUSES[min(max(tries, 1), len(PAUSES)) - 1] * (0.8 + 0.4 * spread)
