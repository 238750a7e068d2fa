"""What an account's own page shows, numbers masked."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.fund_services.models import AgentApplication, OnlineAccount, OutsideIdentity
from gongkai.fund_services.queries.accounts.agents import employers_of, namings_for
from gongkai.fund_services.queries.accounts.sessions import open_sessions
from gongkai.fund_services.queries.accounts.wechat import wechat_standing
from gongkai.privacy.masking import mask_identity, mask_phone


@dataclass(frozen=True)
class Overview:
    """An account as its owner sees it; counts are of what stands now.

    `follows` is the centre's WeChat account that he can bind, "" where there is none.
    """

    name: str
    identity_number: str
    phone: str
    has_password: bool
    is_bound: bool
    opened_at: datetime
    devices: int
    employers: int
    namings: int
    waiting: int
    follows: str
    wechat_bound_at: datetime | None


def overview_of(account: OnlineAccount, at: datetime) -> Overview:
    """Return what the owner sees of his account."""
    wechat = wechat_standing(account)
    return Overview(
        name=account.name,
        identity_number=mask_identity(account.identity_number),
        phone=mask_phone(account.phone),
        has_password=bool(account.password),
        is_bound=OutsideIdentity.objects.filter(account=account).exists(),
        opened_at=account.opened_at,
        devices=open_sessions(at).filter(account=account).count(),
        employers=len(employers_of(account)),
        namings=len(namings_for(account)),
        waiting=AgentApplication.objects.filter(account=account, state="WAITING").count(),
        follows=wechat.follows,
        wechat_bound_at=wechat.bound_at,
    )
