"""Taking a certificate back: the head of the office alone, or two people one after the other."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.fund_services.models import Certificate, CertificateEventKind
from gongkai.fund_services.operations.certificates.recording import audit, log_event
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateChanged,
)
from gongkai.fund_services.permissions import require_staff

_LONGEST_REASON = 300


@transaction.atomic
def ask_revocation(
    *,
    certificate: Certificate,
    reason: str,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> None:
    """Ask that a certificate be revoked; another person decides it.

    :raises NotAllowed: if the officer neither handles nor decides business
    :raises CertificateActRefused: if it is revoked, asked for already, or no reason is given
    """
    row = _locked(certificate, version)
    rights = require_staff(officer, row.agency, on)
    if not (rights.handles or rights.decides):
        raise NotAllowed("撤销证明由业务经办人、业务复核人提出，您没有相应角色。")
    if row.revocation_asked_at is not None:
        raise CertificateActRefused("已经有人提出撤销，请由另一名业务复核人决定。")
    row.revocation_asked_by, row.revocation_asked_at = officer, at
    row.revocation_reason = _reason(reason)
    _saved(row)
    kind = CertificateEventKind.REVOCATION_ASKED
    log_event(row, kind, at, officer=officer, note=row.revocation_reason)
    audit("ask_revocation", row, at, officer, reason=row.revocation_reason)


@transaction.atomic
def drop_revocation(
    *, certificate: Certificate, version: int, officer: Officer, on: date, at: datetime
) -> None:
    """Decide that a certificate stays in force.

    :raises NotAllowed: if the officer may not decide it
    :raises CertificateActRefused: if nobody asked for its revocation
    """
    row = _locked(certificate, version)
    if row.revocation_asked_at is None:
        raise CertificateActRefused("没有人提出撤销这份证明。")
    _require_second(row, officer, on)
    row.revocation_asked_by = row.revocation_asked_at = None
    row.revocation_reason = ""
    _saved(row)
    log_event(row, CertificateEventKind.REVOCATION_DROPPED, at, officer=officer)
    audit("drop_revocation", row, at, officer)


@transaction.atomic
def revoke_certificate(
    *,
    certificate: Certificate,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
    reason: str = "",
) -> None:
    """Revoke a certificate for good; whoever verifies it is told so from now on.

    :param reason: where the head of the office does it alone; else it is that of who asked
    :raises NotAllowed: if the officer may not decide it
    :raises CertificateActRefused: if it is revoked already, or no reason is given
    """
    row = _locked(certificate, version)
    if row.revocation_asked_at is None:
        if not require_staff(officer, row.agency, on).oversees:
            raise NotAllowed(
                "撤销证明须由一人提出、另一名业务复核人决定，或者由公开工作机构负责人直接决定。"
            )
        row.revocation_reason = _reason(reason)
    else:
        _require_second(row, officer, on)
    row.revoked_at, row.revoked_by = at, officer
    _saved(row)
    log_event(row, CertificateEventKind.REVOKED, at, officer=officer, note=row.revocation_reason)
    audit("revoke", row, at, officer, reason=row.revocation_reason)


def _locked(certificate: Certificate, version: int) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("agency")
    row = rows.get(pk=certificate.pk)
    if row.version != version:
        raise CertificateChanged(
            "您打开页面后，这份证明有新的变化，本次操作未保存；请核对后再提交一次。"
        )
    if row.revoked_at is not None:
        raise CertificateActRefused("这份证明已经撤销，不能再次操作。")
    return row


def _require_second(row: Certificate, officer: Officer, on: date) -> None:
    rights = require_staff(officer, row.agency, on)
    if rights.oversees:
        return
    if not rights.decides:
        raise NotAllowed("撤销证明由业务复核人或者公开工作机构负责人决定，您没有相应角色。")
    if row.revocation_asked_by_id == officer.pk:
        raise NotAllowed("撤销由您提出，须由另一名业务复核人或者公开工作机构负责人决定。")


def _reason(told: str) -> str:
    reason = " ".join(told.replace("\0", "").split())
    if not reason:
        raise CertificateActRefused("撤销理由：未填写，请写明为什么撤销。")
    if len(reason) > _LONGEST_REASON:
        raise CertificateActRefused(f"撤销理由：共{len(reason)}个字，最多{_LONGEST_REASON}个字。")
    return reason


def _saved(row: Certificate) -> None:
    row.version += 1
    row.save(
        update_fields=[
            "revocation_asked_by",
            "revocation_asked_at",
            "revocation_reason",
            "revoked_at",
            "revoked_by",
            "version",
        ]
    )
