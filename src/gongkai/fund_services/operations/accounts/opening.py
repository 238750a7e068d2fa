"""Opening an account for a person whom the business system, or the counter, knows."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency
from gongkai.audit.operations import record
from gongkai.fund_services.models import OnlineAccount
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.queries.accounts.finding import identity_digest, phone_digest
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy


@transaction.atomic
def open_account(
    *,
    agency: Agency,
    name: str,
    identity_number: str,
    phone: str,
    password: str,
    account_no: str,
    at: datetime,
    how: str = "",
) -> OnlineAccount:
    """Open an account; whoever calls has made sure who the person is.

    :param password: as typed, "" where only an outside identity is to sign in
    :param account_no: of the provident fund account, "" where the person has none here
    :param how: by what the person was known, for the record
    :raises AccountRefused: if the person or the phone number has an account already
    """
    row = OnlineAccount(
        agency=agency,
        name=" ".join(name.split()),
        identity_number=tidy(identity_number).upper(),
        identity_digest=identity_digest(identity_number),
        phone=check_phone(phone).value,
        phone_digest=phone_digest(phone),
        password=make_password(password) if password else "",
        account_no=account_no,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AccountRefused(
            "您或者这个手机号码已经开通账户，请直接登录；忘记密码的请选择“忘记密码”。"
            "手机号码被他人使用的，请携带身份证件到柜台办理。"
        ) from None
    record(
        action="online_account.opened",
        subject=str(row),
        at=at,
        agency=agency,
        detail={"how": how} if how else {},
    )
    return row
