"""Telling anybody whether a certificate is genuine and counts, and nothing beyond that."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.documents.certificates.examining import Examined, examine
from gongkai.fund_services.models import Certificate, CertificateEventKind
from gongkai.fund_services.operations.certificates.numbering import plain_code
from gongkai.fund_services.operations.certificates.recording import log_event
from gongkai.fund_services.queries.certificates.keys import known_fingerprints
from gongkai.fund_services.queries.certificates.own import standing_of
from gongkai.privacy.digests import same_digest
from gongkai.privacy.masking import mask_name
from gongkai.rules.certificates import CertificateKind, CertificateState, certificate_forms

# Compared where there is no certificate of the number, so that this takes as long.
_NOBODY = "0" * 64
_LONGEST_NUMBER = 30


class FileOutcome(StrEnum):
    """What a file that was handed in is (文件验证结果)."""

    GENUINE = "GENUINE"
    CHANGED = "CHANGED"
    ADDED_TO = "ADDED_TO"
    NOT_AS_KEPT = "NOT_AS_KEPT"
    UNSIGNED = "UNSIGNED"
    NOT_OURS = "NOT_OURS"
    UNREADABLE = "UNREADABLE"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "GENUINE": "原件，未被改动",
            "CHANGED": "内容被改动",
            "ADDED_TO": "签章之后被追加内容",
            "NOT_AS_KEPT": "与留存的原件不一致",
            "UNSIGNED": "没有本中心的电子签章",
            "NOT_OURS": "不是本中心出具的证明",
            "UNREADABLE": "不是PDF文件",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may know of a certificate."""

    certificate_no: str
    kind: str
    organ: str
    owner: str
    issued_on: date
    valid_until: date | None
    revoked_on: datetime | None
    state: CertificateState
    is_self_signed: bool
    has_time_stamp: bool


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """What a file is; `found` is the certificate whose original it is, None for any other."""

    outcome: FileOutcome
    found: Verified | None


def verify_code(
    *, agency: Agency, number: str, code: str, on: date, at: datetime
) -> Verified | None:
    """Return what is known of a certificate by number and code, None where they do not fit.

    Takes as long for a number that is not there as for a wrong code.
    """
    plain = "".join(each for each in number if each.isascii() and each.isprintable())
    plain = "".join(plain.split()).upper()[:_LONGEST_NUMBER]
    row = _rows().filter(agency=agency, certificate_no=plain).first()
    digest = row.code_digest if row else _NOBODY
    if not same_digest("certificate-code", plain_code(code), digest) or row is None:
        return None
    return _told(row, "CODE", on, at)


def verify_file(*, agency: Agency, content: bytes, on: date, at: datetime) -> VerifiedFile:
    """Return what a file is: an original of ours, or what is wrong with it.

    A single bit that differs from the original is found: its SHA-256 is compared with the one on
    record, and its signature checked against the keys on record.
    """
    examined = examine(content, [form.prefix for form in certificate_forms()])
    known = known_fingerprints(agency)
    row = _rows().filter(agency=agency, sha256=examined.sha256).first()
    if row is None:
        return VerifiedFile(_fault_of(examined, known), None)
    holds = [
        each
        for each in examined.signatures
        if each.is_intact and each.covers_all and each.fingerprint in known
    ]
    if not holds:
        return VerifiedFile(FileOutcome.NOT_AS_KEPT, None)
    return VerifiedFile(FileOutcome.GENUINE, _told(row, "FILE", on, at))


def _fault_of(examined: Examined, known: frozenset[str]) -> FileOutcome:
    if not examined.is_pdf:
        return FileOutcome.UNREADABLE
    ours = [each for each in examined.signatures if each.fingerprint in known]
    if any(each.is_intact and each.covers_all for each in ours):
        return FileOutcome.NOT_AS_KEPT
    if any(each.is_intact for each in ours):
        return FileOutcome.ADDED_TO
    if ours or (examined.numbers and _is_broken(examined)):
        return FileOutcome.CHANGED
    return FileOutcome.UNSIGNED if examined.numbers else FileOutcome.NOT_OURS


def _is_broken(examined: Examined) -> bool:
    """Tell whether there is a signature of which not even the signer can be read."""
    return any(not each.fingerprint for each in examined.signatures)


def _rows() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("agency", "seal_key")


def _told(row: Certificate, way: str, on: date, at: datetime) -> Verified:
    state = standing_of(row, on)
    log_event(row, CertificateEventKind.VERIFIED, at, way=way, outcome=state.value)
    of_employer = row.kind == CertificateKind.EMPLOYER_DEPOSIT
    return Verified(
        certificate_no=row.certificate_no,
        kind=CertificateKind(row.kind).label,
        organ=row.agency.name,
        owner=row.owner_name if of_employer else mask_name(row.owner_name),
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        revoked_on=row.revoked_at,
        state=state,
        is_self_signed=row.seal_key.is_self_signed,
        has_time_stamp=row.has_time_stamp,
    )
