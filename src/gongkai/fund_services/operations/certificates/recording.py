"""Putting on record what happened to a certificate: in its log, and on the audit trail."""

from datetime import datetime
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import (
    Certificate,
    CertificateEvent,
    OnlineAccount,
)


def log_event(
    certificate: Certificate,
    kind: Any,
    at: datetime,
    *,
    way: str = "",
    outcome: str = "",
    account: OnlineAccount | None = None,
    officer: Officer | None = None,
    note: str = "",
) -> None:
    """Add a line to a certificate's log; nothing else is ever done to the log.

    :param kind: of CertificateEventKind
    """
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=kind,
        at=at,
        way=way,
        outcome=outcome,
        account=account,
        officer=officer,
        note=note[:300],
    )


def audit(
    act: str, certificate: Certificate, at: datetime, officer: Officer | None, **detail: Any
) -> None:
    """Put an act on the trail; its detail holds neither names nor numbers of persons."""
    record(
        action=f"certificate.{act}",
        subject=certificate.certificate_no,
        at=at,
        agency=certificate.agency,
        officer=officer,
        detail=detail,
    )
