"""Beginning, renewing and ending sessions; a token is told once and known by digest after that."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.fund_services.models import (
    AccountEventKind,
    AccountSession,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.recording import Place, tell_owner
from gongkai.fund_services.queries.accounts.sessions import token_digest

# Whoever reads page after page need not be written down each time.
_SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def begin_session(
    *, account: OnlineAccount, at: datetime, device: str = "", address: str = ""
) -> str:
    """Sign somebody in; return the token for his cookie, which nobody else is ever told."""
    token = secrets.token_urlsafe(32)
    AccountSession.objects.create(
        account=account,
        token_digest=token_digest(token),
        device=device[:100],
        address=address[:45],
        begun_at=at,
        seen_at=at,
    )
    return token


@transaction.atomic
def renew_token(*, session: AccountSession) -> str:
    """Give a session a new token, as after every change of what it may do; the old one is void."""
    token = secrets.token_urlsafe(32)
    session.token_digest = token_digest(token)
    session.save(update_fields=["token_digest"])
    return token


@transaction.atomic
def act_for(*, session: AccountSession, agent: EmployerAgent | None) -> str:
    """Have a session act for an employer, or for the person himself; return its new token.

    :param agent: a right of the session's own account, see `queries.accounts.agents.agent_of`
    """
    session.acts_for = agent
    session.save(update_fields=["acts_for"])
    return renew_token(session=session)


@transaction.atomic
def choose_employer(
    *, session: AccountSession, agent: EmployerAgent | None, at: datetime, place: Place
) -> str:
    """Act for an employer as act_for, and have the owner see it; return the session's new token."""
    note = agent.employer_name if agent is not None else "本人"
    tell_owner(session.account, AccountEventKind.ACTED_FOR, at, place, note)
    return act_for(session=session, agent=agent)


def note_seen(*, session: AccountSession, at: datetime) -> None:
    """Put on record that a session is in use, once a minute at most."""
    if at - session.seen_at >= _SEEN_EVERY:
        AccountSession.objects.filter(pk=session.pk, ended_at=None).update(seen_at=at)
        session.seen_at = at


def end_session(*, session: AccountSession, at: datetime) -> None:
    """Sign a session out."""
    AccountSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)


def end_sessions(*, account: OnlineAccount, at: datetime, but: AccountSession | None = None) -> int:
    """End all sessions of an account but one; return how many were ended."""
    rows = AccountSession.objects.filter(account=account, ended_at=None)
    return rows.exclude(pk=but.pk if but else None).update(ended_at=at)
