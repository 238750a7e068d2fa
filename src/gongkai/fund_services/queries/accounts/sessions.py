"""Who is signed in with a token, and where else he is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import AccountSession, EmployerAgent, OnlineAccount
from gongkai.privacy.digests import keyed_digest


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in; `agent` is the right by which he acts for an employer now."""

    account: OnlineAccount
    session: AccountSession
    agent: EmployerAgent | None = None

    @property
    def agency(self) -> Agency:
        """Return the centre whose account it is."""
        return self.account.agency

    @property
    def acts_as(self) -> str:
        """Return for whom he acts, as it stands on each page."""
        return self.agent.employer_name if self.agent else str(self.account.name)


def token_digest(token: str) -> str:
    """Return what is kept of a session's token."""
    return keyed_digest("online-session", token)


def idle_limit() -> timedelta:
    """Return after how long without a page somebody has to sign in again."""
    return timedelta(minutes=settings.GONGKAI_ACCOUNT_IDLE_MINUTES)


def absolute_limit() -> timedelta:
    """Return after how long somebody has to sign in again, whatever he did meanwhile."""
    return timedelta(hours=settings.GONGKAI_ACCOUNT_HOURS)


def signed_in_with(token: str, agency: Agency, at: datetime) -> SignedIn | None:
    """Return who is signed in with a token at a centre; None for any token that does not count."""
    if not token:
        return None
    row = (
        open_sessions(at)
        .filter(token_digest=token_digest(token), account__agency=agency)
        .select_related("account__agency", "acts_for")
        .first()
    )
    if row is None:
        return None
    agent = row.acts_for
    stands = agent is not None and agent.account_id == row.account_id and agent.until_at is None
    return SignedIn(row.account, row, agent if stands else None)


def open_sessions(at: datetime) -> QuerySet[AccountSession]:
    """Return the sessions that still count at a moment: neither ended nor idle nor too old."""
    return AccountSession.objects.filter(
        ended_at=None,
        account__deleted_at=None,
        seen_at__gt=at - idle_limit(),
        begun_at__gt=at - absolute_limit(),
    )


def sessions_of(account: OnlineAccount, at: datetime) -> list[AccountSession]:
    """Return where somebody is signed in, the one used last first."""
    rows = open_sessions(at).filter(account=account)
    return list(rows.select_related("acts_for").order_by("-seen_at", "-pk"))


def session_of(account: OnlineAccount, pk: int, at: datetime) -> AccountSession | None:
    """Return one of somebody's own open sessions; None for anybody else's."""
    return open_sessions(at).filter(account=account, pk=pk).first()
