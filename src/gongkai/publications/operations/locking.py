"""Who has an item open for writing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.models import Item
from gongkai.publications.operations.acting import ItemTaken, hold, subject_of
from gongkai.publications.permissions import insist, may_draft

LAPSES_AFTER = timedelta(minutes=30)
"""How long nobody else may write without taking over, after the last sign of life."""


@transaction.atomic
def take_lock(
    *, item: Item, officer: Officer, on: date, at: datetime, take_over: bool = False
) -> Item:
    """Have an item open for writing; a lock that lapsed or was taken over passes on.

    :param take_over: even if somebody else has it; that is recorded
    :raises ItemTaken: if somebody else has it open
    :raises NotAllowed: if the officer may not write
    """
    insist(may_draft(officer, item.agency, on), "编辑信息")
    held = hold(item)
    other = holder_of(held, at)
    if other is not None and other.pk != officer.pk:
        if not take_over:
            raise ItemTaken(taken_words(held))
        record(
            action="item.lock_taken_over",
            subject=subject_of(held),
            at=at,
            agency=held.agency,
            officer=officer,
            detail={"from": other.name},
        )
    held.locked_by, held.locked_at = officer, at
    held.save(update_fields=["locked_by", "locked_at"])
    return held


@transaction.atomic
def release_lock(*, item: Item, officer: Officer) -> None:
    """Let others write; whoever does not have it open changes nothing."""
    Item.objects.filter(pk=item.pk, locked_by=officer).update(locked_by=None, locked_at=None)


def holder_of(item: Item, at: datetime) -> Officer | None:
    """Return who has an item open at a moment."""
    if item.locked_by is None or item.locked_at is None or item.locked_at + LAPSES_AFTER < at:
        return None
    return item.locked_by


def require_free(item: Item, officer: Officer, at: datetime) -> None:
    """Insist that nobody else has an item open.

    :raises ItemTaken: if somebody else has
    """
    other = holder_of(item, at)
    if other is not None and other.pk != officer.pk:
        raise ItemTaken(taken_words(item))


def taken_words(item: Item) -> str:
    """Return who has an item open and since when, in words."""
    assert item.locked_by is not None and item.locked_at is not None
    moment = item.locked_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return (
        f"正在由{item.locked_by.name}编辑（{moment:%H:%M}起）。请联系本人，或者选择接管编辑；"
        "您填写的内容没有保存，仍在本页。"
    )
