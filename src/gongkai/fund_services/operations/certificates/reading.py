"""An officer reads or searches what belongs to a person: each time on the trail."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.operations.certificates.recording import audit
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.certificates.log import LogSearch
from gongkai.fund_services.queries.certificates.own import SealedFacts, sealed_facts


@transaction.atomic
def read_facts(
    *, certificate: Certificate, officer: Officer, on: date, at: datetime
) -> SealedFacts:
    """Return what a certificate states in full, and put on record who read it.

    :raises NotAllowed: if the officer neither handles nor decides business
    """
    require_staff(officer, certificate.agency, on)
    audit("read", certificate, at, officer)
    return sealed_facts(certificate)


@transaction.atomic
def note_search(*, officer: Officer, wanted: LogSearch, found: int, at: datetime) -> None:
    """Put a search of the issue log on record; the identity number is not part of it.

    :param found: how many certificates it gave
    """
    record(
        action="certificate.search",
        subject=wanted.text[:40] or ("按证件号码" if wanted.identity_number else "按条件"),
        at=at,
        agency=officer.agency,
        officer=officer,
        detail={
            "by_identity": bool(wanted.identity_number),
            "kind": wanted.kind,
            "state": wanted.state,
            "first": str(wanted.first or ""),
            "last": str(wanted.last or ""),
            "found": found,
        },
    )
