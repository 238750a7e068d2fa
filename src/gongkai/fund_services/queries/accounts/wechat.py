"""Which accounts are bound to WeChat, and whose owners chose to be told there."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import OnlineAccount
from gongkai.fund_services.queries.accounts.finding import phone_digest
from gongkai.messages.queries.wechat import account_binding
from gongkai.publications.queries.deliveries import account_to_follow


@dataclass(frozen=True, slots=True)
class WeChatStanding:
    """How an account stands with WeChat.

    `follows` is the name of the centre's WeChat account, "" where nobody can be bound; `bound_at`
    is None where the account is not.
    """

    follows: str
    bound_at: datetime | None
    takes_messages: bool


def wechat_standing(account: OnlineAccount) -> WeChatStanding:
    """Return how an account stands with WeChat."""
    row = account_binding(account.pk)
    return WeChatStanding(
        follows=account_to_follow(account.agency),
        bound_at=row.bound_at if row else None,
        takes_messages=bool(row and row.takes_messages),
    )


def openid_of(account: int | None) -> str:
    """Return the follower whom an account's messages go to, "" where nobody chose that.

    :param account: its key, None where nobody was signed in
    """
    row = account_binding(account) if account is not None else None
    return row.openid if row is not None and row.takes_messages else ""


def openid_of_phone(agency: Agency, phone: str) -> str:
    """Return the same for the account of a phone number."""
    digest = phone_digest(phone)
    if not digest:
        return ""
    rows = OnlineAccount.objects.filter(agency=agency, phone_digest=digest, deleted_at=None)
    return openid_of(rows.values_list("pk", flat=True).first())
