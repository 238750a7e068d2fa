"""Deliveries as officers see them: lists, those of one item, and the daily numbers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from gongkai.agencies.models import Agency
from gongkai.messages.queries.gateways import wechat_callback_of
from gongkai.publications.models import (
    CitySite,
    FollowerCount,
    Item,
    ItemDelivery,
    Outlet,
    WeChatAccount,
)

_WITH = ("item__agency", "city_report", "post", "asked_by")


@dataclass(frozen=True)
class DeliveriesWanted:
    """Which deliveries an officer asks for; empty fields ask for nothing."""

    outlet: str = ""
    state: str = ""
    text: str = ""


def deliveries_of(agency: Agency, wanted: DeliveriesWanted) -> QuerySet[ItemDelivery, Any]:
    """Return an organ's deliveries, those asked for last first."""
    exact = {"outlet": wanted.outlet, "state": wanted.state}
    rows = ItemDelivery.objects.filter(item__agency=agency).select_related(*_WITH)
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    for word in wanted.text.split():
        rows = rows.filter(item__title__contains=word)
    return rows.order_by("-asked_at", "-pk")


def deliveries_of_item(item: Item) -> list[ItemDelivery]:
    """Return what became of an item outside the site, the last asked for first."""
    rows = ItemDelivery.objects.filter(item=item).select_related(*_WITH)
    return list(rows.order_by("-asked_at", "-pk"))


def delivery_of(agency: Agency, key: int) -> ItemDelivery | None:
    """Return one of an organ's deliveries, None where it has none of this key."""
    rows = ItemDelivery.objects.filter(item__agency=agency).select_related(*_WITH)
    found: ItemDelivery | None = rows.filter(pk=key).first()
    return found


def wechat_account_of(agency: Agency) -> WeChatAccount | None:
    """Return the organ's WeChat account, None where it has none."""
    found: WeChatAccount | None = WeChatAccount.objects.filter(agency=agency).first()
    return found


def account_to_follow(agency: Agency) -> str:
    """Return the name of the WeChat account whose pushes an organ takes, "" where it takes none."""
    found = wechat_account_of(agency)
    taken = found is not None and found.is_active and wechat_callback_of(agency) is not None
    return found.name if found is not None and taken else ""


def city_site_of(agency: Agency) -> CitySite | None:
    """Return where the organ reports by machine, None where nowhere."""
    found: CitySite | None = CitySite.objects.filter(agency=agency).first()
    return found


def followers_until(agency: Agency, on: date, days: int = 30) -> list[FollowerCount]:
    """Return how many followed the account on each of the last days, the last first."""
    first = on - timedelta(days=days)
    rows = FollowerCount.objects.filter(agency=agency, counted_on__range=(first, on))
    return list(rows.order_by("-counted_on"))


def posts_with_readers(agency: Agency, most: int = 20) -> list[ItemDelivery]:
    """Return the last posts, each with `readers` and `sharers` of all days counted, or None."""
    rows = ItemDelivery.objects.filter(
        item__agency=agency, outlet=Outlet.WECHAT, post__isnull=False
    )
    rows = rows.select_related("post", "item").annotate(
        readers=Sum("post__reads__reads"), sharers=Sum("post__reads__shares")
    )
    return list(rows.order_by("-post__posted_on", "-pk")[:most])
