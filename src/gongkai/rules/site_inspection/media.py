"""Whether the organ's accounts elsewhere are kept up: 国办秘函〔2019〕19号 (政务新媒体)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.limits import Limits


class FeedFact(NamedTuple):
    """An account, and when something was last posted to it."""

    name: str
    last_on: date | None


def feed_faults(feed: FeedFact, on: date, limits: Limits) -> Iterator[Fault]:
    """Yield a fault if nothing was posted for two weeks."""
    days = limits.of("MEDIA_STALE", "days")
    if feed.last_on is not None and feed.last_on + timedelta(days=days) >= on:
        return
    told = feed.last_on.isoformat() if feed.last_on else "没有发布记录"
    yield Fault(
        "MEDIA_STALE",
        feed.name,
        f"政务新媒体“{feed.name}”",
        f"已超过{days}天没有更新，最近一次：{told}。",
        "media:wechat",
        told,
        f"{days}天内有更新",
    )
