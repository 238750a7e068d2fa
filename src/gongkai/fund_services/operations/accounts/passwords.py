"""What a password must be, and setting it."""

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.fund_services.models import OnlineAccount
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.locking import (
    count_failure,
    forget_failures,
    minutes_locked,
    password_locks,
)
from gongkai.fund_services.operations.accounts.refusing import AccountRefused

LONGEST = 128
_WRONG = "密码：不正确，请重新输入；忘记密码的请退出后选择“忘记密码”。"


def insist_on_password(password: str, again: str, person: Person) -> None:
    """Insist that a new password is a good one, and typed twice alike.

    :raises AccountRefused: saying what is wrong with it
    """
    if not password:
        raise AccountRefused("新密码：未填写，请填写。", "password")
    if len(password) > LONGEST:
        raise AccountRefused(f"新密码：最多{LONGEST}个字符，请缩短。", "password")
    try:
        validate_password(password)
    except ValidationError as faults:
        told = [_told(each) for each in faults.error_list]
        raise AccountRefused(f"新密码：{''.join(told)}", "password") from None
    own = (person.tidied.identity_number, person.tidied.phone)
    if any(each and (each in password.upper() or password.upper() in each) for each in own):
        raise AccountRefused("新密码：不能包含证件号码或者手机号码，请另设一个。", "password")
    if password != again:
        raise AccountRefused("再次输入：两次输入的密码不同，请重新输入。", "again")


def _told(fault: ValidationError) -> str:
    """Return what a validator says, in our words where Django has none in Chinese."""
    if fault.code == "password_too_short":
        least = (fault.params or {}).get("min_length", "")
        return f"太短，至少{least}个字符，请加长。"
    if fault.code == "password_too_common":
        return "太常见，容易被猜到，请另设一个。"
    return "".join(fault.messages)


def set_password(account: OnlineAccount, password: str) -> None:
    """Give an account a new password; nothing else of it changes."""
    account.password = make_password(password)
    account.save(update_fields=["password"])


def is_right(account: OnlineAccount | None, password: str) -> bool:
    """Tell whether a password is an account's, in the same time where there is no account."""

    def renew(raw: str) -> None:
        if account is not None:
            set_password(account, raw)

    stored = account.password if account is not None else ""
    return check_password(password[:LONGEST], stored, renew)


def insist_it_is_right(account: OnlineAccount, password: str) -> None:
    """Insist that somebody who is signed in knows the account's password.

    :raises AccountRefused: if he does not, or was wrong too often
    """
    locks = password_locks(account.pk)
    minutes = minutes_locked(locks)
    if minutes:
        raise AccountRefused(f"密码：连续输错次数过多，请{minutes}分钟后再试。", "password")
    if not is_right(account, password):
        count_failure(locks)
        raise AccountRefused(_WRONG, "password")
    forget_failures(locks)
