"""Asking that an item goes to an outlet, and steering what was asked."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import (
    CitySite,
    DeliveryState,
    Item,
    ItemDelivery,
    ItemState,
    Outlet,
    WeChatAccount,
)
from gongkai.publications.operations.acting import hold as hold_item
from gongkai.publications.operations.distribution.acting import DeliveryRefused, hold, note
from gongkai.publications.operations.distribution.claiming import UNDER_WAY
from gongkai.publications.outlets.wechat_articles import LONGEST_TITLE
from gongkai.publications.permissions import insist, may_publish
from gongkai.publications.queries.contents import content_hash

_ENDED = (DeliveryState.FAILED, DeliveryState.CANCELLED)


@transaction.atomic
def ask_for_delivery(
    *,
    item: Item,
    outlet: str,
    officer: Officer,
    on: date,
    at: datetime,
    is_reposted: bool = False,
    title: str = "",
) -> ItemDelivery:
    """Have an item taken to an outlet, exactly as it was approved; once for each version.

    An approved item that is not public yet goes there after it is. To the city's site it goes by
    machine where that is set up, else it waits to be handed over (报送).

    :param is_reposted: whether it is another's (转发), as the annual report counts it
    :param title: where the item's own is too long for the outlet
    :raises DeliveryRefused: if the item has not passed, the outlet is not set up, or it is there
    :raises NotAllowed: if the officer may not publish
    """
    insist(may_publish(officer, item.agency, on), "推送信息")
    held = hold_item(item)
    digest = _approved_hash(held)
    headed = (title or held.title).strip()
    _require_outlet(held, outlet, headed)
    by_hand = outlet == Outlet.CITY_SITE and not _has_line(held)
    found = ItemDelivery.objects.filter(item=held, outlet=outlet, content_hash=digest).first()
    if found is not None and found.state not in _ENDED:
        raise DeliveryRefused(
            f"《{held.title}》的这一版本已推送到{found.get_outlet_display()}，"
            f"当前为“{found.get_state_display()}”，不重复推送。"
        )
    delivery = found or ItemDelivery(item=held, outlet=outlet, content_hash=digest)
    delivery.state = _state_from(delivery)
    delivery.title, delivery.is_reposted = headed, is_reposted
    delivery.asked_by, delivery.asked_at = officer, at
    delivery.next_try_at = None if by_hand else at
    delivery.attempts, delivery.problem = 0, ""
    delivery.save()
    note("delivery.asked", delivery, officer, at, is_reposted=is_reposted, headed=headed)
    return delivery


@transaction.atomic
def retry_delivery(
    *, delivery: ItemDelivery, officer: Officer, on: date, at: datetime
) -> ItemDelivery:
    """Have a delivery tried again now; what the outlet has already is not made twice.

    :raises DeliveryRefused: if there is nothing to try
    """
    held = _held(delivery, officer, on)
    by_hand = held.outlet == Outlet.CITY_SITE and not _has_line(held.item)
    if by_hand or held.state not in (*UNDER_WAY, DeliveryState.FAILED):
        raise DeliveryRefused(f"此项推送为“{held.get_state_display()}”，没有可以再试的步骤。")
    if held.state == DeliveryState.FAILED:
        held.state, held.attempts = _state_from(held), 0
    # It is taken from whoever is at it: what he left is found again before the next step.
    held.next_try_at = at
    held.save()
    note("delivery.retried", held, officer, at)
    return held


@transaction.atomic
def cancel_delivery(
    *, delivery: ItemDelivery, officer: Officer, on: date, at: datetime
) -> ItemDelivery:
    """Call off a delivery that has not gone out.

    :raises DeliveryRefused: if it is out, or may be: the outlet was asked to publish it
    """
    held = _held(delivery, officer, on)
    if held.state not in (*UNDER_WAY, DeliveryState.FAILED):
        raise DeliveryRefused(f"此项推送为“{held.get_state_display()}”，不能取消。")
    if {"submitting_at", "publish_id", "sending_at"} & held.outside_ids.keys():
        raise DeliveryRefused("已向对方提交发布，结果出来之前不能取消；如已发布，可以从渠道撤下。")
    held.state, held.next_try_at = DeliveryState.CANCELLED, None
    drafted = {"adding_at", "media_id"} & held.outside_ids.keys()
    held.problem = "公众号草稿箱中可能仍有草稿，请到公众号后台删除。" if drafted else ""
    held.save()
    note("delivery.cancelled", held, officer, at)
    return held


def _held(delivery: ItemDelivery, officer: Officer, on: date) -> ItemDelivery:
    held = hold(delivery)
    insist(may_publish(officer, held.item.agency, on), "办理推送")
    return held


def _state_from(delivery: ItemDelivery) -> Any:
    ids = delivery.outside_ids
    if "publish_id" in ids or "submitting_at" in ids:
        return DeliveryState.SUBMITTED
    return DeliveryState.DRAFTED if "media_id" in ids else DeliveryState.WAITING


def _approved_hash(item: Item) -> str:
    if item.state == ItemState.APPROVED:
        return content_hash(item)
    if item.public_revision is not None:
        return str(item.public_revision.content_hash)
    raise DeliveryRefused(
        f"《{item.title}》当前为“{item.get_state_display()}”，审核通过或者已经公开的信息才能推送。"
    )


def _require_outlet(item: Item, outlet: str, title: str) -> None:
    if outlet not in (Outlet.WECHAT, Outlet.CITY_SITE):
        raise DeliveryRefused("推送渠道：请选择微信公众号或者市政府网站；门户网站随发布自动完成。")
    if outlet == Outlet.WECHAT:
        if not WeChatAccount.objects.filter(agency=item.agency, is_active=True).exists():
            raise DeliveryRefused("尚未设置或者没有启用微信公众号，请先在“微信公众号”页面设置。")
        if len(title) > LONGEST_TITLE:
            raise DeliveryRefused(
                f"公众号标题：最多{LONGEST_TITLE}个字，现为{len(title)}个字，请另填一个短标题。"
            )


def _has_line(item: Item) -> bool:
    return CitySite.objects.filter(agency=item.agency, is_active=True).exists()
