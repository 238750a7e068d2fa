"""Speaking with the platform: one process at a time, later again where it did not answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from gongkai.hotline.models import PlatformLink
from gongkai.hotline.outlets.platform import Platform
from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import OutletFault, TurnedDown

# A process that died in the middle took longer than any time-out.
_ABANDONED = timedelta(minutes=15)
_PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def platform_of(link: PlatformLink, seconds: float) -> Platform:
    """Return the platform behind an organ's connection.

    :param seconds: how long one answer may take
    """
    return Platform(link.base, SigningKey(link.key_number, link.secret), seconds)


@contextmanager
def in_hand(link: PlatformLink, at: datetime) -> Iterator[bool]:
    """Hold a connection while it is spoken over; False where another does or it must rest.

    A fault of the platform ends the block, is put on record, and is not raised.
    """
    free = Q(busy_until=None) | Q(busy_until__lt=at)
    rested = Q(next_at=None) | Q(next_at__lte=at)
    with transaction.atomic():
        rows = PlatformLink.objects.filter(free, rested, pk=link.pk, is_on=True)
        taken = bool(rows.update(busy_until=at + _ABANDONED))
    if not taken:
        yield False
        return
    row = PlatformLink.objects.filter(pk=link.pk)
    try:
        yield True
    except OutletFault as fault:
        again = at + _pause(link, fault)
        row.update(
            busy_until=None, failures=F("failures") + 1, failure=str(fault)[:300], next_at=again
        )
    except BaseException:
        row.update(busy_until=None)
        raise
    else:
        row.update(busy_until=None, failures=0, failure="", next_at=None, answered_at=at)


def _pause(link: PlatformLink, fault: OutletFault) -> timedelta:
    """Return how long to leave the platform alone; what it turns down needs a person, not haste."""
    wanted = timedelta(seconds=fault.after or 0)
    if isinstance(fault, TurnedDown):
        return max(wanted, _PAUSES[-1])
    return max(wanted, _PAUSES[min(link.failures, len(_PAUSES) - 1)])
