"""Certificates of the demonstration: a self-signed key, and two certificates of made-up people."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.cli.seal_making import make_seal
from gongkai.fund_services.core.choosing import is_embedded
from gongkai.fund_services.core.made_up import people
from gongkai.fund_services.operations.certificates import issue_certificate
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.fund_services.operations.certificates.registering import register_made_key
from gongkai.fund_services.operations.certificates.sealing import key_state
from gongkai.fund_services.queries.accounts.finding import account_named
from gongkai.fund_services.queries.certificates.keys import seal_keys
from gongkai.fund_services.queries.certificates.loans import loans_to_certify
from gongkai.rules.certificates import CertificateKind

# In force whatever day the demonstration is loaded for.
_SINCE, _DAYS = datetime(2019, 1, 1, tzinfo=UTC), 7300
_SUFFIX = "（演示）"


def issue_certificates(centre: Agency, *, on: date, at: datetime) -> None:
    """Make and register a self-signed key where there is none, and issue with it once.

    Nothing is done where the installation has a key or a business system of its own.

    :raises Refused: if the key cannot be written
    """
    told = settings.GONGKAI_SEAL
    if not is_embedded() or not told["secret_file"]:
        return
    if not Path(told["place"]).exists():
        make_seal(
            Path(told["place"]),
            Path(told["secret_file"]),
            f"{centre.name}{_SUFFIX}",
            _SINCE,
            days=_DAYS,
        )
    state = key_state(centre, at)
    if state.problem or (state.row is None and seal_keys(centre)):
        return
    if state.row is None:
        register_made_key(agency=centre, at=at)
    try:
        _issue(centre, on, at)
    except CertificateUnavailable:
        # The file was replaced meanwhile by one of another password: nothing to show then.
        return


def _issue(centre: Agency, on: date, at: datetime) -> None:
    issue = partial(issue_certificate, on=on, at=at, token="demonstration")
    for worker in people.named_workers():
        account = account_named(centre, worker.phone)
        if account is None:
            continue
        if worker.account_no == people.DEPOSITING:
            issue(account=account, kind=CertificateKind.DEPOSIT)
        elif worker.account_no == people.SETTLED:
            issue(
                account=account,
                kind=CertificateKind.LOAN_SETTLEMENT,
                contract_no=loans_to_certify(account)[0].loan.contract_no,
            )
