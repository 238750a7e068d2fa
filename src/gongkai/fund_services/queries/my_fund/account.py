"""A person's own account as the business system tells it."""

import logging

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import WorkerAccount
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import OnlineAccount

_NOT_HIS = "公积金业务系统中的账户信息与您的身份不一致，为保护信息安全暂不显示，请联系中心核对。"

log = logging.getLogger(__name__)


def my_account(account: OnlineAccount) -> WorkerAccount | None:
    """Return a person's account, None where he has none with the centre.

    An account that now belongs to another identity number is nobody's to be shown here.

    :raises CoreAway: if the business system cannot be asked, or tells of somebody else
    """
    core = fund_core()
    if account.account_no:
        found = core.account(account.account_no)
    else:
        # Opened before he had one, by an agent of an employer for instance.
        found = core.account_of(str(account.identity_number))
    if found is not None and _plain(found.identity_number) != _plain(account.identity_number):
        log.error("online account %s: the business system tells of another person", account.pk)
        raise CoreAway(_NOT_HIS)
    return found


def _plain(number: str) -> str:
    return "".join(number.split()).upper()
