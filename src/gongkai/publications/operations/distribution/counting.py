"""Daily numbers of WeChat accounts: followers, which the report counts, and readers of posts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from gongkai.messages.outlets.speaking import OutletFault
from gongkai.publications.models import (
    FollowerCount,
    ItemDelivery,
    Outlet,
    PostReads,
    WeChatAccount,
)
from gongkai.publications.operations.distribution.accounts import speaker_of
from gongkai.publications.outlets.wechat import WeChat

# 每日8点后查询前一日的数据; a day's numbers are asked for again while they are not there.
_READY = 9
_DAYS_OF_FOLLOWERS, _DAYS_OF_READERS = 7, 3


def count_wechat(*, at: datetime) -> int:
    """Fetch what is missing of the last days, of every account in use; return how many days.

    What an account's platform does not tell is asked for again the next time, and holds up no
    other account.
    """
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    if local.hour < _READY:
        return 0
    yesterday = local.date() - timedelta(days=1)
    counted = 0
    for account in WeChatAccount.objects.filter(is_active=True).select_related("agency"):
        wechat = speaker_of(account, at)
        for count in (_count_followers, _count_readers):
            try:
                counted += count(account, wechat, yesterday)
            except OutletFault:
                continue
    return counted


def _count_followers(account: WeChatAccount, wechat: WeChat, last: date) -> int:
    first = last - timedelta(days=_DAYS_OF_FOLLOWERS - 1)
    rows = FollowerCount.objects.filter(agency=account.agency)
    known = set(rows.filter(counted_on__gte=first).values_list("counted_on", flat=True))
    if len(known) == _DAYS_OF_FOLLOWERS:
        return 0
    told = wechat.followers(first.isoformat(), last.isoformat())
    wanted = {first + timedelta(days=n) for n in range(_DAYS_OF_FOLLOWERS)} - known
    fresh = [day for day in sorted(wanted) if day.isoformat() in told]
    for day in fresh:
        # What a ledger told of a day stands.
        FollowerCount.objects.get_or_create(
            agency=account.agency,
            counted_on=day,
            defaults={
                "register_no": f"WX-GZ-{day:%Y%m%d}",
                "followers": told[day.isoformat()],
            },
        )
    return len(fresh)


def _count_readers(account: WeChatAccount, wechat: WeChat, last: date) -> int:
    days = [last - timedelta(days=n) for n in range(_DAYS_OF_READERS)]
    rows = ItemDelivery.objects.filter(
        item__agency=account.agency, outlet=Outlet.WECHAT, post__posted_on__lte=last
    )
    posts = {
        f"{ids['message_id']}_1": post
        for ids, post in rows.values_list("outside_ids", "post")
        if ids.get("message_id")
    }
    if not posts:
        return 0
    known = set(
        PostReads.objects.filter(post__agency=account.agency, counted_on__in=days).values_list(
            "counted_on", flat=True
        )
    )
    counted = 0
    for day in days:
        if day not in known:
            counted += _count_day(wechat, posts, day)
    return counted


def _count_day(wechat: WeChat, posts: dict[str, int], day: date) -> int:
    readers, sharers = wechat.readers(day.isoformat()), wechat.sharers(day.isoformat())
    told = {name for name in (*readers, *sharers) if name in posts}
    with transaction.atomic():
        for name in told:
            PostReads.objects.update_or_create(
                post_id=posts[name],
                counted_on=day,
                defaults={"reads": readers.get(name, 0), "shares": sharers.get(name, 0)},
            )
    return bool(told)
