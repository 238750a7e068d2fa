"""Who is bound to a follower of an organ's WeChat account, and how a follower may be shown."""

from gongkai.agencies.models import Officer
from gongkai.messages.models import BindingKind, WeChatBinding
from gongkai.privacy.digests import keyed_digest

_SHOWN = 6


def account_binding(key: int) -> WeChatBinding | None:
    """Return the binding of an online account, None where it has none.

    :param key: of the account
    """
    return WeChatBinding.objects.filter(kind=BindingKind.ACCOUNT, holder=key).first()


def officer_binding(officer: Officer) -> WeChatBinding | None:
    """Return an officer's binding, None where he has none."""
    return WeChatBinding.objects.filter(kind=BindingKind.OFFICER, holder=officer.pk).first()


def openid_digest(agency: int, openid: str) -> str:
    """Return the digest by which a follower is found.

    :param agency: key of the organ whose account it is
    """
    return keyed_digest("wechat-openid", f"{agency}:{openid}")


def follower_label(digest: str) -> str:
    """Return how a follower may be shown, so that two can be told apart: never by his openid."""
    return f"微信用户 {digest[:_SHOWN]}" if digest else "微信用户"
