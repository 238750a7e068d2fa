"""Holding a delivery while an outlet is spoken to: by a lease, for no transaction may be open then.

The lease is the moment in `next_try_at`: whoever moves it there has the delivery until then. Each
later write asks for that very moment, so that a worker whose time ran out can change nothing more.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import Any

from django.db import transaction

from gongkai.messages.operations import notify
from gongkai.messages.outlets.speaking import OutletFault, TurnedDown
from gongkai.publications.models import DeliveryState, ItemDelivery
from gongkai.publications.operations.distribution.acting import note, subject_of

LEASE = timedelta(minutes=30)
"""How long a worker may be at one delivery; a dead one's is taken over after that."""

SECONDS_OF_A_TRY = 30.0
"""After how long a try begins no further upload: other deliveries, and the site, are next."""

MOST_TRIES = 8
"""How many tries may fail before a delivery counts as failed."""

PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 480, 1440))
"""How long to wait after the first, second … failure, a fifth more or less."""

UNDER_WAY = (DeliveryState.WAITING, DeliveryState.DRAFTED, DeliveryState.SUBMITTED)


class Overtaken(Exception):
    """Somebody else has the delivery now, or it was ended."""


class Wait(Exception):
    """Nothing is wrong; go on at `until`."""

    def __init__(self, until: datetime, why: str = "") -> None:
        super().__init__(why)
        self.until, self.why = until, why


class NotWanted(Exception):
    """The delivery has no reason any more; the message says why, in Chinese."""


@dataclass
class Work:
    """A delivery that one worker has, at the moment of this try."""

    delivery: ItemDelivery
    lease: datetime
    at: datetime
    started: float = field(default_factory=monotonic)

    def give_way(self) -> None:
        """Leave the rest for the next try where this one has taken long.

        :raises Wait: then
        """
        if monotonic() - self.started > SECONDS_OF_A_TRY:
            raise Wait(self.at + timedelta(minutes=1), "图片较多或者对方较慢，稍后继续。")

    def keep(self, **changes: Any) -> None:
        """Store changes at once.

        :raises Overtaken: if the delivery is not this worker's any more
        """
        mine = ItemDelivery.objects.filter(pk=self.delivery.pk, next_try_at=self.lease)
        if not mine.filter(state__in=UNDER_WAY).update(**changes):
            raise Overtaken
        for name, value in changes.items():
            setattr(self.delivery, name, value)

    def keep_ids(self, *, drop: tuple[str, ...] = (), **ids: object) -> None:
        """Store what the other side calls things, as soon as it is told."""
        self.keep(outside_ids=self.ids_with(*drop, **ids))

    def ids_with(self, *drop: str, **ids: object) -> dict[str, object]:
        """Return the outside ids with some more, and without some."""
        stored = {**self.delivery.outside_ids, **ids}
        return {name: value for name, value in stored.items() if name not in drop}

    def moment(self, name: str) -> datetime | None:
        """Return a moment among the outside ids."""
        text = self.delivery.outside_ids.get(name)
        return datetime.fromisoformat(text) if text else None


def claim(key: int, at: datetime) -> Work | None:
    """Return a delivery that is due for whoever is first to take it, None for all others."""
    lease = at + LEASE
    due = ItemDelivery.objects.filter(pk=key, state__in=UNDER_WAY, next_try_at__lte=at)
    if not due.update(next_try_at=lease):
        return None
    rows = ItemDelivery.objects.select_related(
        "item__agency", "item__public_revision", "item__publication", "asked_by"
    )
    return Work(rows.get(pk=key), lease, at)


@transaction.atomic
def fail(work: Work, fault: OutletFault) -> None:
    """Put a delivery off after a fault, or end it where trying again is of no use."""
    delivery = work.delivery
    tries, why = delivery.attempts + 1, str(fault)[:300]
    if not isinstance(fault, TurnedDown) and tries < MOST_TRIES:
        again = work.at + pause_after(delivery.pk, tries)
        work.keep(attempts=tries, problem=why, next_try_at=again)
        return
    work.keep(attempts=tries, problem=why, next_try_at=None, state=DeliveryState.FAILED)
    note("delivery.failed", delivery, None, work.at, problem=why)
    text = f"《{delivery.item.title}》推送到{delivery.get_outlet_display()}失败：{why}"
    notify(
        officers=[delivery.asked_by], text=text[:300], subject=subject_of(delivery.item), at=work.at
    )


@transaction.atomic
def end(work: Work, why: str) -> None:
    """End a delivery that is not wanted any more."""
    if "media_id" in work.delivery.outside_ids:
        why += "公众号草稿箱中仍有草稿，请到公众号后台删除。"
    work.keep(state=DeliveryState.CANCELLED, next_try_at=None, problem=why[:300])
    note("delivery.cancelled", work.delivery, None, work.at, why=why)


def pause_after(key: int, tries: int) -> timedelta:
    """Return how long to wait after a failure; each delivery differs, so that they do not crowd."""
    spread = sha256(f"{key}:{tries}".encode()).digest()[0] / 255
    return PAUSES[min(tries, len(PAUSES)) - 1] * (0.8 + 0.4 * spread)
