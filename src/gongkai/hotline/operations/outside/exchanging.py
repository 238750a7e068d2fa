"""Exchanging with every organ's 12345 platform what is due: fetched first, then told."""

from datetime import date, datetime, timedelta

from gongkai.hotline.operations.outside.fetching import fetch_tickets
from gongkai.hotline.operations.outside.telling import tell_platform
from gongkai.hotline.queries.outside.platform import links_in_use

EVERY = timedelta(minutes=1)
"""How often a platform that answers is asked."""


def exchange_due(*, seconds: float, on: date, at: datetime) -> int:
    """Exchange with each platform that was not asked this minute; return how much came and went.

    :param seconds: how long one answer may take
    """
    done = 0
    for link in links_in_use():
        if link.answered_at is not None and at - link.answered_at < EVERY:
            continue
        fetched = fetch_tickets(link=link, seconds=seconds, on=on, at=at)
        link.refresh_from_db()
        done += fetched.tickets + fetched.orders + tell_platform(link=link, seconds=seconds, at=at)
    return done
