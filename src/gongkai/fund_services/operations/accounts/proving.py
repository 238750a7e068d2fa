"""Proving who one is, in two steps: the real-name check, then a code; and what it is good for.

Whatever is typed, the first step answers alike. So nobody learns whom the centre knows, nor who
has an account.
"""

from datetime import datetime

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import (
    AccountCode,
    AccountEventKind,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.codes import WRONG, Asked, ask_for_code, use_code
from gongkai.fund_services.operations.accounts.knowing import Person, known_person
from gongkai.fund_services.operations.accounts.opening import open_account
from gongkai.fund_services.operations.accounts.passwords import insist_on_password, set_password
from gongkai.fund_services.operations.accounts.recording import Place, audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.sessions import end_sessions
from gongkai.fund_services.queries.accounts.finding import account_with_identity
from gongkai.fund_services.queries.accounts.names import plain_name
from gongkai.rules.identity import check_resident_card
from gongkai.rules.phones import check_phone

_NAME_MOST = 50


def insist_on_form(person: Person, at: datetime) -> None:
    """Insist that name, number and phone can be what they say they are.

    :raises AccountRefused: naming the field; the number is never repeated
    """
    if not plain_name(person.name):
        raise AccountRefused("姓名：未填写，请填写与证件一致的姓名。", "name")
    if len(person.name) > _NAME_MOST:
        raise AccountRefused(f"姓名：最多{_NAME_MOST}个字，请核对。", "name")
    number = person.tidied.identity_number
    if not number:
        raise AccountRefused("证件号码：未填写，请填写。", "identity_number")
    if len(number) == 18:
        fault = check_resident_card(number, at.date()).fault
        if fault:
            raise AccountRefused(fault, "identity_number")
    elif not (5 <= len(number) <= 30 and number.isascii() and number.isalnum()):
        raise AccountRefused(
            "证件号码：居民身份证应为18位，其他证件只有字母和数字，请对照证件核对。",
            "identity_number",
        )
    if not person.phone.strip():
        raise AccountRefused("手机号码：未填写，请填写在本中心登记的手机号码。", "phone")
    fault = check_phone(person.phone).fault
    if fault:
        raise AccountRefused(f"手机号码：{fault.partition('：')[2] or fault}", "phone")


def begin_proof(*, agency: Agency, purpose: str, person: Person, at: datetime) -> Asked:
    """Check a person by the business system and have a code sent to him if he is known.

    :param purpose: OPENING or PASSWORD
    :raises AccountRefused: if what was typed can be nobody's
    :raises CoreAway: if the business system cannot be asked
    """
    insist_on_form(person, at)
    known = known_person(person) is not None
    own = _is_own(account_with_identity(agency, person.identity_number), person)
    return ask_for_code(agency=agency, purpose=purpose, person=person, is_known=known or own, at=at)


def register(
    *,
    agency: Agency,
    person: Person,
    asked: AccountCode | None,
    code: str,
    password: str,
    again: str,
    at: datetime,
    place: Place,
) -> OnlineAccount:
    """Open an account for somebody who proved who he is.

    :raises AccountRefused: if the password is no good, the code is wrong, or he has an account
    :raises CoreAway: if the business system cannot be asked
    """
    insist_on_password(password, again, person)
    account_no = _proved(agency, person, asked, code, at)
    with transaction.atomic():
        account = open_account(
            agency=agency,
            name=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            password=password,
            account_no=account_no,
            at=at,
            how="code",
        )
        tell_owner(account, AccountEventKind.OPENED, at, place)
    return account


def reset_password(
    *,
    agency: Agency,
    person: Person,
    asked: AccountCode | None,
    code: str,
    password: str,
    again: str,
    at: datetime,
    place: Place,
) -> OnlineAccount:
    """Give somebody who proved who he is a new password; all his sessions end.

    :raises AccountRefused: if the password is no good, the code is wrong, or he has no account
    :raises CoreAway: if the business system cannot be asked
    """
    insist_on_password(password, again, person)
    _proved(agency, person, asked, code, at)
    account = account_with_identity(agency, person.identity_number)
    if account is None:
        raise AccountRefused("您还没有开通账户，请选择“开通账户”。")
    with transaction.atomic():
        set_password(account, password)
        end_sessions(account=account, at=at)
        tell_owner(account, AccountEventKind.PASSWORD_RESET, at, place)
        audit("password_reset", account, at)
    return account


def _proved(
    agency: Agency, person: Person, asked: AccountCode | None, code: str, at: datetime
) -> str:
    """Take a code as proof; return the number of the person's fund account, "" if he has none.

    :raises AccountRefused: if the code is wrong, or nobody knows the person
    """
    known = known_person(person)
    own = _is_own(account_with_identity(agency, person.identity_number), person)
    used = use_code(agency=agency, person=person, code=code, asked=asked, at=at)
    if known is not None:
        return known.account_no
    if own or used.without_account:
        return ""
    raise AccountRefused(WRONG, "code")


def _is_own(account: OnlineAccount | None, person: Person) -> bool:
    """Tell whether an agent without a fund account is meant, whom the counter once knew."""
    if account is None or account.account_no:
        return False
    kept = Person(account.name, account.identity_number, account.phone)
    return kept.tidied == person.tidied
