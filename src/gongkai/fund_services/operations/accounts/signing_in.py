"""Signing in by number and password; the same answer in the same time, whoever has an account."""

from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import (
    AccountEventKind,
    AccountSession,
    OnlineAccount,
    SignInFailure,
)
from gongkai.fund_services.operations.accounts.locking import (
    count_failure,
    forget_failures,
    minutes_locked,
    sign_in_locks,
)
from gongkai.fund_services.operations.accounts.passwords import is_right
from gongkai.fund_services.operations.accounts.recording import Place, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.sessions import begin_session, end_session
from gongkai.fund_services.queries.accounts.finding import account_named, typed_digest

_WRONG = (
    "证件号码（手机号码）或者密码不正确，请核对后重新输入；还没有账户的请先开通，"
    "忘记密码的请选择“忘记密码”。"
)


class SignInLocked(AccountRefused):
    """It failed too often; `minutes` is after how long it may be tried again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            f"登录失败次数过多，请{minutes}分钟后再试；忘记密码的，可以选择“忘记密码”重新设置。"
        )
        self.minutes = minutes


def sign_in(*, agency: Agency, number: str, password: str, at: datetime, place: Place) -> str:
    """Sign somebody in by identity number or phone, and password; return the session's token.

    Not one transaction on purpose: that it failed stays on record.

    :raises SignInLocked: if it failed too often
    :raises AccountRefused: if number and password do not belong together
    """
    digest = typed_digest(number)
    locks = sign_in_locks(agency.pk, digest, place.address)
    minutes = minutes_locked(locks)
    if minutes:
        raise SignInLocked(minutes)
    account = account_named(agency, number)
    if not is_right(account, password) or account is None:
        count_failure(locks)
        SignInFailure.objects.create(
            agency=agency,
            number_digest=digest,
            at=at,
            device=place.device[:100],
            address=place.address[:45],
        )
        raise AccountRefused(_WRONG)
    forget_failures(locks)
    return enter(account=account, at=at, place=place)


@transaction.atomic
def enter(
    *,
    account: OnlineAccount,
    at: datetime,
    place: Place,
    kind: Any = AccountEventKind.SIGNED_IN,
) -> str:
    """Begin a session for somebody who has proved who he is; return its token."""
    tell_owner(account, kind, at, place)
    return begin_session(account=account, at=at, device=place.device, address=place.address)


@transaction.atomic
def sign_out(*, session: AccountSession, at: datetime) -> None:
    """End the session somebody is in."""
    end_session(session=session, at=at)
    place = Place(session.device, session.address)
    tell_owner(session.account, AccountEventKind.SIGNED_OUT, at, place)
