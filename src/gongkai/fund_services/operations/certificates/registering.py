"""Putting on record which key seals an organ's certificates, and that one does no longer."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.documents.certificates.keys import key_facts
from gongkai.fund_services.models import SealKey
from gongkai.fund_services.operations.certificates.refusing import CertificateActRefused
from gongkai.fund_services.operations.certificates.sealing import (
    configured_key,
    stop_resting,
    try_signature,
)
from gongkai.fund_services.permissions import require_overseer
from gongkai.fund_services.queries.certificates.keys import seal_keys


@transaction.atomic
def register_key(
    *, agency: Agency, fingerprint: str, officer: Officer, on: date, at: datetime
) -> SealKey:
    """Put the configured key on record after it signed something; from now on it may seal.

    :param fingerprint: of the key as the officer saw it, so that no other is registered
    :raises NotAllowed: if he does not head the office
    :raises CertificateUnavailable: if the key cannot sign now
    :raises CertificateActRefused: if another key is configured meanwhile, or it is on record
    """
    require_overseer(officer, agency, on)
    facts = try_signature(agency, at)
    if facts.fingerprint != fingerprint:
        raise CertificateActRefused("配置的密钥刚刚换过，请重新打开页面核对指纹后再登记。")
    row = _registered(agency, officer, at)
    _record(row, "register", officer, at)
    stop_resting()
    return row


@transaction.atomic
def register_made_key(*, agency: Agency, at: datetime) -> SealKey:
    """Put the configured key on record where it was just made for a demonstration.

    :raises CertificateUnavailable: if it cannot be loaded
    :raises CertificateActRefused: if the organ is none of a demonstration
    """
    if not agency.is_demonstration:
        raise CertificateActRefused("签章密钥由公开工作机构负责人在“签章密钥”页面登记。")
    row = _registered(agency, None, at)
    _record(row, "register", None, at)
    return row


@transaction.atomic
def retire_key(*, key: SealKey, officer: Officer, on: date, at: datetime) -> None:
    """Let a key seal no longer; what it sealed stays as it is.

    :raises NotAllowed: if the officer does not head the office
    :raises CertificateActRefused: if it is retired already
    """
    require_overseer(officer, key.agency, on)
    row = SealKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if row.retired_at is not None:
        raise CertificateActRefused("这把密钥已经停用。")
    row.retired_at, row.retired_by = at, officer
    row.save(update_fields=["retired_at", "retired_by"])
    _record(row, "retire", officer, at)


def key_of(agency: Agency, pk: int) -> SealKey | None:
    """Return one of an organ's keys, None where there is no such one."""
    return next((each for each in seal_keys(agency) if each.pk == pk), None)


def _registered(agency: Agency, officer: Officer | None, at: datetime) -> SealKey:
    key = configured_key(agency, at)
    facts = key_facts(key.certificate)
    row = SealKey.objects.filter(agency=agency, fingerprint=facts.fingerprint).first()
    if SealKey.objects.filter(fingerprint=facts.fingerprint).exclude(agency=agency).exists():
        raise CertificateActRefused(
            "这把密钥已由另一机关登记，不能再由本机关使用；请为本机关单独配置密钥。"
        )
    if row is not None and row.retired_at is None:
        raise CertificateActRefused("这把密钥已经登记，可以直接使用。")
    if row is not None:
        raise CertificateActRefused("这把密钥已经停用，不能再次登记；请更换密钥后登记。")
    return SealKey.objects.create(
        agency=agency,
        since=at,
        registered_by=officer,
        kept_in=key.kept_in,
        fingerprint=facts.fingerprint,
        certificate=facts.pem,
        subject=facts.subject[:300],
        issuer=facts.issuer[:300],
        serial=facts.serial[:60],
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        is_self_signed=facts.is_self_signed,
    )


def _record(row: SealKey, act: str, officer: Officer | None, at: datetime) -> None:
    record(
        action=f"seal_key.{act}",
        subject=row.fingerprint,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"subject": row.subject, "valid_until": row.valid_until.isoformat()},
    )
