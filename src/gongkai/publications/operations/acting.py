"""The one way to act on an item: hold it, see that nobody was there before, count and record."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.models import Item, ItemState


class ItemRefused(ValueError):
    """The item does not let this be done; the message says why and what to do, in Chinese."""


class ItemChanged(ItemRefused):
    """Someone else acted on the item meanwhile; the message tells what was done."""


class ItemTaken(ItemRefused):
    """Someone else has the item open for writing; the message tells who, and since when."""


def hold(item: Item, *, version: int | None = None) -> Item:
    """Return an item held for the transaction, as it stands now.

    :param version: the version the actor saw; None where he does not act on what he saw
    :raises ItemChanged: if the item was acted on since
    """
    held = (
        Item.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency", "column", "column__agency", "drafter")
        .get(pk=item.pk)
    )
    if version is not None and version != held.version:
        raise ItemChanged(_what_happened(held))
    return held


def touch(
    item: Item,
    *,
    action: str,
    officer: Officer | None,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Store a held item with what was done to it, and record that."""
    item.version += 1
    item.changed_at = at
    item.save()
    record(
        action=f"item.{action}",
        subject=subject_of(item),
        at=at,
        agency=item.agency,
        officer=officer,
        detail={"title": item.title, **(detail or {})},
    )


def subject_of(item: Item) -> str:
    """Return what rounds, notices and the trail call an item, whatever its title becomes."""
    return f"信息 {item.pk}"


def require_state(item: Item, *states: Any) -> None:
    """Insist on one of some states.

    :raises ItemRefused: naming the state it is in and those in which it could be done
    """
    if item.state not in states:
        wanted = "、".join(f"“{ItemState(state).label}”" for state in states)
        raise ItemRefused(
            f"《{item.title}》当前为“{item.get_state_display()}”，此操作只适用于{wanted}的信息，"
            "请刷新页面查看。"
        )


def _what_happened(item: Item) -> str:
    last = item.revisions.select_related("officer").order_by("-number").first()
    who = f"{last.officer.name}最近保存了第{last.number}稿，" if last is not None else ""
    moment = item.changed_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return (
        f"《{item.title}》在您打开之后已有变动：{who}{moment:%m月%d日%H:%M}变动后为"
        f"“{item.get_state_display()}”。请对照最新内容后再操作，您填写的内容没有保存，仍在本页。"
    )
