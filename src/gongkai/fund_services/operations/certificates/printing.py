"""Handing out a certificate again: the same bytes, as long as it counts."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.fund_services.models import Certificate, CertificateEventKind, OnlineAccount
from gongkai.fund_services.operations.certificates.keeping import kept_certificate
from gongkai.fund_services.operations.certificates.recording import audit, log_event
from gongkai.fund_services.operations.certificates.refusing import CertificateActRefused
from gongkai.fund_services.permissions import require_handler
from gongkai.fund_services.queries.certificates.own import standing_of
from gongkai.rules.certificates import CertificateState


@transaction.atomic
def print_certificate(
    *,
    certificate: Certificate,
    on: date,
    at: datetime,
    account: OnlineAccount | None = None,
    officer: Officer | None = None,
) -> bytes:
    """Return a certificate's PDF, byte for byte as it was signed, and put that on record.

    Whoever calls has made sure that it is the account's own; an officer hands it to its owner.

    :raises NotAllowed: if the officer does not handle business
    :raises CertificateActRefused: if it counts no longer
    :raises CertificateUnavailable: if its bytes are gone
    """
    if officer is not None:
        require_handler(officer, certificate.agency, on)
    state = standing_of(certificate, on)
    if state != CertificateState.VALID:
        raise CertificateActRefused(
            f"编号{certificate.certificate_no}的证明{state.label}，不再提供下载；需要的，请重新出具一份。"
        )
    content = kept_certificate(certificate)
    way = "COUNTER" if officer is not None else "ONLINE"
    log_event(
        certificate,
        CertificateEventKind.PRINTED,
        at,
        way=way,
        account=account,
        officer=officer,
    )
    if officer is not None:
        audit("print", certificate, at, officer)
    return content
