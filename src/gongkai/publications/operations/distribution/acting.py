"""What all acts on deliveries share: refusing, holding a row, recording."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.models import Item, ItemDelivery
from gongkai.publications.operations.acting import ItemRefused


class DeliveryRefused(ItemRefused):
    """The delivery does not let this be done; the message says why and what to do, in Chinese."""


def hold(delivery: ItemDelivery) -> ItemDelivery:
    """Return a delivery held for the transaction, as it stands now."""
    held: ItemDelivery = (
        ItemDelivery.objects.select_for_update(of=("self",))
        .select_related("item__agency", "asked_by")
        .get(pk=delivery.pk)
    )
    return held


def note(
    action: str, delivery: ItemDelivery, officer: Officer | None, at: datetime, **detail: Any
) -> None:
    """Record what was done to a delivery; no token or secret ever is in it."""
    told = {"title": delivery.item.title, "outlet": delivery.outlet, **detail}
    record(
        action=action,
        subject=subject_of(delivery.item),
        at=at,
        agency=delivery.item.agency,
        officer=officer,
        detail=told,
    )


def subject_of(item: Item) -> str:
    """Return what the trail and notices call an item's deliveries."""
    return f"信息 {item.pk}"


def day_of(moment: datetime) -> date:
    """Return the day that a moment is on here."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
