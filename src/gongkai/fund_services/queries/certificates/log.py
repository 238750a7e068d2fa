"""An organ's issue log, searched by number, account, kind, state and day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.queries.accounts.finding import identity_digest
from gongkai.rules.certificates import CertificateKind


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What is looked for in the issue log; "" and None leave a part out.

    :param text: certificate, account or employer number
    :param identity_number: of the owner, compared by digest
    :param state: VALID, EXPIRED, REVOKED, or ASKED where a revocation waits
    """

    text: str = ""
    identity_number: str = ""
    kind: str = ""
    state: str = ""
    first: date | None = None
    last: date | None = None


def issue_log(agency: Agency, wanted: LogSearch, on: date) -> QuerySet[Certificate]:
    """Return an organ's certificates that fit a search, newest first."""
    rows = Certificate.objects.filter(agency=agency).select_related(
        "officer", "account", "revocation_asked_by"
    )
    if wanted.text:
        number = "".join(wanted.text.split())
        rows = rows.filter(
            Q(certificate_no=number.upper()) | Q(account_no=number) | Q(employer_no=number)
        )
    if wanted.identity_number:
        rows = rows.filter(owner_digest=identity_digest(wanted.identity_number))
    if wanted.kind in set(CertificateKind):
        rows = rows.filter(kind=wanted.kind)
    if wanted.first:
        rows = rows.filter(issued_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(issued_on__lte=wanted.last)
    return _in_state(rows, wanted.state, on).order_by("-issued_at", "-pk")


def logged_certificate(agency: Agency, pk: int) -> Certificate | None:
    """Return one of an organ's certificates, None where there is no such one."""
    rows = Certificate.objects.select_related(
        "agency", "officer", "account", "seal_key", "revocation_asked_by", "revoked_by"
    )
    return rows.filter(agency=agency, pk=pk).first()


def waiting_revocations(agency: Agency) -> int:
    """Return how many certificates wait for a second person's word on their revocation."""
    rows = Certificate.objects.filter(agency=agency, revoked_at=None)
    return rows.exclude(revocation_asked_at=None).count()


def _in_state(rows: QuerySet[Certificate], state: str, on: date) -> QuerySet[Certificate]:
    counts = Q(valid_until=None) | Q(valid_until__gte=on)
    if state == "VALID":
        return rows.filter(counts, revoked_at=None)
    if state == "EXPIRED":
        return rows.filter(revoked_at=None, valid_until__lt=on)
    if state == "REVOKED":
        return rows.exclude(revoked_at=None)
    if state == "ASKED":
        return rows.filter(revoked_at=None).exclude(revocation_asked_at=None)
    return rows
