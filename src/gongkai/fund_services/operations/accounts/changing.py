"""What an owner changes of his account: password, phone number, where he is signed in."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.fund_services.models import (
    AccountCode,
    AccountEventKind,
    AccountSession,
    CodePurpose,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.codes import (
    Asked,
    ask_for_code,
    use_code,
    use_counter_code,
)
from gongkai.fund_services.operations.accounts.knowing import Person, known_person
from gongkai.fund_services.operations.accounts.passwords import (
    insist_it_is_right,
    insist_on_password,
    set_password,
)
from gongkai.fund_services.operations.accounts.proving import insist_on_form
from gongkai.fund_services.operations.accounts.recording import Place, audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.sessions import (
    end_session,
    end_sessions,
    renew_token,
)
from gongkai.fund_services.queries.accounts.finding import phone_digest


def change_password(
    *, session: AccountSession, old: str, password: str, again: str, at: datetime
) -> str:
    """Give an account a new password; all other sessions end. Return this session's new token.

    :raises AccountRefused: if the old one is wrong or the new one no good
    """
    account = session.account
    if account.password:
        try:
            insist_it_is_right(account, old)
        except AccountRefused as refused:
            raise AccountRefused(f"原{refused}", "old") from None
    insist_on_password(password, again, person_of(account))
    with transaction.atomic():
        set_password(account, password)
        end_sessions(account=account, at=at, but=session)
        tell_owner(account, AccountEventKind.PASSWORD_CHANGED, at, place_of(session))
        audit("password_changed", account, at)
        return renew_token(session=session)


def ask_old_phone(*, account: OnlineAccount, at: datetime) -> Asked:
    """Have a code sent to the phone an account has now."""
    return ask_for_code(
        agency=account.agency,
        purpose=CodePurpose.PHONE,
        person=person_of(account),
        is_known=True,
        at=at,
    )


def change_phone(
    *,
    session: AccountSession,
    phone: str,
    password: str,
    code: str,
    asked: AccountCode | None,
    at: datetime,
) -> str:
    """Give an account another phone number; return the session's new token.

    The owner proves himself by the password, or by a code sent to the old phone. The new number is
    the one that the business system has of him, or the counter gave out a code for it.

    :param code: of the old phone, or of the counter for the new one
    :raises AccountRefused: if he does not, or the number is known neither to the one nor the other
    :raises CoreAway: if the business system cannot be asked
    """
    account = session.account
    new = person_of(account)._replace(phone=phone)
    insist_on_form(new, at)
    if new.tidied == person_of(account).tidied:
        raise AccountRefused("新手机号码：与现在的相同，不需要变更。", "phone")
    known = known_person(new) is not None
    by_counter = not known and bool(code) and _fits_counter(account, new, code, at)
    if not known and not by_counter:
        raise AccountRefused(
            "新手机号码：与本中心登记的不一致；请先到柜台变更登记的手机号码，"
            "或者填写柜台给出的开通码。",
            "phone",
        )
    if not by_counter:
        _insist_on_owner(account, password, code, asked, at)
    with transaction.atomic():
        _store_phone(account, new)
        end_sessions(account=account, at=at, but=session)
        tell_owner(account, AccountEventKind.PHONE_CHANGED, at, place_of(session))
        audit("phone_changed", account, at, by="counter" if by_counter else "core")
        return renew_token(session=session)


@transaction.atomic
def end_other_session(*, session: AccountSession, other: AccountSession, at: datetime) -> None:
    """End a session of the same owner at another place.

    :param other: fetched with `queries.accounts.sessions.session_of`
    """
    end_session(session=other, at=at)
    tell_owner(session.account, AccountEventKind.SESSION_ENDED, at, place_of(session), other.device)


@transaction.atomic
def end_all_others(*, session: AccountSession, at: datetime) -> int:
    """End all sessions of an owner but the one he is in; return how many there were."""
    ended = end_sessions(account=session.account, at=at, but=session)
    tell_owner(session.account, AccountEventKind.SESSION_ENDED, at, place_of(session), "其他全部")
    return ended


def person_of(account: OnlineAccount) -> Person:
    """Return whose account it is."""
    return Person(account.name, account.identity_number, account.phone)


def place_of(session: AccountSession) -> Place:
    """Return where somebody is signed in."""
    return Place(session.device, session.address)


def _insist_on_owner(
    account: OnlineAccount, password: str, code: str, asked: AccountCode | None, at: datetime
) -> None:
    if code:
        use_code(agency=account.agency, person=person_of(account), code=code, asked=asked, at=at)
        return
    if not account.password:
        raise AccountRefused("验证码：未填写，请先发送验证码到原手机，再填写收到的验证码。", "code")
    if not password:
        raise AccountRefused("密码：未填写，请填写密码，或者填写原手机收到的验证码。", "password")
    insist_it_is_right(account, password)


def _fits_counter(account: OnlineAccount, new: Person, code: str, at: datetime) -> bool:
    return use_counter_code(agency=account.agency, person=new, code=code, at=at)


def _store_phone(account: OnlineAccount, new: Person) -> None:
    rows = OnlineAccount.objects.filter(pk=account.pk)
    try:
        with transaction.atomic():
            rows.update(phone=new.tidied.phone, phone_digest=phone_digest(new.phone))
    except IntegrityError:
        raise AccountRefused(
            "新手机号码：已经用于另一个账户，请携带身份证件到柜台办理。", "phone"
        ) from None
    account.refresh_from_db(fields=["phone", "phone_digest"])
