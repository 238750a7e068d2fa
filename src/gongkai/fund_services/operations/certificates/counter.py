"""Issuing at the counter to a person who is there and has shown who he is."""

from datetime import date, datetime

from gongkai.agencies.models import Officer
from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.operations.certificates.issuing import Issuer, issued
from gongkai.fund_services.operations.certificates.refusing import CertificateActRefused
from gongkai.fund_services.permissions import require_handler
from gongkai.rules.certificates import CertificateKind, CertificateRefused
from gongkai.rules.identity import check_credit_code, check_resident_card


def issue_at_counter(
    *,
    officer: Officer,
    kind: CertificateKind,
    number: str,
    is_identity_seen: bool,
    on: date,
    at: datetime,
    presenter: str = "",
    contract_no: str = "",
    addressed_to: str = "",
    token: str = "",
) -> Certificate:
    """Issue a certificate to somebody at the counter.

    :param number: identity number of the worker, or credit code of the employer
    :param is_identity_seen: whether the officer looked at his document and at him
    :param presenter: who stands there for an employer
    :raises NotAllowed: if the officer does not handle business
    :raises CertificateActRefused: if the document was not checked, or the number cannot be
    :raises CertificateRefused, CoreAway, CertificateUnavailable: as `issue_certificate` does
    """
    require_handler(officer, officer.agency, on)
    if not is_identity_seen:
        raise CertificateActRefused("核验身份：未勾选。请查验本人有效证件原件后再出具。")
    for_employer = kind == CertificateKind.EMPLOYER_DEPOSIT
    checked = check_credit_code(number) if for_employer else check_resident_card(number, on)
    if checked.fault:
        raise CertificateActRefused(checked.fault)
    employer_no = _employer_no(checked.value) if for_employer else ""
    if for_employer and not presenter.strip():
        raise CertificateActRefused("单位经办人：未填写，请填写到场办理人的姓名。")
    return issued(
        agency=officer.agency,
        kind=kind,
        issuer=Issuer(None, None, officer),
        identity_number="" if for_employer else checked.value,
        employer_no=employer_no,
        contract_no=contract_no,
        addressed_to=addressed_to,
        token=token,
        on=on,
        at=at,
        note="柜台查验证件原件后出具",
    )


def _employer_no(credit_code: str) -> str:
    employer = fund_core().employer_of(credit_code)
    if employer is None:
        raise CertificateRefused(
            "本中心查不到该单位的缴存登记，不能出具证明", "请核对统一社会信用代码后重新填写。"
        )
    return employer.employer_no
