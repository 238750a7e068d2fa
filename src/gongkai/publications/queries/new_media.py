"""The organ's account elsewhere, as inspectors look at it."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max

from gongkai.agencies.models import Agency
from gongkai.publications.models import Post, WeChatAccount


class Feed(NamedTuple):
    """An account by its name, and when it last posted."""

    name: str
    last_on: date | None


def wechat_feed(agency: Agency, on: date) -> Feed | None:
    """Return an organ's WeChat account and its last post by a day; None where it has neither."""
    account = WeChatAccount.objects.filter(agency=agency, is_active=True).first()
    last = Post.objects.filter(agency=agency, posted_on__lte=on).aggregate(last=Max("posted_on"))
    if account is None and last["last"] is None:
        return None
    return Feed(account.name if account else "微信公众号", last["last"])
