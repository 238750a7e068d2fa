"""What happened to an account, for its owner to see."""

from datetime import datetime
from typing import NamedTuple

from gongkai.fund_services.models import AccountEvent, OnlineAccount, SignInFailure
from gongkai.fund_services.queries.accounts.finding import typed_digest

MOST = 50
"""How many of the newest are shown."""


class Happened(NamedTuple):
    """One thing that happened to an account; `is_warning` where the owner may want to look."""

    at: datetime
    label: str
    device: str
    address: str
    note: str
    is_warning: bool = False


def history_of(account: OnlineAccount) -> list[Happened]:
    """Return what happened to an account and who failed to sign in to it, newest first."""
    rows = AccountEvent.objects.filter(account=account).order_by("-at", "-pk")[:MOST]
    found = [
        Happened(row.at, row.get_kind_display(), row.device, row.address, row.note) for row in rows
    ]
    numbers = [typed_digest(account.identity_number), typed_digest(account.phone)]
    failed = SignInFailure.objects.filter(agency=account.agency_id, number_digest__in=numbers)
    found += [
        Happened(row.at, "登录失败", row.device, row.address, "", is_warning=True)
        for row in failed.order_by("-at", "-pk")[:MOST]
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]
