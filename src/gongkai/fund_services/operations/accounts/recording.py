"""Putting on record what happened to an account: for its owner, and on the audit trail."""

from datetime import datetime
from typing import Any, NamedTuple

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import AccountEvent, OnlineAccount


class Place(NamedTuple):
    """Where somebody acts from: his device in words, and his network address."""

    device: str = ""
    address: str = ""


NOWHERE = Place()


def tell_owner(
    account: OnlineAccount,
    kind: Any,
    at: datetime,
    place: Place = NOWHERE,
    note: str = "",
) -> None:
    """Put a kind of AccountEventKind into the owner's list of what happened to his account."""
    AccountEvent.objects.create(
        account=account,
        kind=kind,
        at=at,
        device=place.device[:100],
        address=place.address[:45],
        note=note[:200],
    )


def audit(
    action: str,
    account: OnlineAccount,
    at: datetime,
    officer: Officer | None = None,
    **detail: Any,
) -> None:
    """Put an act on the trail; an account is named there by its row alone."""
    record(
        action=f"online_account.{action}",
        subject=str(account),
        at=at,
        agency=account.agency,
        officer=officer,
        detail=detail,
    )
